/** `galapagos corewar battle`: rounds between some warriors. */
import { basename } from "node:path";
import { Command, Option } from "commander";
import { GalapagosError } from "../../core/index.ts";
import { createEngine, type EngineKind, pmarsChecksum, runBattle } from "../../corewar/index.ts";
import { withReading } from "./reading.ts";
import { readEntrants } from "./entrants.ts";
import { parseWhole, parseWholes, type RulesFlags, withRules } from "./rules.ts";
import type { ReadingFlags } from "./warrior-file.ts";
import type { Shell } from "../shell.ts";
import { renderBattle, renderKoth } from "../../report/corewar/index.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly rounds: number;
  readonly seed?: number;
  readonly positions?: readonly number[];
  readonly fixed?: number;
  readonly fixedSeries?: boolean;
  readonly permute?: boolean;
  readonly koth?: boolean;
  readonly engine: EngineKind;
  readonly json?: boolean;
}

/** The flag that picks the simulator. */
export function engineOption(): Option {
  return new Option("--engine <name>", "simulator to use")
    .choices(["auto", "javascript", "webassembly"])
    .default("auto");
}

/** Refuses two flags that both say where warriors stand. */
function refuseTwoWays(flags: Flags): void {
  const { seed, positions, fixed, fixedSeries, permute } = flags;
  const ways = Object.entries({
    "--seed": seed !== undefined,
    "--positions": positions !== undefined,
    "-F": fixed !== undefined,
    "-f": fixedSeries === true,
    "-P": permute === true,
  }).flatMap(([name, isSaid]) => (isSaid ? [name] : []));
  // later rounds of given positions have their own generator, as they always had
  if (ways.length < 2 || ways.join() === "--seed,--positions") return;
  throw new GalapagosError(`${ways.join(" and ")} both say where the warriors stand`, {
    code: "cli/flags",
    hint: `leave one of them out, e.g. ${ways[0]}`,
  });
}

/** `galapagos corewar battle`. */
export function battleCommand(shell: Shell): Command {
  const command = new Command("battle")
    .argument("<files...>", "Redcode sources, - for standard input; the first one moves first in round 1")
    .option("-r, --rounds <n>", "rounds to fight", parseWhole, 1)
    .option("--seed <n>", "where pMARS's placement generator starts (1)", parseWhole)
    .option(
      "--positions <list>",
      "round 1: addresses of the warriors after the first, which is at 0",
      parseWholes,
    )
    .option(
      "-F, --fixed <n>",
      "as pMARS -F: the second's place in round 1, or where places of three and more start",
      parseWhole,
    )
    .option("-f, --fixed-series", "as pMARS -f: places follow from the warriors' code")
    .option(
      "-P, --permute",
      "as pMARS -P: two warriors at every position, each moving first: an exact result",
    )
    .addOption(engineOption())
    .option(
      "-k, --koth",
      "print what pMARS -k prints: wins and ties, or the score and survivals of three and more",
    )
    .option("--json", "print JSON");
  return withReading(withRules(command)).action(async (files: string[], flags: Flags) => {
    refuseTwoWays(flags);
    const { warriors, settings } = await readEntrants(shell, files, flags);
    const engine = createEngine(settings, flags.engine);
    const { rounds, positions, fixed, permute } = flags;
    const seed = flags.fixedSeries ? pmarsChecksum(warriors) : flags.seed;
    const places = { rounds, seed, positions, fixed, permute };
    const result = runBattle(engine, { warriors, ...places, hashCore: flags.json === true });
    if (flags.koth) return shell.print(renderKoth(result));
    const standing = result.warriors.map((warrior, index) => ({ file: files[index] ?? "", ...warrior }));
    if (flags.json) return shell.printJson({ warriors: standing, results: result.results });
    shell.print(renderBattle(standing.map((warrior) => ({ ...warrior, file: basename(warrior.file) }))));
  });
}
