import { join } from "node:path";
import { Command } from "commander";
import { GalapagosError, given, type RunEvent, shellWord, showBytes } from "../../core/index.ts";
import { choosePictured, readPage, renderPage } from "../../report/index.ts";
import { writeNamedFile } from "../../store/index.ts";
import { drawPictures, openRun, type Pictures } from "../../run/index.ts";
import { addMachineOptions, type MachineFlags, machineOf } from "../machine-flags.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { sayEvents } from "../watched.ts";

/** Flags of `report`. */
interface ReportFlags extends TrustFlags, MachineFlags {
  readonly out?: string;
  readonly pictures?: string | true;
}

/** `galapagos report [run]`. */
export function reportCommand(shell: Shell): Command {
  const command = new Command("report")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--out <file>", "where to write it (default: report.html in the run's folder)")
    .option(
      "--pictures [n]",
      "run so many programs again, in the sandbox, for the problem's own pictures of them (default: 60)",
    )
    .option(...TRUST_OPTION);
  return addMachineOptions(command).action(async (name: string | undefined, flags: ReportFlags) => {
    const folder = namedRun(shell, name);
    const pictures = await picturesOf(shell, folder, flags);
    const page = renderPage(readPage(folder, shell.word(folder), given({ pictures })));
    const path = flags.out === undefined ? join(folder, "report.html") : shell.path(flags.out);
    writeNamedFile(path, page);
    shell.print(shell.shown(path));
    shell.say(`${showBytes(Buffer.byteLength(page))}; it opens in any browser, without a network`);
  });
}

/** Pictures of programs of each part of a run, as the flags ask for; nothing where they do not. */
async function picturesOf(
  shell: Shell,
  folder: string,
  flags: ReportFlags,
): Promise<readonly Pictures[] | undefined> {
  if (flags.pictures === undefined) return undefined;
  const count = flags.pictures === true ? USUAL : Number(flags.pictures);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new GalapagosError(`expected a number of pictures from 1, got ${JSON.stringify(flags.pictures)}`, {
      code: "cli/number",
      hint: "galapagos report --pictures 100",
    });
  }
  requireTrusted(shell, folder, flags, { doing: "report" }, `report ${shellWord(folder)} --pictures`);
  const pictures: Pictures[] = [];
  const onEvents = (events: readonly RunEvent[]): void => sayEvents(shell, events);
  for (const part of openRun(folder).parts()) {
    const ids = choosePictured(part, count);
    pictures.push(await drawPictures(part, ids, { ...machineOf(shell, flags), onEvents }));
  }
  return pictures;
}

/** Programs that are drawn unless a number is given. */
const USUAL = 60;
