import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { ModelSettings } from "../config/index.ts";
import { EXIT } from "../core/index.ts";
import { probeLevels } from "../evaluate/index.ts";
import type { Environment } from "../llm/index.ts";
import type { Problem } from "../problem/index.ts";
import { storeFacts } from "../store/index.ts";
import type { Finding } from "./finding.ts";
import { needsOf } from "./needs-findings.ts";
import { withAddress } from "./models/addresses.ts";
import { askerOf, modelFindings } from "./models/model-findings.ts";

/** An examination: where runs go, and which models are asked. */
export interface DoctorOptions {
  /**
   * Folder that holds runs; where there is none yet, the working folder is looked at.
   * @defaultValue "results"
   */
  readonly results?: string;
  /** A problem whose needs are looked at first. */
  readonly problem?: Problem;
  /** Settings of models that are asked with one cheap call each. @defaultValue none */
  readonly models?: readonly ModelSettings[];
  /** A coding agent, by name or command line, that is started twice for a moment. @defaultValue none */
  readonly agent?: string;
  /** Where keys of models are looked up. @defaultValue process.env */
  readonly env?: Environment;
  readonly signal?: AbortSignal;
}

/** How long a model may take to answer, milliseconds. */
const PATIENCE_MS = 120_000;

/** Finds out what works on this machine: Node, the disk, the sandboxes, and the models that are named. */
export async function examineMachine(options: DoctorOptions = {}): Promise<readonly Finding[]> {
  const { results = "results", models = [], env = process.env, signal, problem } = options;
  const needs = problem === undefined ? [] : [...modelNeed(problem, models), ...(await needsOf(problem))];
  const findings = [...needs, ...(await examine(existsSync(results) ? results : "."))];
  const placed = models.map((settings) => withAddress(settings, env));
  for (const settings of placed) {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    findings.push(
      ...(await modelFindings(settings, env, signal ? AbortSignal.any([signal, patience]) : patience)),
    );
  }
  if (options.agent !== undefined) {
    const { agentFindings } = await import("./agent-findings.ts");
    const [thinker] = placed;
    const ask = thinker === undefined ? null : askerOf(thinker, env, signal);
    const machine = { searchPath: env.PATH ?? "", unsafe: false };
    findings.push(...(await agentFindings(options.agent, ask, machine, signal ?? NEVER)));
  }
  return findings;
}

/** The model that answers where a problem's programs are prompts. */
function modelNeed({ definition }: Problem, models: readonly ModelSettings[]): readonly Finding[] {
  if (!definition.prompt) return [];
  const name = "needs a model";
  const [first] = models;
  if (first !== undefined) return [{ name, ok: true, fact: `${first.model} answers the prompts` }];
  const fact = "programs are prompts, and no model is named that answers them";
  const hint = `name one: galapagos doctor ${definition.name} --model <name>`;
  return [{ name, ok: false, fact, hint, exitCode: EXIT.usage }];
}

const NEVER = new AbortController().signal;

async function examine(folder: string): Promise<readonly Finding[]> {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  const machine: Finding[] = [
    { name: "Node", ok: true, fact: `${process.versions.node}, ${process.platform} ${process.arch}` },
    { name: "machine", ok: true, fact: `${cpus().length} cores, ${gib} GiB memory` },
  ];
  const levels = await probeLevels();
  return [
    ...machine,
    storeFinding(folder),
    ...levels.map(({ level, available, name, detail, hint, isExtra }) => ({
      name: `sandbox level ${level}`,
      ok: available,
      ...(isExtra && { isExtra }),
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
