import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { Command } from "commander";
import { EXIT, type JsonObject, printable, VERSION } from "../../core/index.ts";
import { probeLevels } from "../../evaluate/index.ts";
import { storeFacts } from "../../store/index.ts";
import { type Finding, modelFindings } from "../model-findings.ts";
import { collectModel } from "./model-flags.ts";
import type { Shell } from "../shell.ts";

/** `galapagos doctor`. */
export function doctorCommand(shell: Shell): Command {
  return new Command("doctor")
    .description("say what works on this machine")
    .option("--out <folder>", "folder that holds runs", "results")
    .option(
      "--model <spec>",
      "ask this model with one cheap call: name, or name@base-url; repeatable",
      collectModel,
    )
    .option("--json", "print JSON")
    .action(async (flags: { out: string; model?: readonly JsonObject[]; json?: boolean }) => {
      const findings = [
        ...(await examine(shell.path(flags.out), shell.path("."))),
        ...(await examineModels(shell, flags.model ?? [])),
      ];
      if (flags.json) return shell.printJson({ version: VERSION, findings });
      shell.print(`galapagos ${VERSION}`);
      for (const { name, ok, fact, hint } of findings) {
        shell.print(printable(`${ok ? "ok     " : "missing"} ${name.padEnd(22)} ${fact}`));
        if (hint !== undefined) shell.print(printable(`        hint: ${hint}`));
      }
    });
}

/** How long a model may take to answer, milliseconds. */
const PATIENCE_MS = 120_000;

async function examineModels(shell: Shell, models: readonly JsonObject[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const settings of models)
    findings.push(...(await modelFindings(settings, shell.io.env, AbortSignal.timeout(PATIENCE_MS))));
  if (findings.some(({ name, ok }) => name.startsWith("model ") && !ok)) shell.exitCode = EXIT.provider;
  return findings;
}

async function examine(results: string, here: string): Promise<readonly Finding[]> {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  const machine: Finding[] = [
    { name: "Node", ok: true, fact: `${process.versions.node}, ${process.platform} ${process.arch}` },
    { name: "machine", ok: true, fact: `${cpus().length} cores, ${gib} GiB memory` },
  ];
  const levels = await probeLevels();
  return [
    ...machine,
    storeFinding(existsSync(results) ? results : here),
    ...levels.map(({ level, available, name, detail, hint }) => ({
      name: `sandbox level ${level}`,
      ok: available,
      fact: `${name}: ${detail}`,
      ...(hint !== "" && { hint }),
    })),
  ];
}

function storeFinding(folder: string): Finding {
  const name = "results folder";
  try {
    const { sqlite, fsyncMs, freeBytes, network } = storeFacts(folder);
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
