import type { Fingerprint, JsonObject, Random } from "../core/index.ts";
import type { Constants, MutationResult } from "../program/index.ts";

/**
 * How a program is called: as a `function` of its inputs, in an engine of this toolkit; as a `command`, with
 * a process of its own; or not at all, as a `text` that the scorer reads.
 */
export type Contract = "function" | "command" | "text";

/** A fault that a look at a program's text finds before anything runs. */
export interface ProgramFault {
  /** `syntax`, `entry`, or a kind of the parser. */
  readonly kind: string;
  /** A sentence for people and for models. */
  readonly message: string;
}

/** Material for a child that is made without a model. */
export interface VaryInput {
  readonly source: string;
  /** Second parents; empty for a mutation. */
  readonly mates: readonly string[];
  /** The parent's heritable strategy record. */
  readonly strategy: JsonObject;
  readonly random: Random;
  /** Longest child, characters. */
  readonly maxLength: number;
  /** Step of the island, from 0, for who begins boldly and ends with care. @defaultValue 0 */
  readonly step?: number;
  /** True where run time is the objective: a part of the changes saves work. @defaultValue false */
  readonly forSpeed?: boolean;
}

/** Makes a child without a model: a pure function of its input and the stream's draws. */
type Vary = (input: VaryInput) => MutationResult;

/** A language that programs may be written in: all that the toolkit knows of it. */
export interface Language {
  /** As `problem.json` says it. */
  readonly name: string;
  /** Extensions of its files, lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Its word behind the opening fence of a code block; empty where it has none. */
  readonly fence: string;
  /** Sign that begins a comment. */
  readonly comment: string;
  /** How its programs are called when the problem names no command. */
  readonly contract: Contract;
  /** A command line that usually runs its programs, for messages and templates. */
  readonly command?: readonly string[];
  /** A command line that usually builds its programs, where they must be built before they run. */
  readonly build?: readonly string[];
  /** A program that is built as any other and does nothing: what starting one takes is no program's own time. */
  readonly idle?: string;
  /** Noun phrase for prompts that says what a program is. */
  readonly describe: string;
  /** The language itself for models, in Markdown; absent where models know it. */
  readonly manual?: string;
  /** Features of a program's text besides `length`, by name. */
  readonly features: { readonly [name: string]: (source: string) => number };
  /**
   * Looks for a fault; `null`: none is seen. Absent where the language has no cheap check.
   *
   * @param entryPoint - the function that is called; `null` where none is
   */
  readonly check?: (source: string, entryPoint: string | null) => ProgramFault | null;
  /**
   * The program as JavaScript, for languages whose programs are called as functions. Throws what its compiler
   * throws.
   */
  readonly toJavaScript?: (source: string) => string;
  /**
   * Text that is put behind a policy which a command runs, so that its calls, a line of JSON each, become calls of its
   * methods. Absent where a policy reads the lines itself.
   */
  readonly policyLoop?: (entryPoint: string) => string;
  /** The two fingerprints by which equal programs are recognised. */
  readonly fingerprint: (source: string) => Fingerprint;
  readonly vary: Vary;
  /** The numbers of a program that a numerical search may move; absent where it is not known which those are. */
  readonly constants?: (source: string) => Constants | null;
}
