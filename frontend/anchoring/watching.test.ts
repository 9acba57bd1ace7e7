import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { whenChanged } from ".";

const told: string[] = [];

/** What happens to a page, and then enough time for it to settle. */
async function after(change: () => void, milliseconds = 5000): Promise<string[]> {
  change();
  await vi.advanceTimersByTimeAsync(milliseconds);
  return told;
}

function add(html: string): void {
  document.body.insertAdjacentHTML("beforeend", html);
}

describe("a page that builds itself late", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
    document.body.innerHTML = "<p>first</p>";
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const watch = () =>
    whenChanged(document.body, (text) => {
      told.push(text.text);
    });

  it("is told once it has settled", async () => {
    const { stop } = watch();
    const seen = await after(() => {
      add("<p>second</p>");
      add("<p>third</p>");
    });
    expect(seen).toEqual(["first\nsecond\nthird"]);
    stop();
  });

  it("is told of what happens in a shadow root that came late", async () => {
    const { stop } = watch();
    await after(() => {
      add("<my-card></my-card>");
      const card = document.querySelector("my-card");
      if (card) card.attachShadow({ mode: "open" }).innerHTML = "<p>second</p>";
    });
    const seen = await after(() => {
      const inside = document.querySelector("my-card")?.shadowRoot?.firstChild;
      if (inside) inside.textContent = "changed";
    });
    expect(seen).toEqual(["first\nsecond", "first\nchanged"]);
    stop();
  });

  it("is not told of what is ours, of what was done unseen, or after the end", async () => {
    const { stop, unseen } = watch();
    expect(await after(() => { add("<div data-florilegium>bar</div>"); })).toEqual([]);
    expect(await after(() => { unseen(() => { add("<b>mark</b>"); }); })).toEqual([]);
    stop();
    expect(await after(() => { add("<p>late</p>"); })).toEqual([]);
  });

  it("is asked ever more rarely, and no longer when the budget is spent", async () => {
    watch();
    const clock = setInterval(() => { add("<i>tick</i>"); }, 100);
    const within = (await after(() => undefined, 60_000)).length;
    clearInterval(clock);
    expect(within).toBeGreaterThan(2);
    expect(within).toBeLessThan(8);
  });
});
