import { basename } from "node:path";
import { GalapagosError } from "../../../core/index.ts";
import { languageOf } from "../../../language/index.ts";
import type { Problem, ProblemDefinition } from "../../../problem/index.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox.ts";
import { type Builder, createBuilder } from "./builder.ts";
import { type CommandPlace, openPlace } from "./command-place.ts";
import { createCommandEpisodes } from "./episodes.ts";
import { type Forked, forkedFor } from "./forked.ts";
import { idleCall } from "./idle-call.ts";
import { createJointSandbox } from "./joint.ts";
import { CALLS_FILE, lapsFor } from "./lap-plan.ts";
import type { LapRuns } from "./laps.ts";
import { commandFor, layProgram } from "./laid-program.ts";
import { answerOf } from "./supervise.ts";

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
  const { definition } = problem;
  if (definition.joint) return createJointSandbox(problem, definition.joint, bubblewrap);
  const { limits, build } = definition;
  const command = commandOf(definition);
  const place = await openPlace(problem, bubblewrap, command);
  const { jail, runner, repository, unpacked, paths } = place;
  const builder = builderFor(definition, place);
  const laps = lapsFor(problem, place, bubblewrap !== null);
  const forked = bubblewrap && (await openForked(problem, bubblewrap, place, { builder, laps }));
  const race = forked?.race;
  const episodes = episodesFor(definition, place, builder);

  async function run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    const code = repository && !laps ? repository.callingProgram(program.code) : program.code;
    const laid = await layProgram(place, builder, code);
    if ("status" in laid) return laid;
    const { files, artifact } = laid;
    if (forked) return forked.run({ code, files: builder ? artifact : files, input, seed: seed >>> 0 });
    return answerOf(
      await runner.run({ command: commandFor(place, limits, laid, seed), input, program: paths }),
    );
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

function commandOf({ name, command }: ProblemDefinition): readonly string[] {
  if (command && command.length > 0) return command;
  throw new GalapagosError(`problem ${name}: engine command needs a "command"`, {
    code: "evaluate/command",
    hint: 'Write for example "command": ["python3", "{program}"].',
  });
}

/** The builder of a problem whose programs are built. */
function builderFor({ build }: ProblemDefinition, place: CommandPlace): Builder | null {
  return build ? createBuilder(place, place, build, { ...place.env, ...BUILD_ENVIRONMENT }) : null;
}

/** Fork servers, where programs run in their children. */
async function openForked(
  problem: Problem,
  bubblewrap: Bubblewrap,
  place: CommandPlace,
  { builder, laps }: { readonly builder: Builder | null; readonly laps: LapRuns | null },
): Promise<Forked | null> {
  const { jail, env, words, line, beside, unpacked } = place;
  const { idle, files } = await idleCall(problem, jail, builder, { unpacked, laps });
  const forked = forkedFor({
    ...{ bubblewrap, jail, env, words, idle, laps },
    definition: { ...problem.definition, command: line },
    beside: [...beside, ...files, ...(laps?.calls ? [CALLS_FILE] : [])],
  });
  await forked?.open();
  return forked;
}

/** Episodes of a policy: a program that answers one line after another, with the loop that reads them where its language has one. */
function episodesFor(definition: ProblemDefinition, place: CommandPlace, builder: Builder | null) {
  if (!definition.policy) return null;
  const { jail, paths, tmpBytes } = place;
  const { limits, entryPoint } = definition;
  const loop = languageOf(definition).policyLoop?.(entryPoint) ?? "";
  return createCommandEpisodes({
    ...{ program: paths, limits, containment: () => jail.containment(tmpBytes) },
    async start(code, seed) {
      const laid = await layProgram(place, builder, code);
      if ("status" in laid) return laid;
      const [first, ...others] = laid.files;
      const looped = first ? [{ ...first, content: `${first.content}${loop}` }, ...others] : [];
      return jail.start(commandFor(place, limits, { ...laid, files: looped }, seed));
    },
  });
}

/** Compilers keep their own files in the build's private folder. */
const BUILD_ENVIRONMENT = { GOCACHE: "/tmp/go-cache", GO111MODULE: "off" };
