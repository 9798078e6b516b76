/**
 * A replay is a finished round to look at: recorded as plain data, and shown by one page of HTML that stands
 * alone.
 */
export { renderReplay } from "./page.ts";
export { recordReplay, type Replay } from "./record.ts";
