/** One line of the doctor's report: what works, or what is missing and how to get it. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly fact: string;
  readonly hint?: string;
}
