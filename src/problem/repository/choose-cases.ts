import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GalapagosError, type JsonObject, randomStream } from "../../core/index.ts";
import { callingProgram, type RepositoryFunction } from "./call-function.ts";
import type { RecordedCall } from "./record-calls.ts";
import { variedCall } from "./vary-call.ts";

/** The calls that a problem's programs are judged by, and what the original answers. */
export interface ChosenCases {
  readonly inputs: readonly RecordedCall[];
  readonly holdout: readonly RecordedCall[];
  /** Text of the answer, by text of the call. */
  readonly expected: readonly (readonly [call: string, answer: string])[];
  /** Time of the original for the calls of the search, milliseconds. */
  readonly originalMs: number;
}

/** A call that the original has answered. */
interface Answered {
  readonly call: RecordedCall;
  readonly answer: string;
  readonly ms: number;
}

/**
 * Chooses calls: those that were recorded, and others like them, no two the same, until the original takes long enough to be
 * measured. A part of them is held out.
 *
 * @param source - text of the original file
 * @param archive - absolute path of the repository's zip
 */
export async function chooseCases(
  recorded: readonly RecordedCall[],
  target: RepositoryFunction,
  source: string,
  archive: string,
): Promise<ChosenCases> {
  const random = randomStream("repository", target.file, target.function);
  const known = new Map(recorded.map((call) => [JSON.stringify(call), call]));
  const answered = await answers(recorded.slice(0, MOST_RECORDED), target, source, archive);
  let pool = answered.map(({ call }) => call);
  for (let turn = 0; turn < TURNS && total(answered) < ENOUGH_MS; turn++) {
    const fresh: RecordedCall[] = [];
    for (let draw = 0; draw < DRAWS; draw++) {
      const call = variedCall(pool, random);
      const text = JSON.stringify(call);
      if (text.length > LONGEST || known.has(text)) continue;
      known.set(text, call);
      fresh.push(call);
    }
    const more = await answers(fresh, target, source, archive);
    answered.push(...more);
    // what grew may grow further
    pool = [...pool, ...more.filter(({ answer }) => !answer.includes('"raises"')).map(({ call }) => call)];
  }
  const usable = answered.filter(({ ms }) => ms <= SLOWEST_MS);
  const holdout = usable.filter((_, index) => index % 4 === 3);
  const inputs = usable.filter((_, index) => index % 4 !== 3);
  return {
    inputs: inputs.map(({ call }) => call),
    holdout: holdout.map(({ call }) => call),
    expected: usable.map(({ call, answer }) => [JSON.stringify(call), answer]),
    originalMs: total(inputs),
  };
}

function total(answered: readonly Answered[]): number {
  return answered.reduce((sum, { ms }) => sum + ms, 0);
}

/** The original's answers; of calls that take too long together, those of the first half. */
async function answers(
  calls: readonly RecordedCall[],
  target: RepositoryFunction,
  source: string,
  archive: string,
): Promise<Answered[]> {
  if (calls.length === 0) return [];
  const results = await ask(callingProgram(target, source, archive, true), JSON.stringify(calls));
  if (results === null) {
    return calls.length === 1 ? [] : answers(calls.slice(0, calls.length >> 1), target, source, archive);
  }
  return calls.flatMap((call, index) => {
    const { ms, ...result } = results[index] ?? { ms: 0 };
    const answer = JSON.stringify(result);
    // an address or a clock is no answer that another program could give
    return answer.includes("at 0x") ? [] : [{ call, answer, ms: Number(ms) }];
  });
}

/** Runs a program of ours around the user's own function; `null` when it takes too long. */
async function ask(program: string, input: string): Promise<readonly JsonObject[] | null> {
  const folder = await mkdtemp(join(tmpdir(), "galapagos-call-"));
  try {
    const file = join(folder, "call.py");
    await writeFile(file, program);
    return await answerOf(file, input);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function answerOf(file: string, input: string): Promise<readonly JsonObject[] | null> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LIMIT_MS, maxBuffer: 256 << 20, env: { ...process.env, PYTHONHASHSEED: "0" } };
    const child = execFile("python3", [file], options, (error, stdout, stderr) => {
      if (error === null) return resolve(JSON.parse(stdout) as JsonObject[]);
      if (error.killed) return resolve(null);
      const said = stderr.trim().split("\n").at(-1) ?? error.message;
      const message = `expected the function to run outside of its repository, got: ${said}`;
      const hint = "it may import what the system's python3 and the repository's tracked files have";
      reject(new GalapagosError(message, { code: "init/function", hint }));
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** Time of the original that can be measured well, milliseconds. */
const ENOUGH_MS = 300;
/** Calls that take longer by themselves are left out, milliseconds. */
const SLOWEST_MS = 100;
const LIMIT_MS = 20_000;
const TURNS = 12;
const DRAWS = 800;
const MOST_RECORDED = 1000;
/** Longest generated call, characters of JSON. */
const LONGEST = 20_000;
