import type { ChildProcess } from "node:child_process";
import { basename, extname } from "node:path";
import { GalapagosError, given } from "../../../core/index.ts";
import { kitsOf } from "../../../kit/index.ts";
import { languageOf } from "../../../language/index.ts";
import { type Problem, supportFiles } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox.ts";
import { answerOf } from "./supervise.ts";
import { ARTIFACT, createBuilder } from "./builder.ts";
import { createColdRunner } from "./cold-runner.ts";
import { forkedFor } from "./forked.ts";
import { createCommandEpisodes } from "./episodes.ts";
import { type Furniture, furnitureOf, TASK_FOLDER } from "./furniture.ts";
import { createJail, type JailFile } from "./jail.ts";
import { createJointSandbox } from "./joint.ts";
import { nodeKits } from "./node-kits.ts";
import { layoutOf } from "./program-files.ts";
import { openRepository } from "./repository.ts";
import { idleCall } from "./idle-call.ts";
import { unpackedFor } from "./unpacked-repository.ts";
import { virtualEnvironmentOf } from "./virtual-environment.ts";

/**
 * Sandbox level 3: a command in any language, one process per call. The input is JSON on standard input, the
 * answer JSON on standard output, `{program}` in the command line stands for the candidate's file and `{artifact}`
 * for what was built of it. Unprivileged user, resource limits, bubblewrap, system-call filter; SIGKILL for the
 * whole tree at the deadline. `bubblewrap` is `null` only when the user asked for unsafe runs.
 */
export async function createCommandSandbox(
  problem: Problem,
  bubblewrap: Bubblewrap | null,
): Promise<Sandbox> {
  const { definition, folder } = problem;
  if (definition.joint) return createJointSandbox(problem, definition.joint, bubblewrap);
  const { limits, command, build } = definition;
  if (!command || command.length === 0) {
    throw new GalapagosError(`problem ${definition.name}: engine command needs a "command"`, {
      code: "evaluate/command",
      hint: 'Write for example "command": ["python3", "{program}"].',
    });
  }
  const environment = virtualEnvironmentOf(command[0] ?? "", folder, bubblewrap !== null);
  const unpacked = await unpackedFor(problem, bubblewrap !== null);
  const views = [...(environment?.views ?? []), ...(unpacked?.views ?? [])];
  const furniture = withPath(furnitureOf(problem, bubblewrap?.user !== null, views), unpacked?.path);
  const support = definition.needs ? await supportFiles(folder, definition) : [];
  // a folder of their own, because at the root their names could be the system's
  const { parts = [] } = definition;
  const home = support.length + parts.length > 0 ? `${TASK_FOLDER}/` : "";
  const name = unpacked?.program ?? `${home}program${extname(definition.seed)}`;
  const beside: JailFile[] = support.map(({ path, content }) => ({ name: `${home}${path}`, content }));
  const tmpBytes = definition.needs ? definition.needs.temporaryMb << 20 : undefined;
  const jail = createJail(bubblewrap, [folder], furniture);
  const looksAhead = !definition.timing;
  const start = bubblewrap && { bubblewrap, hidden: [folder], furniture, looksAhead };
  const runner = createColdRunner(jail, start);
  const kits = nodeKits(kitsOf(definition), jail);
  beside.push(...kits.files);
  const repository = openRepository(problem, { jail, runner }, furniture.env, unpacked);
  if (repository) beside.push(...repository.files);
  const line = environment === null ? command : [environment.word, ...command.slice(1)];
  const words =
    unpacked?.words ??
    line.map((part) =>
      part.replaceAll("{program}", jail.path(name)).replaceAll("{artifact}", jail.path(ARTIFACT)),
    );
  const laps = unpacked && { place: `/${unpacked.program}`, words: unpacked.words };
  const layout = layoutOf(name, home, parts);
  const paths = [name, ...parts.map((path) => `${home}${path}`)].map(jail.path);
  const builder = build
    ? createBuilder({ jail, runner }, { name, layout, beside }, build, {
        ...furniture.env,
        ...BUILD_ENVIRONMENT,
      })
    : null;
  const called = { ...definition, command: line };
  const { idle, files: idleFiles } = await idleCall(problem, jail, builder, unpacked);
  const shared = { jail, env: furniture.env, words, beside: [...beside, ...idleFiles], idle, laps };
  const forked = bubblewrap && forkedFor({ definition: called, bubblewrap, ...shared });
  await forked?.open();
  const race = forked?.race;
  const loop = definition.policy && languageOf(definition).policyLoop?.(definition.entryPoint);

  async function startPolicy(code: string, seed: number): Promise<ChildProcess | Failure> {
    const built = builder && (await builder.build(code));
    if (built && built.status !== "ok") return built;
    const laid = layout(code);
    if ("status" in laid) return laid;
    const [first, ...others] = laid;
    const files: JailFile[] = [
      { name, content: `${first?.content ?? code}${loop ?? ""}` },
      ...others,
      ...beside,
    ];
    if (built) files.push({ name: ARTIFACT, content: built.artifact, isProgram: true });
    const env = { ...furniture.env, ...kits.env, GALAPAGOS_SEED: String(seed >>> 0) };
    return jail.start({ words, files, env, limits, ...given({ tmpBytes }) });
  }

  const episodes = definition.policy
    ? createCommandEpisodes({
        ...{ start: startPolicy, program: paths, limits },
        containment: () => jail.containment(tmpBytes),
      })
    : null;

  async function run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    const code = repository ? repository.callingProgram(program.code) : program.code;
    const built = builder && (await builder.build(code));
    if (built && built.status !== "ok") return built;
    const laid = layout(code);
    if ("status" in laid) return laid;
    const artifact: JailFile[] = built ? [{ name: ARTIFACT, content: built.artifact, isProgram: true }] : [];
    const own = built ? artifact : laid;
    if (forked) return forked.run({ code, files: own, input, seed: seed >>> 0 });
    const files: JailFile[] = [...laid, ...beside, ...artifact];
    const env = { ...furniture.env, ...kits.env, GALAPAGOS_SEED: String(seed >>> 0) };
    const command = { words, files, env, limits, ...given({ tmpBytes }) };
    return answerOf(await runner.run({ command, input, program: paths }));
  }

  return {
    level: 3,
    engine: `command@${basename((build ? build.command : command)[0] ?? "")}`,
    ...(episodes && { episodes }),
    fresh: () => true,
    run,
    ...(repository && { test: ({ code }) => repository.test(code) }),
    ...(race && { race: ([{ code }, rival], input, seed) => race([code, rival.code], input, seed >>> 0) }),
    check: (program, input) => run(program, input, 1),
    async close() {
      forked?.close();
      episodes?.close();
      await runner.close();
      jail.close();
      await unpacked?.close();
    },
  };
}

/** Furniture with a folder of programs first on the search path. */
function withPath(furniture: Furniture, path: string | undefined): Furniture {
  if (path === undefined) return furniture;
  const { env } = furniture;
  return { ...furniture, env: { ...env, PATH: `${path}:${env.PATH ?? ""}` } };
}

/** Compilers keep their own files in the build's private folder. */
const BUILD_ENVIRONMENT = { GOCACHE: "/tmp/go-cache", GO111MODULE: "off" };
