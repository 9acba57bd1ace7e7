import { describe as suite, expect, it } from "vitest";

import { describe, locate, locateAll, readText, type Selector } from ".";

function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}

/** The range of some words, wherever they are marked up. */
function words(root: Node, quote: string): Range {
  const text = readText(root);
  const start = text.text.indexOf(quote);
  const range = text.rangeOf(start, start + quote.length);
  if (!range) throw new Error(`not there: ${quote}`);
  return range;
}

const SEA = "<h1>The  sea</h1>\n<p>It was <em>calm</em> at noon,\n   and loud at night.</p><p>Nobody<br>slept.</p>";

suite("the text of a root", () => {
  it.each([
    ["collapses whitespace and parts blocks", SEA, "The sea\nIt was calm at noon, and loud at night.\nNobody\nslept."],
    ["has no script, style, template or noscript", "a<script>b</script><style>c</style><template>d</template><noscript>e</noscript>f", "af"],
    ["keeps the whitespace of pre", "<p>code</p><pre>  if x:\n    <b>y</b>  z\n</pre><p>end</p>", "code\n  if x:\n    y  z\nend"],
    ["parts cells by a space", "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"],
    ["passes over what is ours", "a<div data-florilegium>bar</div>b", "ab"],
  ])("%s", (_name, html, expected) => {
    expect(readText(page(html)).text).toBe(expected);
  });

  it("is read where it shows: shadow roots in place, light children in their slots", () => {
    const root = page("<p>one</p><my-card>three</my-card><p>five</p>");
    const card = root.querySelector("my-card");
    if (card) card.attachShadow({ mode: "open" }).innerHTML = "<p>two</p><slot></slot><p>four</p>";
    expect(readText(root).text).toBe("one\ntwo\nthree\nfour\nfive");
  });
});

suite("a range described and located", () => {
  it.each(["calm", "sea\nIt was calm at", "night.\nNobody\nslept.", "The sea"])("is itself: %s", (quote) => {
    const root = page(SEA);
    const located = locate(describe(words(root, quote), root), readText(root));
    expect(located).toMatchObject({ how: "exact", approximate: false });
    expect(located?.range.toString().replace(/\s+/g, "")).toBe(quote.replace(/\s+/g, ""));
  });

  it("has its four kinds of selector", () => {
    const root = page(SEA);
    expect(describe(words(root, "calm at"), root)).toEqual([
      { type: "TextQuoteSelector", exact: "calm at", prefix: "The sea\nIt was ", suffix: " noon, and loud at night.\nNobody" },
      { type: "TextPositionSelector", start: 15, end: 22 },
      { type: "RangeSelector", startContainer: "/p[1]/em[1]", startOffset: 0, endContainer: "/p[1]", endOffset: 14 },
    ]);
  });

  it("is refused without text", () => {
    const root = page("<p>  </p>");
    const range = document.createRange();
    range.selectNodeContents(root);
    expect(() => describe(range, root)).toThrow(RangeError);
  });

  it("comes back with its id", async () => {
    const root = page(SEA);
    const missing: Selector[] = [{ type: "TextQuoteSelector", exact: "no such words" }];
    const targets = [
      { id: 1, selectors: describe(words(root, "loud"), root) },
      { id: 2, selectors: missing },
    ];
    const found = new Map<number, string | undefined>();
    for await (const [id, located] of locateAll(targets, root)) found.set(id, located?.range.toString());
    expect([...found]).toEqual([[1, "loud"], [2, undefined]]);
  });
});
