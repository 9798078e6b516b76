import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { Command } from "commander";
import { VERSION } from "../../core/index.ts";
import { probeLevels } from "../../evaluate/index.ts";
import { storeFacts } from "../../store/index.ts";
import { print, printJson } from "../output.ts";

/** One line of the doctor's report. */
interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly fact: string;
  readonly hint?: string;
}

/** `galapagos doctor`. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("say what works on this machine")
    .option("--out <folder>", "folder that holds runs", "results")
    .option("--json", "print JSON")
    .action(async (flags: { out: string; json?: boolean }) => {
      const findings = await examine(flags.out);
      if (flags.json) return printJson({ version: VERSION, findings });
      print(`galapagos ${VERSION}`);
      for (const { name, ok, fact, hint } of findings) {
        print(`${ok ? "ok     " : "missing"} ${name.padEnd(22)} ${fact}`);
        if (hint !== undefined) print(`        hint: ${hint}`);
      }
    });
}

async function examine(results: string): Promise<readonly Finding[]> {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  const machine: Finding[] = [
    { name: "Node", ok: true, fact: `${process.versions.node}, ${process.platform} ${process.arch}` },
    { name: "machine", ok: true, fact: `${cpus().length} cores, ${gib} GiB memory` },
  ];
  const levels = await probeLevels();
  return [
    ...machine,
    storeFinding(results),
    ...levels.map(({ level, available, name, detail, hint }) => ({
      name: `sandbox level ${level}`,
      ok: available,
      fact: `${name}: ${detail}`,
      ...(hint === "" ? {} : { hint }),
    })),
  ];
}

function storeFinding(results: string): Finding {
  const name = "results folder";
  try {
    const { sqlite, fsyncMs, freeBytes, network } = storeFacts(existsSync(results) ? results : ".");
    const free = `${(freeBytes / 2 ** 30).toFixed(1)} GiB free`;
    if (network !== null) {
      return {
        name,
        ok: false,
        fact: `on ${network}, a network file system`,
        hint: "keep runs on a local disk: --out <folder>",
      };
    }
    return { name, ok: true, fact: `SQLite ${sqlite}, ${fsyncMs.toFixed(1)} ms per durable commit, ${free}` };
  } catch (error) {
    return {
      name,
      ok: false,
      fact: (error as Error).message,
      hint: "choose a folder you may write to: --out <folder>",
    };
  }
}
