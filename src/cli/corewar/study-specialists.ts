/** Specialists of a study: for each warrior of a field one that was bred against it alone. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { RunConfig } from "../../config/index.ts";
import { type Interval, makeFolders, meanInterval, randomStream, shortHash } from "../../core/index.ts";
import { type Attempts, type DuelScore, drawRedcode, summariseAttempts } from "../../corewar/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { NamedAttempts } from "../../report/corewar/index.ts";
import type { Shell } from "../shell.ts";
import type { WatchOptions } from "../watched.ts";
import { withMode } from "./study-arms.ts";
import { type Duelling, type HeldOut, meetField, SETTINGS } from "./study-duels.ts";
import { writeTable } from "./study-export.ts";
import { championsOf } from "./study-run.ts";

/** New warriors that are drawn and not evolved, as many as the paper takes of a model. */
const DRAWN = 8;

/** The breeding of specialists, and its place. */
export interface SpecialistsTask {
  readonly folder: string;
  readonly problem: Problem;
  readonly config: RunConfig;
  readonly field: HeldOut;
  readonly duelling: Omit<Duelling, "results">;
}

/**
 * Breeds a specialist for each warrior of a field, with the evaluations of one round; then they, and eight new warriors that nothing
 * has chosen, meet the whole field. Their duels are written to `specialists.csv`, their sources below `champions/`; `null` when
 * interrupted.
 */
export async function studySpecialists(
  shell: Shell,
  flags: WatchOptions,
  { folder, problem, config, field, duelling }: SpecialistsTask,
): Promise<NamedAttempts | null> {
  const rounds = problem.definition.adversarial?.rounds ?? 1;
  const bred: { id: string; source: string }[] = [];
  for (const { id } of field.entrants) {
    const target = readFileSync(join(field.folder, id), "latin1");
    // another folder's warrior of that name, or an edited one, is another run
    const name = `specialist-${basename(id, extname(id))}-${shortHash(target).slice(0, 8)}`;
    if (!flags.quiet) shell.say(`${name}, ${bred.length + 1} of ${field.entrants.length}`);
    const [source] =
      (await championsOf(shell, flags, {
        problem: withMode(problem, { rounds: 1, lastChampions: 0, initial: [target] }),
        config: {
          ...config,
          evaluations: config.evaluations && Math.max(1, Math.ceil(config.evaluations / rounds)),
          timeMs: config.timeMs && config.timeMs / rounds,
        },
        ...{ folder, name },
      })) ?? [];
    if (source === undefined) return null;
    bred.push({ id: name, source });
  }
  const drawn = Array.from({ length: DRAWN }, (_, at) => ({
    id: `drawn-${at + 1}`,
    source: drawRedcode(randomStream(config.seed, "drawn", at), { settings: SETTINGS }).child,
  }));
  const all = [...drawn, ...bred];
  const results = join(folder, `specialists-duels-${duelling.rounds}.jsonl`);
  const duels = await meetField(all, field, { ...duelling, results });
  exportSpecialists(folder, all, duels);
  return {
    drawn: summariseAttempts(duels.slice(0, DRAWN)),
    specialists: summariseAttempts(duels.slice(DRAWN)),
    own: ownOf(duels.slice(DRAWN)),
  };
}

/** Share of the specialists that beat, or beat or tie with, the one warrior they were bred against. */
function ownOf(duels: readonly (readonly DuelScore[])[]): Attempts["one"] {
  const own = duels.flatMap((of, at) => of[at] ?? []);
  const share = (holds: (duel: DuelScore) => boolean): Interval =>
    meanInterval(
      own.map((duel) => Number(holds(duel))),
      [0, 1],
    );
  return {
    beaten: share(({ wins, losses }) => wins > losses),
    beatenOrTied: share(({ wins, losses }) => wins >= losses),
  };
}

function exportSpecialists(
  folder: string,
  warriors: readonly { readonly id: string; readonly source: string }[],
  duels: readonly (readonly { readonly b: string; wins: number; losses: number; ties: number }[])[],
): void {
  makeFolders(join(folder, "champions"));
  for (const { id, source } of warriors) writeFileSync(join(folder, "champions", `${id}.red`), source);
  writeTable(join(folder, "specialists.csv"), [
    ["warrior", "opponent", "wins", "losses", "ties"],
    ...duels.flatMap((own, at) =>
      own.map(({ b, wins, losses, ties }) => [warriors[at]?.id ?? "", b, wins, losses, ties]),
    ),
  ]);
}
