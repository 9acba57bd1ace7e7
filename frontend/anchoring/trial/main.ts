/** What the browser tests and benchmarks are given: the parts under test and the trial, as one script. */
export * from "..";
export { trial, type Outcome } from "./trial";
