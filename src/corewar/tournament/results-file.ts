import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { canonicalJson, faultWords, GalapagosError, makeFolders, shortHash } from "../../core/index.ts";
import { completeSettings, type MarsSettings } from "../mars/index.ts";
import type { DuelRecord, Entrant } from "./tournament.ts";

/** Conditions that outcomes depend on: a file of results is continued only under the same ones. */
export interface ResultsHeader {
  readonly settings: Partial<MarsSettings>;
  readonly rounds: number;
  readonly seed: number;
}

/** A file of outcomes, one JSON line each, that a stopped tournament goes on from. */
export interface ResultsFile {
  /** Outcomes between warriors that have not changed since. */
  readonly known: readonly DuelRecord[];
  /** Adds an outcome; it is on disk when this returns. */
  append(record: DuelRecord): void;
}

/**
 * Opens or begins a results file; an empty one is begun. Outcomes of warriors whose code has changed or that
 * are gone are left out; a torn last line is ignored.
 *
 * @throws GalapagosError when the file was made under other conditions, cannot be read or cannot be written
 */
export function openResults(path: string, header: ResultsHeader, entrants: readonly Entrant[]): ResultsFile {
  const hashes = new Map(entrants.map(({ id, warrior }) => [id, warriorHash(warrior)]));
  const line = (record: DuelRecord): string =>
    `${JSON.stringify({ ...record, hashes: [hashes.get(record.a), hashes.get(record.b)] })}\n`;
  const settings = completeSettings({ ...header.settings, warriors: 2 });
  const head = canonicalJson({ format: "galapagos-tournament-1", ...header, settings });
  const append = (record: DuelRecord): void => usable(path, () => appendFileSync(path, line(record)));
  const text = usable(path, () => {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts?.isFile() === false) throw new Error("it is no file");
    if (facts !== undefined && facts.size > 0) return readFileSync(path, "utf8");
    makeFolders(dirname(path));
    appendFileSync(path, `${head}\n`);
    return null;
  });
  if (text === null) return { known: [], append };
  const [first = "", ...rest] = text.split("\n");
  if (first !== head) {
    throw new GalapagosError(`${path} holds the results of a tournament with other rules, rounds or seed`, {
      code: "corewar/results",
      hint: "repeat those it was begun with, name another file, or delete this one to begin anew",
    });
  }
  if (!text.endsWith("\n"))
    usable(path, () => writeFileSync(path, text.slice(0, text.lastIndexOf("\n") + 1)));
  return { known: rest.slice(0, -1).flatMap((entry) => parseRecord(entry, hashes)), append };
}

/** Does something with the file; what the system refuses is one message. */
function usable<Value>(path: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw new GalapagosError(`${path} cannot keep the results: ${faultWords(error)}`, {
      code: "corewar/results",
      hint: "name a file that can be written: --results outcomes.jsonl",
      cause: error,
    });
  }
}

function parseRecord(entry: string, hashes: ReadonlyMap<string, string>): DuelRecord[] {
  try {
    const { a, b, wins, losses, ties, hashes: made } = JSON.parse(entry) as DuelRecord & { hashes: string[] };
    const same = hashes.has(a) && hashes.get(a) === made[0] && hashes.get(b) === made[1];
    return same ? [{ a, b, wins, losses, ties }] : [];
  } catch {
    return [];
  }
}

function warriorHash({ instructions, start, pin }: Entrant["warrior"]): string {
  return shortHash(canonicalJson({ instructions, start, pin }));
}
