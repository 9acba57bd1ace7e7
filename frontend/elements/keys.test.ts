import { beforeEach, describe, expect, it, vi } from "vitest";

import { listenToKeys } from "./keys";
import { tickAll } from "./ticks";

const opened = vi.fn();

function press(key: string, more: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

function where(): string {
  return document.activeElement?.id ?? "";
}

describe("the keyboard on a listing", () => {
  beforeEach(() => {
    localStorage.clear();
    opened.mockReset();
    // jsdom has no dialogs and scrolls nothing
    HTMLDialogElement.prototype.showModal = opened;
    HTMLElement.prototype.scrollIntoView = vi.fn();
    document.body.innerHTML = `
      <header class="head"><a href="/save">Keep</a></header>
      <article class="entry" id="one"><h2><a href="#page">One</a></h2><div class="actions"><a href="#/edit">Edit</a></div></article>
      <article class="entry" id="two"><h2><a href="#two">Two</a></h2><input id="text"></article>
      <a href="#keys" data-keys>Keys</a>
      <dialog id="keys"><input type="checkbox" name="keys"></dialog>
      <label hidden><input type="checkbox" id="several-all"></label><input type="checkbox" form="several" id="a">`;
    location.hash = "";
  });

  it("goes from entry to entry, opens and edits", () => {
    listenToKeys(document);
    press("j");
    expect(where()).toBe("one");
    press("j");
    press("j");
    expect(where()).toBe("two");
    press("k");
    expect(where()).toBe("one");
    press("o");
    expect(location.hash).toBe("#page");
    press("e");
    expect(location.hash).toBe("#/edit");
  });

  it("leaves alone who types, who holds a modifier, and who has switched it off", () => {
    listenToKeys(document);
    press("j", { ctrlKey: true });
    expect(where()).toBe("");
    document.getElementById("text")?.focus();
    press("k");
    expect(where()).toBe("text");
    document.getElementById("text")?.blur();
    const on = document.querySelector<HTMLInputElement>("input[name=keys]");
    expect(on?.checked).toBe(true);
    on?.click();
    press("j");
    expect(where()).toBe("");
  });

  it("shows the sheet", () => {
    listenToKeys(document);
    press("?");
    document.querySelector<HTMLElement>("[data-keys]")?.click();
    expect(opened.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  it("ticks all", () => {
    tickAll(document);
    const all = document.querySelector<HTMLInputElement>("#several-all");
    expect(all?.closest("label")?.hidden).toBe(false);
    all?.click();
    expect(document.querySelector<HTMLInputElement>("#a")?.checked).toBe(true);
  });
});
