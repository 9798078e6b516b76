/**
 * Names a call in logical time. The journal finds recorded replies by it, never by order of arrival.
 */
export interface CallKey {
  readonly island: number;
  readonly step: number;
  /**
   * Purpose of the call: `plan`, `execute`, `repair`, `summarize`, `react-3` …; letters, digits, `-`, at most
   * 64.
   */
  readonly purpose: string;
  /** Number of this call among those of the same purpose in the step, from 0. */
  readonly attempt: number;
}

/** The key as text, e.g. `i0-s12/execute/1`. */
export function callKeyText({ island, step, purpose, attempt }: CallKey): string {
  return `i${island}-s${step}/${purpose}/${attempt}`;
}
