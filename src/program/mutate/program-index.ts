import type { ParsedProgram } from "../parse.ts";
import { type Expressions, listExpressions } from "./expressions.ts";
import { listNumbers, type Numbers } from "./numbers.ts";
import { listSites, type Site } from "./sites.ts";
import { listStatements, type StatementSite } from "./statements.ts";

/** A parsed program with the lists that operators draw their places from. */
export interface ProgramIndex {
  readonly program: ParsedProgram;
  readonly source: string;
  readonly sites: readonly Site[];
  readonly numbers: Numbers;
  readonly expressions: Expressions;
  /** Statements that stand in a list and may be changed. */
  readonly statements: readonly StatementSite[];
}

const indices = new WeakMap<ParsedProgram, ProgramIndex>();

/** The index of a program; made once for each. */
export function indexProgram(program: ParsedProgram): ProgramIndex {
  const known = indices.get(program);
  if (known) return known;
  const sites = listSites(program);
  const index: ProgramIndex = {
    program,
    source: program.source,
    sites,
    numbers: listNumbers(sites),
    expressions: listExpressions(sites),
    statements: listStatements(sites),
  };
  indices.set(program, index);
  return index;
}
