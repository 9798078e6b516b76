import { applyEdits } from "../mutate/edits.ts";
import { writeNumbers } from "../mutate/number-text.ts";
import type { NumberSite } from "../mutate/numbers.ts";
import { indexProgram } from "../mutate/program-index.ts";
import { revaluedFingerprint } from "../mutate/revalued.ts";
import { type ParsedProgram, parseProgram } from "../parse.ts";
import { type Constants, chosenOf, constantOf } from "./constant.ts";
import { readDeclarations } from "./declarations.ts";
import type { ParsedLanguage } from "../language.ts";

/**
 * The tunable numbers within the evolve regions of a program that is known by its syntax tree. Where a comment declares some
 * (`// @tune 0.1 .. 2`, `// @tune log`), only those.
 *
 * @returns `null` for a text that does not parse
 */
export function readConstants(source: string, language: ParsedLanguage): Constants | null {
  const parsed = parseProgram(source, language);
  if (parsed.status !== "ok") return null;
  const chosen = chosenOf(
    source,
    readDeclarations(parsed.program),
    indexProgram(parsed.program).numbers.all,
    { start: ({ literalStart }) => literalStart, isWhole: ({ integer }) => integer },
  );
  const numbers = chosen.map(([{ value, integer, peers }, declared]) =>
    constantOf({ value, isWhole: integer, spread: peers.spread }, declared),
  );
  const sites = chosen.map(([site]) => site);
  return { numbers, withValues: (values) => revalue(parsed.program, sites, values) };
}

function revalue(
  program: ParsedProgram,
  sites: readonly NumberSite[],
  values: readonly number[],
): ReturnType<Constants["withValues"]> {
  const moves = new Map(sites.map((site, i) => [site, values[i] as number]));
  const edits = writeNumbers(program.source, moves);
  const source = applyEdits(program.source, edits);
  if (source === null) return null;
  const known = revaluedFingerprint(program, source, edits);
  if (known !== null) return { source, fingerprint: known };
  const parsed = parseProgram(source, program.language);
  return parsed.status === "ok" ? { source, fingerprint: parsed.program.fingerprint } : null;
}
