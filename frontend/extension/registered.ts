/** On sites she allowed: it looks whether the page is known, and else leaves it alone. */
import { begin } from "./content";

void begin(globalThis, false);
