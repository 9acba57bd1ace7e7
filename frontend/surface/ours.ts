/** What belongs to us in a page: the interface carries this attribute, and nothing of the page does. */
export const OURS = "data-florilegium";

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
