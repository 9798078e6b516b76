import type { CandidateId, Json } from "../../core/index.ts";
import type { PartReport } from "../run/run-report.ts";

/** Names and texts of what the scorer showed of programs beside its verdict, by their ids. */
export type PageArtifacts = {
  readonly [id: CandidateId]: readonly (readonly [name: string, text: string])[];
};

/** The artifacts of the programs that are looked at most: the best in their time, elites, and the examples of failures. */
export function artifactsOf({
  programs,
  islands,
  failures,
}: Pick<PartReport, "programs" | "islands" | "failures">): PageArtifacts {
  const chosen = new Set([
    ...islands.flatMap(({ elites }) => elites.map(({ id }) => id)),
    ...failures.map(({ example }) => example.id),
  ]);
  return Object.fromEntries(
    programs.flatMap(({ id, isBest, artifacts }) => {
      if (artifacts === undefined || !(isBest || chosen.has(id))) return [];
      const texts = Object.entries(artifacts).map(([name, value]) => {
        const text = textOf(value);
        return [name, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text] as const;
      });
      return [[id, texts.slice(0, MOST)] as const];
    }),
  );
}

/** An artifact as a person reads it: a list of plain values without its brackets. */
function textOf(value: Json): string {
  if (typeof value === "string") return value;
  const isPlain = Array.isArray(value) && value.every((one) => typeof one !== "object");
  return isPlain ? value.join("; ") : JSON.stringify(value);
}

/** Most artifacts of a program, and most characters of one, that a page carries. */
const MOST = 12;
const LONGEST = 400;
