import { ANSWER_LEVELS, GalapagosError, levelsOf, type Random, randomStream } from "../../core/index.ts";
import type { Ask, RepositoryFunction, Work } from "./kit.ts";
import type { RecordedCall } from "./record-calls.ts";
import { edgeCalls } from "./edge-calls.ts";
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
 * Chooses calls: those that were recorded (at most the first thousand, and fewer only where they take far too long together), quick ones at
 * their edges, and others like them, no two the same, until the original takes long enough to be measured. A part of them is held out.
 *
 * @param target - the function, and how long it has to take to be measured well
 * @param ask - asks the original
 * @throws GalapagosError `init/answers` when it answers no recorded call by what another program could answer
 */
export async function chooseCases(
  recorded: readonly RecordedCall[],
  target: Pick<RepositoryFunction, "file" | "function"> & { readonly work: Work },
  ask: Ask,
): Promise<ChosenCases> {
  const random = randomStream("repository", target.file, target.function);
  const known = new Map(recorded.map((call) => [JSON.stringify(call), call]));
  const answered = await answers(recorded.slice(0, MOST_RECORDED), ask);
  const witnessed = answered.length;
  if (witnessed === 0) throw noAnswer(target.function, await ask(recorded.slice(0, 1)));
  const edges = mixed(
    quickest(await answers(freshOf(edgeCalls(recorded), known), ask), target.work),
    randomStream("repository", target.file, target.function, "edges"),
  );
  let size = 0;
  let pool = answered.map(({ call }) => call);
  for (let turn = 0; turn < TURNS && total(answered) < target.work.enoughMs && size < MOST_TEXT; turn++) {
    const drawn = Array.from({ length: DRAWS }, () => variedCall(pool, random));
    const fresh = freshOf(drawn, known);
    size += JSON.stringify(fresh).length;
    const more = await answers(fresh, ask);
    answered.push(...more);
    // what grew may grow further: what took longest, since small calls are there by now
    const grown = more.filter(({ answer }) => !answer.includes('"raises"')).sort((a, b) => b.ms - a.ms);
    pool = [...pool, ...grown.slice(0, Math.ceil(grown.length / GROWING)).map(({ call }) => call)];
  }
  const made = answered.slice(witnessed);
  const usable = measurable([...answered.slice(0, witnessed), ...edges], made, target.work);
  const holdout = usable.filter((_, index) => index % 4 === 3);
  const inputs = usable.filter((_, index) => index % 4 !== 3);
  return {
    inputs: inputs.map(({ call }) => call),
    holdout: holdout.map(({ call }) => call),
    expected: usable.map(({ call, answer }) => [JSON.stringify(call), answer]),
    originalMs: total(inputs),
  };
}

/** Calls that are no longer than calls may be, and that nobody knew. */
function freshOf(calls: readonly RecordedCall[], known: Map<string, RecordedCall>): readonly RecordedCall[] {
  return calls.filter((call) => {
    const text = JSON.stringify(call);
    if (text.length > LONGEST || known.has(text)) return false;
    known.set(text, call);
    return true;
  });
}

/** Some in another order, so that no kind of edge, which come one after the other, is held out whole. */
function mixed(edges: readonly Answered[], random: Random): readonly Answered[] {
  const drawn = edges.map((edge) => ({ edge, place: random.next() }));
  return drawn.sort((a, b) => a.place - b.place).map(({ edge }) => edge);
}

/** The quickest of calls at the edges: they are there to be answered, and should weigh little in what is measured. */
function quickest(edges: readonly Answered[], { enoughMs }: Work): Answered[] {
  let spent = 0;
  const fitting = new Set(
    edges
      .toSorted((a, b) => a.ms - b.ms)
      .filter(({ ms }) => {
        spent += ms;
        return spent <= EDGE * enoughMs;
      }),
  );
  return edges.filter((edge) => fitting.has(edge));
}

/**
 * All recorded calls, since they are how the function is used, and of those that were made up each quick one, in their order, that does
 * not make all together longer than is worth to measure.
 */
function measurable(
  recorded: readonly Answered[],
  madeUp: readonly Answered[],
  { mostMs }: Work,
): readonly Answered[] {
  let spent = total(recorded);
  const fitting = madeUp.filter(({ ms }) => {
    if (ms > SLOWEST_MS || spent + ms > mostMs) return false;
    spent += ms;
    return true;
  });
  return [...recorded, ...fitting];
}

function total(answered: readonly Answered[]): number {
  return answered.reduce((sum, { ms }) => sum + ms, 0);
}

/** The original's answers; of calls that take too long together, those of the first half. */
async function answers(calls: readonly RecordedCall[], ask: Ask): Promise<Answered[]> {
  if (calls.length === 0) return [];
  const results = await ask(calls);
  if (results === null) return calls.length === 1 ? [] : answers(calls.slice(0, calls.length >> 1), ask);
  return calls.flatMap((call, index) => {
    const { ms, ...result } = results[index] ?? { ms: 0 };
    const answer = JSON.stringify(result);
    // an address, a promise or a generator is no answer that another program could give
    const isAnswer = !INCOMPARABLE.some((sign) => answer.includes(sign)) && levelsOf(answer) < ANSWER_LEVELS;
    return isAnswer ? [{ call, answer, ms: Number(ms) }] : [];
  });
}

function noAnswer(name: string, results: Awaited<ReturnType<Ask>>): GalapagosError {
  const came = results === null ? "none in time" : JSON.stringify(results[0]);
  return new GalapagosError(
    `expected answers of ${name} that another program can give as well, got ${came.slice(0, 200)}`,
    {
      code: "init/answers",
      hint: `a generator, a promise, what tells itself by its address or by no key, or is nested more than some ${ANSWER_LEVELS} levels deep, is no answer: name a function that returns values, as list(…) of it does`,
    },
  );
}

/** Signs of answers that cannot be compared. */
const INCOMPARABLE = ["at 0x", '{"incomparable":"[object '];
/** Made-up calls that take longer by themselves are left out, milliseconds. */
const SLOWEST_MS = 100;
/** The share of time enough to measure that calls at the edges may take. */
const EDGE = 0.2;
const TURNS = 12;
/** One in so many generated calls goes on to grow. */
const GROWING = 4;
const DRAWS = 800;
const MOST_RECORDED = 1000;
/** Generated calls are enough when they are this long together, characters of JSON. */
const MOST_TEXT = 4 << 20;
/** Longest generated call, characters of JSON. */
const LONGEST = 20_000;
