import type { CandidateId, Outcome } from "../../core/index.ts";
import type { LessonEvent } from "../fold/event.ts";
import { type LessonBank, findLesson } from "../fold/lesson-bank.ts";
import { checkLesson, supports } from "../guard/check.ts";
import type { Evidence, Lesson, LessonDraft, LessonId, LessonKind, Provenance } from "../lesson.ts";
import { learnedLesson } from "./learned.ts";

/** A summarizer's proposal against the lessons it was shown. */
export type LessonProposal =
  | {
      readonly action: "add";
      readonly kind: LessonKind;
      readonly text: string;
      /** Candidates that the text rests on; the step's own is taken when none is named. */
      readonly evidence?: readonly CandidateId[];
      readonly tags?: readonly string[];
    }
  | { readonly action: "update"; readonly lesson: LessonId; readonly text: string }
  | { readonly action: "retire"; readonly lesson: LessonId; readonly reason?: string }
  | { readonly action: "nothing" };

/** The facts that a proposal is judged by. */
export interface ProposalContext {
  readonly bank: LessonBank;
  /** Lessons that the summarizer was shown; it may speak of no others. */
  readonly shown: readonly LessonId[];
  readonly candidate: CandidateId;
  readonly provenance: Provenance;
  /** Vector of what the step tried and learnt, packed. */
  readonly embedding: string | null;
  /** Prefix of the ids of the step's lessons, e.g. `i2-s41`. */
  readonly place: string;
  /**
   * Outcome of a candidate that the island may know by now, the step's own included; `null` for any other.
   */
  readonly outcomeOf: (candidate: CandidateId) => Outcome | null;
}

/** Programs that bear a lesson out, up to which the island that wrote it may take it back. */
const FEW = 2;
/** Lessons that one step may add. */
const ADDED = 3;

/**
 * The events that come of a summarizer's proposals. What an island's own steps wrote, and little else bears out, its steps may
 * replace or take back. Nothing that others rely on is rewritten or removed on one model's word: there an update is a new lesson on
 * probation that would supersede the old one, and a retirement is evidence against it.
 *
 * @param first - number of the step's first lesson id
 */
export function proposalEvents(
  proposals: readonly LessonProposal[],
  context: ProposalContext,
  first: number,
): readonly LessonEvent[] {
  const { bank, shown, provenance, place, outcomeOf } = context;
  const own = ownEvidence(context);
  const events: LessonEvent[] = [];
  const learn = (id: string, draft: LessonDraft, state: Lesson["state"] = "probation") =>
    learnedLesson(id, draft, provenance, state);
  let added = 0;
  for (const proposal of proposals) {
    const id = `${place}-l${first + added}`;
    const old =
      "lesson" in proposal && shown.includes(proposal.lesson) ? findLesson(bank, proposal.lesson) : undefined;
    if (proposal.action === "add" && added < ADDED && proposal.text.trim() !== "") {
      const lesson = learn(id, newDraft(proposal, context));
      // a claim that the record contradicts from the start is not worth a trial
      if (!checkLesson(lesson, outcomeOf).ok) continue;
      events.push({ type: "learned", lesson });
      added++;
    } else if (proposal.action === "update" && old && added < ADDED && proposal.text.trim() !== "") {
      const draft = changedDraft(old, proposal.text, context);
      if (isOwn(old, context)) {
        events.push({ type: "learned", lesson: learn(id, draft, old.state) });
        events.push(retired(old, `replaced by ${id}`));
      } else events.push({ type: "learned", lesson: learn(id, draft) });
      added++;
    } else if (proposal.action === "retire" && old) {
      events.push({ type: "evidence", lesson: old.id, evidence: own, supports: false });
      if (isOwn(old, context)) events.push(retired(old, `contradicted by ${context.candidate}`));
    }
  }
  return events;
}

/** True for a lesson that rests on one step of this island's own: whose word made it may take it back. */
function isOwn({ provenance, support }: Lesson, context: ProposalContext): boolean {
  return provenance.file === null && provenance.island === context.provenance.island && support.for <= FEW;
}

function retired({ id, state }: Lesson, reason: string): LessonEvent {
  return { type: "state", lesson: id, from: state, to: "retired", reason };
}

function ownEvidence({ candidate, outcomeOf }: ProposalContext): Evidence {
  return { candidate, outcome: outcomeOf(candidate) ?? "failed" };
}

function newDraft(
  proposal: LessonProposal & { readonly action: "add" },
  context: ProposalContext,
): LessonDraft {
  const { embedding, provenance, outcomeOf } = context;
  const named = [...new Set(proposal.evidence ?? [])].flatMap((one) => {
    const outcome = outcomeOf(one);
    return outcome === null ? [] : [{ candidate: one, outcome }];
  });
  const evidence = named.length > 0 ? named : [ownEvidence(context)];
  return {
    level: evidence.length > 1 ? "pattern" : "episode",
    kind: proposal.kind,
    text: proposal.text,
    embedding,
    tags: [provenance.operator, ...(proposal.tags ?? []).slice(0, 6)],
    for: evidence.filter(({ outcome }) => supports(proposal.kind, outcome)),
    against: evidence.filter(({ outcome }) => !supports(proposal.kind, outcome)),
  };
}

function changedDraft(old: Lesson, text: string, context: ProposalContext): LessonDraft {
  const { level, kind, tags, for: supporting, against, version } = old;
  const own = ownEvidence(context);
  const isFor = supports(kind, own.outcome);
  return {
    level: level === "insight" ? "pattern" : level,
    kind,
    tags,
    text,
    embedding: context.embedding,
    for: isFor ? [...supporting, own] : supporting,
    against: isFor ? against : [...against, own],
    supersedes: old.id,
    version: version + 1,
  };
}
