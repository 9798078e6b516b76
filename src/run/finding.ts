import { EXIT, type ExitCode } from "../core/index.ts";

/** One line of the doctor's report: what works, or what is missing and how to get it. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly fact: string;
  readonly hint?: string;
  /** True for what a machine may well lack: only who asks for it needs it. @defaultValue false */
  readonly isExtra?: boolean;
  /** The code that the doctor ends with: of something that was asked for and does not work. Absent elsewhere. */
  readonly exitCode?: ExitCode;
}

/** The code of a whole report: that of a provider comes before that of a problem's needs; 0 where all that was asked for works. */
export function exitCodeOf(findings: readonly Finding[]): ExitCode {
  const codes = findings.map(({ exitCode }) => exitCode);
  return [EXIT.provider, EXIT.usage].find((code) => codes.includes(code)) ?? EXIT.done;
}
