import { type Objective, objectiveOf } from "../../../core/objective.ts";
import type { PageData, PagePart, PageProgram, PageTexts } from "../page-data.ts";
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
  /** Results over all islands. */
  readonly last: number;
  /** The best of all programs up to a result; `null` where none has a score. */
  bestAt(at: number): PageProgram | null;
  /** How many programs there are up to a result, founders among them. */
  countAt(at: number): number;
  /** Children along first parents. */
  children(program: PageProgram): readonly PageProgram[];
  find(id: string): PageProgram | null;
  /** Along first parents from the program to its seed, itself first. */
  lineage(program: PageProgram): readonly PageProgram[];
  /** The program's text, as soon as the page has it. */
  source(program: PageProgram): Promise<string>;
}

/** The part of that index; where there is none such, the last that evolved what the run is of, not what stands against it. */
export function partAt({ parts }: PageData, index: number | null): PagePart {
  const own = parts.filter(({ summary }) => summary.problem === parts[0]?.summary.problem);
  return (parts[index ?? -1] ?? own.at(-1)) as PagePart;
}

/** @param index - see {@link partAt} */
export function evolutionOf(page: PageData, index: number | null, texts: Promise<PageTexts>): Evolution {
  const part = partAt(page, index);
  const { programs } = part;
  const roots = programs.filter(({ score, parents }) => score !== null && parents.length === 0);
  const places = new Map<string, number>(programs.map(({ id }, place) => [id, place]));
  const bests = programs.filter(({ isBest }) => isBest);
  const offspring = Map.groupBy(programs, ({ parents }) => parents[0] ?? "");
  const sources = new Map<string, string>();
  const find = (id: string): PageProgram | null => programs[places.get(id) ?? -1] ?? null;
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
  const source = async (program: PageProgram): Promise<string> => {
    const deltas = (await texts)[page.parts.indexOf(part)] ?? [];
    let text = "";
    for (const step of lineage(program).toReversed()) {
      text = sources.get(step.id) ?? applyDelta(text, deltas[places.get(step.id) ?? -1] ?? []);
      sources.set(step.id, text);
    }
    return text;
  };
  return {
    ...{ page, part, programs, find, lineage, source },
    last: programs.at(-1)?.at ?? 0,
    bestAt: (at) => bests[upTo(bests, at) - 1] ?? null,
    countAt: (at) => upTo(programs, at),
    children: ({ id }) => offspring.get(id) ?? [],
    objective: objectiveOf(part.objective.direction),
    champion: find(part.summary.best?.id ?? ""),
    seed: roots.find(({ at }) => at > 0) ?? roots[0] ?? null,
  };
}

/** How many of some programs in logical time there are up to a result. */
function upTo(programs: readonly PageProgram[], at: number): number {
  let [low, high] = [0, programs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((programs[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
