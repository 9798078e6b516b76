/** `galapagos corewar battle`: rounds between some warriors. */
import { basename } from "node:path";
import { Command, Option } from "commander";
import { createEngine, type EngineKind, runBattle } from "../../corewar/index.ts";
import { withReading } from "./reading.ts";
import { readEntrants } from "./entrants.ts";
import { parseWhole, parseWholes, type RulesFlags, withRules } from "./rules.ts";
import type { ReadingFlags } from "./warrior-file.ts";
import type { Shell } from "../shell.ts";
import { renderBattle } from "../../report/corewar/index.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly rounds: number;
  readonly seed?: number;
  readonly positions?: readonly number[];
  readonly engine: EngineKind;
  readonly json?: boolean;
}

/** The flag that picks the simulator. */
export function engineOption(): Option {
  return new Option("--engine <name>", "simulator to use")
    .choices(["auto", "javascript", "webassembly"])
    .default("auto");
}

/** `galapagos corewar battle`. */
export function battleCommand(shell: Shell): Command {
  const command = new Command("battle")
    .argument("<files...>", "Redcode sources, - for standard input; the first one moves first in round 1")
    .option("--rounds <n>", "rounds to fight", parseWhole, 1)
    .option("--seed <n>", "where pMARS's placement generator starts (1)", parseWhole)
    .option(
      "--positions <list>",
      "round 1: addresses of the warriors after the first, which is at 0",
      parseWholes,
    )
    .addOption(engineOption())
    .option("--json", "print JSON");
  return withReading(withRules(command)).action(async (files: string[], flags: Flags) => {
    const { warriors, settings } = await readEntrants(shell, files, flags);
    const engine = createEngine(settings, flags.engine);
    const { rounds, seed, positions } = flags;
    const result = runBattle(engine, { warriors, rounds, seed, positions, hashCore: flags.json === true });
    const standing = result.warriors.map((warrior, index) => ({ file: files[index] ?? "", ...warrior }));
    if (flags.json) return shell.printJson({ warriors: standing, results: result.results });
    shell.print(renderBattle(standing.map((warrior) => ({ ...warrior, file: basename(warrior.file) }))));
  });
}
