import type { CandidateId } from "../../core/index.ts";
import { type Evidence, type Lesson, type LessonId, UNUSED, UNTRIED } from "../lesson.ts";
import type { Arm, LessonEvent, UsedEvent } from "./event.ts";
import { creditLesson, joinValues } from "./value.ts";

/** Steps of one arm, and what became of them. */
export interface ArmTotals {
  readonly steps: number;
  readonly improved: number;
  readonly failed: number;
  /** Sum and sum of squares of the costs that were counted, over this many steps. */
  readonly costed: number;
  readonly cost: number;
  readonly costSquares: number;
}

/** All lessons and their use at one moment of logical time; never changed, only succeeded by another. */
export interface LessonBank {
  /** Lessons as of a border. */
  readonly base: ReadonlyMap<LessonId, Lesson>;
  /** The changes since; `null` for a lesson that is gone. */
  readonly changes: ReadonlyMap<LessonId, Lesson | null>;
  /** Where merged lessons went, oldest first; bounded. */
  readonly aliases: ReadonlyMap<LessonId, LessonId>;
  /** Candidates on which nothing may rest from now on, whatever still names them. */
  readonly struck: ReadonlySet<CandidateId>;
  readonly totals: { readonly [arm in Arm]: ArmTotals };
}

const NO_STEPS: ArmTotals = { steps: 0, improved: 0, failed: 0, costed: 0, cost: 0, costSquares: 0 };

/** The memory before anything happened. */
export const EMPTY_BANK: LessonBank = {
  base: new Map(),
  changes: new Map(),
  aliases: new Map(),
  struck: new Set(),
  totals: { memory: NO_STEPS, control: NO_STEPS },
};

/** Candidates named per side of a lesson's evidence; the newest are kept. */
const EVIDENCE_NAMED = 24;
/** Merged lessons whose successors are remembered: steps in flight may still name them. */
const ALIASES_KEPT = 4096;

/** The lesson with this id, or the one it was merged into; `undefined` when it is gone. */
export function findLesson(bank: LessonBank, id: LessonId): Lesson | undefined {
  const changed = bank.changes.get(id);
  const found = changed === undefined ? bank.base.get(id) : (changed ?? undefined);
  if (found !== undefined) return found;
  const successor = bank.aliases.get(id);
  return successor === undefined ? undefined : findLesson(bank, successor);
}

/** All lessons, in an order that depends on logical time alone. */
export function* lessonsIn(bank: LessonBank): IterableIterator<Lesson> {
  for (const [id, lesson] of bank.base) {
    const changed = bank.changes.get(id);
    if (changed === undefined) yield lesson;
    else if (changed !== null) yield changed;
  }
  for (const [id, lesson] of bank.changes) if (lesson !== null && !bank.base.has(id)) yield lesson;
}

/** The bank with its changes made its base: what a border does. */
export function settle(bank: LessonBank): LessonBank {
  if (bank.changes.size === 0) return bank;
  const base = new Map<LessonId, Lesson>();
  for (const lesson of lessonsIn(bank)) base.set(lesson.id, lesson);
  return { ...bank, base, changes: new Map() };
}

/** The bank after events, in the given order. Events about lessons that are gone have no effect. */
export function applyEvents(bank: LessonBank, events: Iterable<LessonEvent>): LessonBank {
  const changes = new Map(bank.changes);
  const draft: Draft = { bank: { ...bank, changes }, changes };
  for (const event of events) applyEvent(draft, event);
  return draft.bank;
}

/** The bank after what was decided between two sittings: a candidate that is discredited stays so, from that decision on. */
export function applyDecisions(bank: LessonBank, decisions: readonly LessonEvent[]): LessonBank {
  let after = bank;
  for (const event of decisions) {
    if (event.type === "discredited")
      after = { ...after, struck: new Set([...after.struck, event.candidate]) };
    after = applyEvents(after, [event]);
  }
  return after;
}

function isPresent(bank: LessonBank, id: LessonId): boolean {
  const changed = bank.changes.get(id);
  return changed === undefined ? bank.base.has(id) : changed !== null;
}

interface Draft {
  bank: LessonBank;
  readonly changes: Map<LessonId, Lesson | null>;
}

function applyEvent(draft: Draft, event: LessonEvent): void {
  const put = (lesson: Lesson): void => {
    draft.changes.set(lesson.id, lesson);
  };
  const find = (id: LessonId): Lesson | undefined => findLesson(draft.bank, id);
  switch (event.type) {
    case "learned":
    case "restored":
      if (isPresent(draft.bank, event.lesson.id)) return;
      put({
        ...withoutStruck(event.lesson, draft.bank),
        ...(event.type === "learned" && { uses: UNUSED, value: UNTRIED }),
      });
      return;
    case "used":
      applyUse(draft, event);
      return;
    case "evidence": {
      const lesson = find(event.lesson);
      if (lesson && !draft.bank.struck.has(event.evidence.candidate))
        put(withEvidence(lesson, event.evidence, event.supports));
      return;
    }
    case "promoted": {
      const lesson = find(event.lesson);
      if (lesson) put({ ...lesson, level: "insight" });
      return;
    }
    case "state": {
      const lesson = find(event.lesson);
      if (!lesson) return;
      if (event.to === "retired") draft.changes.set(lesson.id, null);
      else put({ ...lesson, state: event.to });
      return;
    }
    case "merged": {
      const [lesson, into] = [find(event.lesson), find(event.into)];
      if (!lesson || !into || lesson.id === into.id) return;
      put(joined(into, lesson));
      draft.changes.set(lesson.id, null);
      draft.bank = { ...draft.bank, aliases: withAlias(draft.bank.aliases, lesson.id, into.id) };
      return;
    }
    case "discredited":
      for (const lesson of [...lessonsIn(draft.bank)]) {
        if (restsOn(lesson, event.candidate)) put(withoutEvidence(lesson, event.candidate));
      }
      return;
    case "upkeep":
      return;
  }
}

