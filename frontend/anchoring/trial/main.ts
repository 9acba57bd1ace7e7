/** What the browser tests and benchmarks are given: the parts under test and the trial, as one script. */
export * from "..";
export { time, type State, type Timing } from "./speed";
export { trial, type Outcome } from "./trial";
