/** Our own corner of a page: one element that no style of the page reaches, and all of the interface inside it. */
import { OURS } from "../anchoring";
import style from "./annotator.css?inline";
import { isTyping } from "../surface/ours";
import { make } from "./dom";

export interface Interface {
  root: ShadowRoot;
  body: HTMLElement;
  close(): void;
}

/** After the body, so that positions are the document's, whatever the page does with its body. */
export function openInterface(mode: ShadowRootMode, language: string): Interface {
  const host = make("div", { [OURS]: true });
  const root = host.attachShadow({ mode });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const body = make("div", { class: "ui", lang: language });
  root.append(body);
  // What is typed here is nobody else's: no shortcut of the page answers to it, and none of ours.
  for (const event of ["keydown", "keypress", "keyup", "beforeinput", "input", "paste"]) {
    root.addEventListener(event, (typed) => { if (isTyping(typed)) typed.stopPropagation(); }); // prettier-ignore
  }
  document.documentElement.append(host);
  // The reader's own letter size, whatever the page makes of `rem`.
  host.style.setProperty("--r", getComputedStyle(host).fontSize);
  return { root, body, close: () => { host.remove(); } }; // prettier-ignore
}
