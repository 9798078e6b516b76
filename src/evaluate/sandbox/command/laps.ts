import type { Limits, PythonFunction } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { RaceRun, SandboxRun } from "../sandbox.ts";
import { exitFailure } from "./supervise.ts";

/** How the programs of a problem run in laps. */
export interface LapRuns {
  /** Path of the file in the jail whose place a program takes, or that it has in its tracebacks. */
  readonly place: string;
  /** Command line that runs it; `null`: the fork server's own interpreter does. */
  readonly words: readonly string[] | null;
  /** The function that its interpreter calls, and the module in the jail that does it; `null` where the command line does. */
  readonly calls: (PythonFunction & { readonly module: string }) | null;
  /** The problem's seed; `null`: the file as it lies in its place. */
  readonly original: LapProgram | null;
  /** Are an input's calls dealt out to laps? Else each input is one lap. */
  readonly isDealt: boolean;
}

/** A program's first file, and others that it imports. */
export interface LapProgram {
  readonly code: string;
  readonly parts: readonly { readonly path: string; readonly text: string }[];
}

/** How a program ended that ran in laps, as the fork server saw it. */
interface LapEnd {
  /** Did it end by itself, or was it stopped because another did? */
  readonly isOver: boolean;
  /** Exit code; negative: the signal; 0 as well where it answered all laps. */
  readonly code: number;
  /** The text of the answer to each lap that it came to; `null` where they were too long. */
  readonly answers: readonly string[] | null;
  /** The end of its standard error. */
  readonly said: string;
  /** Processor time of each lap, milliseconds. */
  readonly laps: readonly number[];
  /** Processor time beside its calls, by which it took longer than a program that does nothing, milliseconds. */
  readonly asideMs: number;
}

/** The laps of an input: its calls, dealt out in turn, so that all laps are alike; or the input as it is. */
export function lapsOf(input: string, { isDealt }: Pick<LapRuns, "isDealt">): readonly string[] {
  if (!isDealt) return [input];
  const calls = JSON.parse(input) as unknown;
  if (!Array.isArray(calls) || calls.length === 0) return [input];
  const laps = Array.from({ length: Math.min(LAPS, calls.length) }, (): unknown[] => []);
  for (const [at, call] of calls.entries()) laps[at % laps.length]?.push(call);
  return laps.map((lap) => JSON.stringify(lap));
}

/** The outcome of a program that ran alone: its answers in the order of the calls, and the time of all laps. */
export function lapRun(reply: string, limits: Limits, runs: LapRuns): SandboxRun {
  const [end] = endsOf(reply);
  if (end === undefined) return failure("error", "crash", "the fork server answered nothing");
  const failed = failureOf(end, limits, runs);
  if (failed !== null) return failed;
  return { status: "ok", text: answersOf(end, runs), ms: totalOf(end) };
}

/** The outcome of two programs that ran by turns. */
export function raceRun(reply: string, limits: Limits, runs: LapRuns): RaceRun {
  const [child, rival] = endsOf(reply);
  if (child === undefined || rival === undefined)
    return failure("error", "crash", "the fork server answered nothing");
  if (!(JSON.parse(reply) as { isUsual: boolean }).isUsual && !child.isOver && !rival.isOver)
    return failure("error", "crash", "calls that do nothing ended early");
  const [own, others] = [failureOf(child, limits, runs), failureOf(rival, limits, runs)];
  if (own !== null && child.isOver) return own;
  if (others !== null && rival.isOver) return { ...others, isRival: true };
  const aside = { childMs: child.asideMs, rivalMs: rival.asideMs };
  const times = { childMs: totalOf(child), rivalMs: totalOf(rival), aside };
  return { status: "ok", text: answersOf(child, runs), ...times };
}

function endsOf(reply: string): readonly LapEnd[] {
  return (JSON.parse(reply) as { racers: LapEnd[] }).racers;
}

function totalOf({ laps }: LapEnd): number {
  return laps.reduce((sum, ms) => sum + ms, 0);
}

function failureOf(
  { answers, code, said }: LapEnd,
  limits: Limits,
  { place, original }: LapRuns,
): Failure | null {
  if (answers === null)
    return failure("output", "size", `more than ${limits.outputKb} KiB on standard output`);
  if (code === 0) return null;
  const program = [place, ...(original?.parts ?? []).map(({ path }) => `${PARTS}/${path}`)];
  return exitFailure({ code, signal: SIGNALS[-code] ?? null, lastWords: said, program }, limits);
}

/** One list of all answers, as the calls stood; nothing where a lap is none, or one is missing. An input that is one lap has one answer. */
function answersOf({ answers, laps }: LapEnd, { isDealt }: LapRuns): string {
  if (!isDealt) return (answers?.[0] ?? "").trim();
  try {
    const lists = (answers ?? []).map((text) => JSON.parse(text) as unknown);
    if (lists.length !== laps.length || !lists.every((list) => Array.isArray(list))) return "";
    const calls = lists.reduce((sum, list) => sum + list.length, 0);
    const joined = Array.from(
      { length: calls },
      (_, at) => lists[at % lists.length]?.[Math.floor(at / lists.length)],
    );
    return JSON.stringify(joined);
  } catch {
    // no JSON, or nested so deeply that it cannot be written
    return "";
  }
}

/** Laps of an input that has as many calls: turns of few milliseconds, so that what befalls the machine meets both programs. */
const LAPS = 12;
/** Folder of a program's further files in the jail. */
export const PARTS = "/tmp/program";
/** Signals that say more than their number. */
const SIGNALS: { readonly [number: number]: NodeJS.Signals | undefined } = {
  6: "SIGABRT",
  9: "SIGKILL",
  11: "SIGSEGV",
  24: "SIGXCPU",
};
