import { describe, expect, it } from "vitest";
import { make } from "./dom";
import { written } from "./markup";

const taken = (html: string) => make("div", {}, written(html)).innerHTML;

describe("what the server rendered", () => {
  it("is taken over", () => {
    expect(taken("<p>one <em>two</em></p><ul><li>three</li></ul>")).toBe("<p>one <em>two</em></p><ul><li>three</li></ul>");
  });

  it("leads out by links of the web alone", () => {
    expect(taken('<a href="https://example.org/" onclick="x()">x</a>')).toBe(
      '<a href="https://example.org/" rel="noopener noreferrer nofollow ugc" target="_blank">x</a>',
    );
    expect(taken('<a href="javascript:alert(1)">x</a><a href=" JaVaScript:1">y</a>')).toBe("<a>x</a><a>y</a>");
  });

  it("brings nothing that runs, is fetched, or looks like the page", () => {
    const evil = '<img src=x onerror=alert(1)><script>1</script><style>*{}</style><p style="x" class="y" id="z">k</p>';
    expect(taken(`${evil}<svg><script>1</script></svg><form><input name=a></form><iframe src=x></iframe>`)).toBe("<p>k</p>");
  });
});
