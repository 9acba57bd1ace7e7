/** What the annotator does on the site of this page: shown by itself, when the button is pressed, or never. */
import { make } from "../../annotator/dom";
import { tell, type Settings } from "../messages";
import { hostOf, including, isChosen, siteOf } from "../sites";
import type { PopupContext } from "./context";

export function siteChoices({ words, target, settings }: PopupContext): HTMLElement | null {
  const site = siteOf(target.url);
  if (target.tab === null || site === null) return null;
  const host = hostOf(target.url);
  let now: Settings = settings;
  const ways = [
    { text: words.byItself, value: "always" },
    { text: words.byButton, value: "button" },
    { text: words.never, value: "never" },
  ] as const;
  const start = now.off || now.offSites.includes(host) ? "never" : isChosen(now, target.url) ? "always" : "button";
  const help = make("p", { class: "help", role: "status" }, now.off ? words.offAltogether : "");
  const radios = ways.map(({ text, value }) => {
    const choose = () => {
      // in the press itself, and before anything is waited for: the browser asks only then
      const asked = value === "always" ? chrome.permissions.request({ origins: [site] }) : Promise.resolve(true);
      void chosen(value, asked);
    };
    const input = make("input", { type: "radio", name: "site", value, checked: value === start, disabled: now.off, change: choose });
    return { input, label: make("label", {}, input, make("span", {}, text)) };
  });
  async function chosen(value: string, asked: Promise<boolean>): Promise<void> {
    const change = {
      sites: including(now.sites, [site ?? ""], value === "always"),
      offSites: including(now.offSites, [host], value === "never"),
    };
    now = await tell("choose", change); // first: the browser may close us while it asks
    if (value === "button" && isChosen(now, target.url)) help.textContent = words.everywhereStill;
    if (await asked.catch(() => false)) return;
    now = await tell("choose", { sites: including(now.sites, [site ?? ""], false) });
    for (const { input } of radios) input.checked = input.value === "button";
    help.textContent = words.notAllowed;
  }
  return make("fieldset", { class: "choices ruled" }, make("legend", {}, words.saidHere(host)), ...radios.map(({ label }) => label), help);
}
