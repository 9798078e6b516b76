import type { Direction, Json, JsonObject } from "../core/index.ts";
import type { AdversarialMode, FeatureDimension, Limits, Repeats, Stage, Timing } from "./definition.ts";

/** `problem.json` as a person writes it: agrees with the schema, defaults still open, data files still names. */
export interface ProblemFile {
  readonly $schema?: string;
  readonly name?: string;
  readonly title?: string;
  readonly description: string | readonly string[];
  /** A language's name, or `command`: the seed's language, run by a command. */
  readonly language?: string;
  readonly engine?: string;
  readonly seed: string;
  readonly entryPoint?: string;
  readonly evaluator: string;
  readonly inputs?: readonly Json[] | string;
  readonly holdout?: readonly Json[] | string;
  readonly output?: JsonObject;
  readonly objective: { readonly name?: string; readonly direction: Direction };
  readonly bestKnown?: readonly { readonly value: number; readonly source: string }[];
  readonly limits?: Partial<Limits>;
  readonly features?: readonly FeatureDimension[];
  readonly stages?: readonly Stage[];
  readonly command?: readonly string[];
  readonly mutator?: string;
  readonly repeats?: Partial<Repeats> & Pick<Repeats, "count">;
  readonly timing?: Partial<Timing>;
  readonly adversarial?: Partial<AdversarialMode>;
  /** Named sets of properties that replace those above: `run <problem> --preset <name>`. */
  readonly presets?: { readonly [name: string]: Partial<ProblemFile> };
}
