/** Ranges ↔ selectors. Pure: knows no network, no interface, no page of ours. docs/anchoring.md tells how and why. */
export { locateAll, type LocateOptions, type Target } from "./all";
export { describe } from "./describe";
export { passageAddress, toTextFragment } from "./fragment";
export { locate, type Located } from "./locate";
export type { PageFragment, RangeXPath, Selector, TextPosition, TextQuote } from "./selectors";
export { whenChanged, type Watch, type WatchOptions } from "./watching";
export { OURS, readText, type DocumentText, type Piece, type Span } from "./text";
