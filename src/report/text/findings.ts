import { printable } from "../../core/index.ts";
import type { Finding } from "../../run/index.ts";
import { padEnd } from "./table.ts";

/** The doctor's findings for people, a line each, with a hint below what is missing. */
export function renderFindings(findings: readonly Finding[]): string {
  return findings
    .flatMap(({ name, ok, fact, hint }) => [
      `${ok ? "ok     " : "missing"} ${padEnd(name, 22)} ${fact}`,
      ...(hint === undefined ? [] : [`        hint: ${hint}`]),
    ])
    .map((line) => printable(line))
    .join("\n");
}
