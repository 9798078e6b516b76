import { printable } from "../../core/index.ts";
import type { Finding } from "../../run/index.ts";
import { padEnd } from "./table.ts";
import { type Paint, plain } from "../../core/index.ts";

/** The doctor's findings for people, a line each, with a hint below what is missing, or could be had. */
export function renderFindings(findings: readonly Finding[], paint: Paint = plain): string {
  return findings
    .flatMap(({ name, ok, isExtra, fact, hint }) => [
      `${ok ? "ok     " : isExtra ? "none   " : paint("failure", "missing")} ${printable(`${padEnd(name, 22)} ${fact}`)}`,
      ...(hint === undefined ? [] : [paint("hint", printable(`        hint: ${hint}`))]),
    ])
    .join("\n");
}
