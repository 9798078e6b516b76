import { GalapagosError } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { type Bubblewrap, probeBubblewrap } from "./bubblewrap.ts";
import { createCommandSandbox } from "./command.ts";
import { createIsolateSandbox, findIsolatedVm, isolateFilesReadable } from "./isolate.ts";
import { createOwnSandbox } from "./own.ts";
import { compileQuickJS, createQuickJSSandbox } from "./quickjs.ts";
import type { Sandbox } from "./sandbox.ts";

/** What the evaluator process found out once, and every thread needs: plain data. */
export interface SandboxGround {
  readonly wasm: WebAssembly.Module | null;
  readonly wall: Bubblewrap | null;
  /** What people should know of the containment that was obtained. */
  readonly warnings: readonly string[];
}

/** What the user allows and has. */
export interface Permits {
  /** Let commands run where bubblewrap is missing. */
  readonly unsafe: boolean;
  /** Folders in which bubblewrap is looked for, as PATH lists them. */
  readonly searchPath: string;
}

/**
 * Looks whether this machine can run the problem's engine. Throws `evaluate/level`, with the install hint, when it cannot:
 * there is no silent step down. `unsafe` lets commands run without bubblewrap.
 */
export async function prepareGround(problem: Problem, permits: Permits): Promise<SandboxGround> {
  const ground = await groundOf(problem, permits);
  return problem.definition.timing ? { ...ground, warnings: [...ground.warnings, TIMING_WARNING] } : ground;
}

const TIMING_WARNING =
  "the objective is run time: scores depend on this machine, and two runs with one seed differ (no digest promise)";

async function groundOf(problem: Problem, { unsafe, searchPath }: Permits): Promise<SandboxGround> {
  const { engine } = problem.definition;
  if (engine === "quickjs") return { wasm: await compileQuickJS(), wall: null, warnings: [] };
  if (engine === "own") return { wasm: null, wall: null, warnings: [] };
  const probe = await probeBubblewrap(engine === "v8" ? "deny" : "allow", searchPath);
  if (engine === "v8") {
    findIsolatedVm();
    if (!probe.available)
      return { wasm: null, wall: null, warnings: [`level 2 runs without bubblewrap: ${probe.reason}`] };
    if (isolateFilesReadable()) return { wasm: null, wall: probe.wall, warnings: [] };
    const warning = "level 2 runs in bubblewrap as root: the user nobody cannot read the program files";
    return { wasm: null, wall: { ...probe.wall, user: null }, warnings: [warning] };
  }
  if (probe.available) {
    const warnings = probe.wall.filter ? [] : [`no system-call filter exists here for ${process.arch}`];
    return { wasm: null, wall: probe.wall, warnings };
  }
  if (!unsafe) {
    throw new GalapagosError(`commands (sandbox level 3) need bubblewrap: ${probe.reason}`, {
      code: "evaluate/level",
      hint: `${probe.hint} Or, only for programs you trust: --unsafe`,
    });
  }
  const warning = `UNSAFE: commands run without bubblewrap, with your files, network and processes (${probe.reason})`;
  return { wasm: null, wall: null, warnings: [warning] };
}

/** Opens the sandbox of a problem's engine on prepared ground. */
export async function openSandbox(problem: Problem, ground: SandboxGround): Promise<Sandbox> {
  const { definition } = problem;
  const clock = definition.timing ? "real" : "frozen";
  if (definition.engine === "v8") return createIsolateSandbox(definition.limits, ground.wall, clock);
  if (definition.engine === "command") return createCommandSandbox(problem, ground.wall);
  if (definition.engine === "own") return createOwnSandbox(definition.limits.outputKb * 1024);
  if (!ground.wasm) throw new GalapagosError("the engine was not compiled", { code: "evaluate/engine" });
  return createQuickJSSandbox(ground.wasm, definition.limits, clock);
}
