/** Brought to a page by the button, its key or the menu: the second time it goes. */
import { toggle } from "./content";

void toggle(globalThis);
