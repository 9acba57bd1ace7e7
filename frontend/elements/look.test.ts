import { describe, expect, it } from "vitest";

import { rememberLook } from "./look";

describe("how articles look", () => {
  it("is remembered at each choice, and the form's button goes", () => {
    document.body.innerHTML = `<form class="look">
      <input type="radio" name="size" value="medium" checked><input type="radio" name="size" value="large">
      <input type="radio" name="face" value="serif" checked><input type="radio" name="column" value="narrow" checked>
      <input type="radio" name="paper" value="sepia" checked><button>Keep it so</button></form>`;
    rememberLook(document);
    const large = document.querySelector<HTMLInputElement>("[value=large]");
    if (!large) throw new Error("no such choice");
    large.checked = true;
    large.dispatchEvent(new Event("change", { bubbles: true }));
    expect(document.cookie).toContain("reader=large.serif.narrow.sepia");
    expect(document.querySelector("button")?.hidden).toBe(true);
  });
});
