import { beforeEach, describe, expect, it, vi } from "vitest";

import { reportFollowed } from "./followed";

const beacon = vi.fn(() => true);

function press(id: string, type: string, button = 0): void {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, button });
  document.querySelector(`#${id}`)?.dispatchEvent(event);
}

describe("following a link", () => {
  reportFollowed(document);

  beforeEach(() => {
    beacon.mockClear();
    vi.stubGlobal("navigator", { sendBeacon: beacon });
    document.body.innerHTML = `
      <a href="#page" data-followed="/bookmark/7/followed"><em id="counted">A page</em></a>
      <a href="#other" id="plain">Elsewhere</a>
      <p id="text">Text</p>`;
  });

  it.each([
    ["a click, or Enter", "click", 0],
    ["a middle click", "auxclick", 1],
  ])("is counted once for %s", (_name, type, button) => {
    press("counted", type, button);
    expect(beacon.mock.calls).toEqual([["/bookmark/7/followed"]]);
  });

  it("is not counted for a right click, which opens a menu", () => {
    press("counted", "auxclick", 2);
    expect(beacon).not.toHaveBeenCalled();
  });

  it.each(["plain", "text"])("is not counted on what asks for no count: %s", (id) => {
    press(id, "click");
    expect(beacon).not.toHaveBeenCalled();
  });

  it("is not counted when something else has taken the click", () => {
    document.querySelector("#counted")?.addEventListener("click", (event) => {
      event.preventDefault();
    });
    press("counted", "click");
    expect(beacon).not.toHaveBeenCalled();
  });

  it("leads where it led: the click is not taken", () => {
    const event = new MouseEvent("click", { bubbles: true, cancelable: true });
    document.querySelector("#counted")?.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});
