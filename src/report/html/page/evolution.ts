import { type Objective, objectiveOf } from "../../../core/objective.ts";
import type { PageData, PagePart, PageProgram } from "../page-data.ts";
import { applyDelta } from "../source-delta.ts";

/** One evolution with what the views ask of it. */
export interface Evolution {
  readonly page: PageData;
  readonly part: PagePart;
  readonly objective: Objective;
  readonly programs: readonly PageProgram[];
  readonly champion: PageProgram | null;
  /** The first program without parents that has a score; one that came in from outside only where there is no other. */
  readonly seed: PageProgram | null;
  find(id: string): PageProgram | null;
  /** Along first parents from the program to its seed, itself first. */
  lineage(program: PageProgram): readonly PageProgram[];
  source(program: PageProgram): string;
}

/** @param index - of the part; the last where there is none such */
export function evolutionOf(page: PageData, index: number | null): Evolution {
  const part = (page.parts[index ?? -1] ?? page.parts.at(-1)) as PagePart;
  const { programs } = part;
  const roots = programs.filter(({ score, parents }) => score !== null && parents.length === 0);
  const byId = new Map<string, PageProgram>(programs.map((program) => [program.id, program]));
  const sources = new Map<string, string>();
  const find = (id: string): PageProgram | null => byId.get(id) ?? null;
  const lineage = (program: PageProgram): readonly PageProgram[] => {
    const chain = [program];
    const seen = new Set<string>([program.id]);
    for (let parent = program.parents[0]; parent !== undefined && !seen.has(parent); ) {
      seen.add(parent);
      const found = find(parent);
      if (found === null) break;
      chain.push(found);
      parent = found.parents[0];
    }
    return chain;
  };
  const source = (program: PageProgram): string => {
    let text = "";
    for (const step of lineage(program).toReversed()) {
      text = sources.get(step.id) ?? applyDelta(text, step.delta);
      sources.set(step.id, text);
    }
    return text;
  };
  return {
    ...{ page, part, programs, find, lineage, source },
    objective: objectiveOf(page.objective.direction),
    champion: find(part.summary.best?.id ?? ""),
    seed: roots.find(({ at }) => at > 0) ?? roots[0] ?? null,
  };
}
