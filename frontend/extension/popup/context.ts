import type { Me, PageKnown } from "../../client/shapes";
import type { Settings } from "../messages";
import type { Words } from "../words";
import type { Target } from "./target";

/** What every part of the popup knows. */
export interface PopupContext {
  words: Words;
  language: string;
  target: Target;
  /** Where it is shown. */
  place: HTMLElement;
  /** Null: nobody answered; what she chose last is offered. */
  me: Me | null;
  known: PageKnown | null;
  settings: Settings;
}
