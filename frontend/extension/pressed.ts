/** Brought to a page by the button, its key or the menu: the second time it goes. */
import { begin } from "./content";

void begin(globalThis, true);
