/** Brought to a page of a site that she allowed: once, and never in place of what is open there. */
import { open } from "./content";

void open(globalThis);
