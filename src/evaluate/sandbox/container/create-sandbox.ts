import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { GalapagosError } from "../../../core/index.ts";
import type { Limits, Problem } from "../../../problem/index.ts";
import { ARTIFACT, createBuilder } from "../command/builder.ts";
import type { JailFile } from "../command/jail.ts";
import { layoutOf } from "../command/program-files.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox.ts";
import { answerOf } from "../command/supervise.ts";
import { ask, type ContainerEngine, lastLine } from "./engine.ts";
import { type Container, containerRunner, HOME, wallsOf } from "./runner.ts";
import { seccompProfile } from "./seccomp-profile.ts";

/**
 * Sandbox level 3 with the user's own system: a command in any language, in a container of the problem's image for each call. The
 * command's contract is that of `engine command`.
 *
 * @throws GalapagosError `evaluate/container` when the image is not here, or the engine cannot put the walls around it
 */
export async function createContainerSandbox(
  { definition }: Problem,
  engine: ContainerEngine,
): Promise<Sandbox> {
  const { limits, command, build, container, parts = [], seed } = definition;
  const image = container?.image ?? "";
  const runner = containerRunner(await openContainer(engine, image, limits));
  const path = (name: string): string => `${HOME}/${name}`;
  const name = `program${extname(seed)}`;
  const layout = layoutOf(name, "", parts);
  const jail = { path, containment: (tmpBytes = 0) => ({ tmpBytes, sharesMemory: false }) };
  const builder = build
    ? createBuilder({ jail, runner }, { name, layout, beside: [] }, build, ENVIRONMENT)
    : null;
  const words = (command ?? []).map((word) =>
    word.replaceAll("{program}", path(name)).replaceAll("{artifact}", path(ARTIFACT)),
  );

  async function run({ code }: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    const built = builder && (await builder.build(code));
    if (built && built.status !== "ok") return built;
    const laid = layout(code);
    if ("status" in laid) return laid;
    const artifact: JailFile[] = built ? [{ name: ARTIFACT, content: built.artifact, isProgram: true }] : [];
    const env = { ...ENVIRONMENT, GALAPAGOS_SEED: String(seed >>> 0) };
    const order = { words, files: [...laid, ...artifact], env, limits };
    return answerOf(
      await runner.run({ command: order, input, program: laid.map((file) => path(file.name)) }),
    );
  }

  return {
    level: 3,
    engine: `container@${createHash("sha256").update(image).digest("hex").slice(0, 12)}`,
    fresh: () => true,
    run,
    check: (program, input) => run(program, input, 1),
    close: () => runner.close(),
  };
}

/** The parts of a problem's containers, in a folder of their own; tried, so that the engine is known to put the walls around them. */
async function openContainer(engine: ContainerEngine, image: string, limits: Limits): Promise<Container> {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-container-"));
  chmodSync(folder, 0o755);
  const profile = join(folder, "seccomp.json");
  writeFileSync(profile, seccompProfile());
  const container = { engine, image, folder, profile };
  try {
    await requireContainer(container, limits);
    return container;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Starts a container with all its walls, and in it a program that no image has: the engine gets as far as to say so. */
async function requireContainer({ engine, image, profile }: Container, limits: Limits): Promise<void> {
  const missing = await imageMissing(engine, image);
  if (missing !== null) throw unusable(missing.fact, missing.hint);
  const walls = ["run", "--rm", ...wallsOf({ engine, profile }, { limits })];
  const { code, words } = await ask(engine, [...walls, "--entrypoint", "/galapagos/none", image]);
  if (code !== NOT_FOUND)
    throw unusable(
      `${engine.name} does not start a container: ${lastLine(words)}`,
      "galapagos doctor says more",
    );
  if (UNBOUNDED.test(words)) {
    const hint = "rootless engines need control groups of version 2 that systemd delegates";
    throw unusable(`${engine.name} cannot bound what a container takes: ${lastLine(words)}`, hint);
  }
}

/** Why an image cannot be used, and what to type; `null` where it is here. */
export async function imageMissing(
  engine: ContainerEngine,
  image: string,
): Promise<{ readonly fact: string; readonly hint: string } | null> {
  const { code } = await ask(engine, ["image", "inspect", "--format", "{{.Id}}", image]);
  if (code === 0) return null;
  return {
    fact: `${engine.name} has no image ${image}`,
    hint: image.startsWith("sha256:")
      ? `build it, and name its id: ${engine.name} images --no-trunc`
      : `${engine.name} pull ${image}`,
  };
}

function unusable(fact: string, hint: string): GalapagosError {
  return new GalapagosError(fact, { code: "evaluate/container", hint });
}

/** The environment of a program, besides its seed and what the image says. */
const ENVIRONMENT = {
  HOME: "/tmp",
  LANG: "C.UTF-8",
  TZ: "UTC",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
};
/** Exit code of an engine's command where the image has no such program. */
const NOT_FOUND = 127;
/** Words of an engine that leaves limits out. */
const UNBOUNDED =
  /resource limits are not supported|limitation discarded|without (?:memory|pids) limit|does not support (?:memory|pids) limit/i;
