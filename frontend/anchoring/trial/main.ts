/** What the browser tests and benchmarks are given: the parts under test and the trials, as one script. */
import { Chance } from "./chance";
import { PAGES } from "./pages";

export * from "..";
export { answer, type Answer, type Case } from "./cases";
export { time, type State, type Timing } from "./speed";
export { trial, type Outcome } from "./trial";

export const kinds = Object.keys(PAGES);

/** A made-up page of a kind. */
export function madeUp(kind: string, seed: number): string {
  return PAGES[kind]?.(new Chance(seed)) ?? "";
}
