/**
 * What a script adds to the pages. Every page works without it: each module makes one thing quicker or better known,
 * and touches nothing that the page does not mark for it.
 */
import { reportFollowed } from "./followed";
import { listenToKeys } from "./keys";
import { rememberLook } from "./look";
import { keepProgress } from "./progress";
import { chooseTheme } from "./theme";
import { tickAll } from "./ticks";

chooseTheme(document);
reportFollowed(document);
listenToKeys(document);
tickAll(document);
rememberLook(document);
keepProgress(document);
