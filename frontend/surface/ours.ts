import { OURS } from "../anchoring";

/** Whether an event comes from our own interface; from inside its shadow root too. */
export function isOurs(event: Event): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.hasAttribute(OURS));
}

/** Whether keys pressed there are somebody's writing. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}
