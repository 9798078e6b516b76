import { languageOf } from "../../../language/index.ts";
import { callingProgram, functionOfArchive, type Problem } from "../../../problem/index.ts";
import { joinFiles } from "../../../program/index.ts";
import type { Builder } from "./builder.ts";
import type { ForkServerStart } from "./fork-server.ts";
import type { Jail, JailFile } from "./jail.ts";
import type { LapRuns } from "./laps.ts";
import { ARCHIVE } from "./repository.ts";
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
  { unpacked, laps }: { readonly unpacked: UnpackedRepository | null; readonly laps: LapRuns | null },
): Promise<IdleCall> {
  const { repository, inputs, timing } = definition;
  const input = JSON.stringify(inputs[0] ?? null);
  if (unpacked) return { idle: { code: null, words: unpacked.idleWords, input }, files: [] };
  if (laps?.calls) return { idle: { code: emptyFunction(laps.calls), words: null, input }, files: [] };
  if (repository) {
    const called = functionOfArchive(repository, jail.path(ARCHIVE));
    const code = callingProgram(called, emptyFunction(called));
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

function emptyFunction({ function: name }: { readonly function: string }): string {
  return `def ${name}(*args, **kwargs): pass`;
}

const IDLE = "idle";
