import { isTyping } from "./ours";
import type { KeyPress } from "./surface";

/** Keys that nothing else wants: letters and digits alone, and Escape. */
export function listenToKeys(page: Document, pressed: (press: KeyPress) => void, signal: AbortSignal): void {
  page.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (isTyping(event) || (event.key !== "Escape" && event.key.length !== 1)) return;
      const press = { key: event.key, told: false, used: false };
      pressed(press);
      if (press.used) event.preventDefault();
    },
    { signal },
  );
}