function applyUse(draft: Draft, event: UsedEvent): void {
  const { bank, changes } = draft;
  const baseline = improvementRate(bank);
  const find = (ids: readonly LessonId[]): readonly Lesson[] => [
    ...new Set(ids.flatMap((id) => findLesson(bank, id) ?? [])),
  ];
  const recalled = find(event.recalled);
  for (const lesson of recalled)
    changes.set(lesson.id, creditLesson(lesson, event, baseline, recalled.length));
  for (const lesson of find(event.withheld)) {
    const { uses } = lesson;
    const withheld = {
      withheld: uses.withheld + 1,
      withheldImproved: uses.withheldImproved + (event.outcome === "improved" ? 1 : 0),
      withheldFailed: uses.withheldFailed + (event.outcome === "failed" ? 1 : 0),
    };
    changes.set(lesson.id, { ...lesson, uses: { ...uses, ...withheld } });
  }
  const before = bank.totals[event.arm];
  const { cost } = event;
  const after: ArmTotals = {
    steps: before.steps + 1,
    improved: before.improved + (event.outcome === "improved" ? 1 : 0),
    failed: before.failed + (event.outcome === "failed" ? 1 : 0),
    costed: before.costed + (cost === null ? 0 : 1),
    cost: before.cost + (cost ?? 0),
    costSquares: before.costSquares + (cost ?? 0) ** 2,
  };
  draft.bank = { ...bank, totals: { ...bank.totals, [event.arm]: after } };
}

/**
 * Share of all steps so far that improved on their parent, as of this bank; drawn to 0.2 while there are few.
 */
function improvementRate({ totals: { memory, control } }: LessonBank): number {
  return (memory.improved + control.improved + 1) / (memory.steps + control.steps + 5);
}

/** True when the lesson names the candidate as evidence. */
export function restsOn(lesson: Lesson, candidate: CandidateId): boolean {
  const isIt = (evidence: Evidence): boolean => evidence.candidate === candidate;
  return lesson.for.some(isIt) || lesson.against.some(isIt);
}

function withEvidence(lesson: Lesson, evidence: Evidence, supports: boolean): Lesson {
  if (restsOn(lesson, evidence.candidate)) return lesson;
  const side = supports ? "for" : "against";
  return {
    ...lesson,
    [side]: [...lesson[side], evidence].slice(-EVIDENCE_NAMED),
    support: { ...lesson.support, [side]: lesson.support[side] + 1 },
  };
}

/** Struck evidence; a lesson that is left with none that speaks for it is put aside. */
function withoutEvidence(lesson: Lesson, candidate: CandidateId): Lesson {
  const without = (list: readonly Evidence[]) => list.filter((evidence) => evidence.candidate !== candidate);
  const [supporting, against] = [without(lesson.for), without(lesson.against)];
  const support = {
    for: lesson.support.for - (lesson.for.length - supporting.length),
    against: lesson.support.against - (lesson.against.length - against.length),
  };
  const state = support.for === 0 ? "quarantined" : lesson.state;
  return { ...lesson, for: supporting, against, support, state };
}

/** A lesson that enters, without the evidence that nothing may rest on. */
function withoutStruck(lesson: Lesson, { struck }: LessonBank): Lesson {
  const named = [...lesson.for, ...lesson.against].map(({ candidate }) => candidate);
  return named.filter((candidate) => struck.has(candidate)).reduce(withoutEvidence, lesson);
}

function joined(into: Lesson, from: Lesson): Lesson {
  const fresh = (side: "for" | "against") => from[side].filter(({ candidate }) => !restsOn(into, candidate));
  const [supporting, against] = [fresh("for"), fresh("against")];
  // evidence that both name counts once; what neither names any more is counted for each
  const shared = { for: from.for.length - supporting.length, against: from.against.length - against.length };
  return {
    ...into,
    for: [...into.for, ...supporting].slice(-EVIDENCE_NAMED),
    against: [...into.against, ...against].slice(-EVIDENCE_NAMED),
    support: {
      for: into.support.for + from.support.for - shared.for,
      against: into.support.against + from.support.against - shared.against,
    },
    tags: [...new Set([...into.tags, ...from.tags])].slice(0, 12),
    uses: {
      recalled: into.uses.recalled + from.uses.recalled,
      improved: into.uses.improved + from.uses.improved,
      failed: into.uses.failed + from.uses.failed,
      withheld: into.uses.withheld + from.uses.withheld,
      withheldImproved: into.uses.withheldImproved + from.uses.withheldImproved,
      withheldFailed: into.uses.withheldFailed + from.uses.withheldFailed,
    },
    value: joinValues(into.value, from.value),
  };
}

function withAlias(
  aliases: LessonBank["aliases"],
  from: LessonId,
  into: LessonId,
): ReadonlyMap<LessonId, LessonId> {
  const kept = [...aliases, [from, into] as const].slice(-ALIASES_KEPT);
  return new Map(kept);
}
