import { languageOf } from "../../../language/index.ts";
import { callingProgram, type Problem } from "../../../problem/index.ts";
import { joinFiles } from "../../../program/index.ts";
import type { Builder } from "./builder.ts";
import type { ForkServerStart } from "./fork-server.ts";
import type { Jail, JailFile } from "./jail.ts";
import type { UnpackedRepository } from "./unpacked-repository.ts";

/** The call of a program of ours that does nothing, and the files that it needs. */
interface IdleCall {
  readonly idle: ForkServerStart["idle"];
  readonly files: readonly JailFile[];
}

/**
 * A call that takes the time which is no program's own: an interpreter's or a built program's start, and for a function of a repository
 * the reading of its calls. It is no program's text, so that none can make its own time look like that.
 */
export async function idleCall(
  { definition }: Problem,
  jail: Jail,
  builder: Builder | null,
  unpacked: UnpackedRepository | null,
): Promise<IdleCall> {
  const { repository, inputs, timing } = definition;
  const input = JSON.stringify(inputs[0] ?? null);
  if (unpacked) return { idle: { code: null, words: unpacked.idleWords, input }, files: [] };
  if (repository) {
    const source = `def ${repository.function}(*args, **kwargs): pass`;
    const code = callingProgram(repository, source, jail.path(repository.archive));
    return { idle: { code, words: null, input }, files: [] };
  }
  if (!builder || !timing) return { idle: { code: "", words: null, input }, files: [] };
  const { idle: text, comment } = languageOf(definition);
  const empty = (definition.parts ?? []).map((path) => ({ path, text: "" }));
  const built = text === undefined ? null : await builder.build(joinFiles(text, empty, comment));
  if (built?.status !== "ok") return { idle: { code: null, words: ["/usr/bin/true"], input }, files: [] };
  const file = { name: IDLE, content: built.artifact, isProgram: true };
  return { idle: { code: null, words: [jail.path(IDLE)], input }, files: [file] };
}

const IDLE = "idle";
