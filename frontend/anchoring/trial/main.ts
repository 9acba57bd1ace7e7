/** What the browser tests and benchmarks are given: the parts under test and the trial, as one script. */
export * from "..";
export { time, type State, type Timing } from "./speed";
export { trial, type Outcome } from "./trial";

import { Chance } from "./chance";
import { PAGES } from "./pages";

/** A made-up page of a kind. */
export function madeUp(kind: string, seed: number): string {
  return PAGES[kind]?.(new Chance(seed)) ?? "";
}

export const kinds = Object.keys(PAGES);
