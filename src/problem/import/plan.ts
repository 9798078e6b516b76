import type { Json, JsonObject } from "../../core/index.ts";
import type { JOINT_SHAPES } from "../file/joint.ts";
import type { KeyFate } from "./fates.ts";

/** Tools whose tasks can be imported. */
export const TOOLS = ["openevolve", "shinka", "loongflow", "skydiscover", "harbor"] as const;
export type Tool = (typeof TOOLS)[number];

/** A task of another tool, as it is found. */
export interface FoundTask {
  readonly tool: Tool;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Paths in the folder; `null` where there is none. */
  readonly seed: string | null;
  readonly evaluator: string;
  readonly config: string | null;
}

/** A configuration in this toolkit's words. */
export interface Plan {
  readonly shape: (typeof JOINT_SHAPES)[number];
  readonly failed: "zero" | "invalid";
  /** Words for models; empty where the configuration has none. */
  readonly description: string;
  readonly timeoutS: number;
  readonly memoryMb: number | null;
  /** Thresholds of a cascade; `null`: none. */
  readonly cascade: readonly number[] | null;
  /** Names of feature dimensions as the tool knows them, with their bins. */
  readonly dimensions: readonly { readonly name: string; readonly bins: number }[];
  readonly arguments: { readonly [name: string]: string };
  readonly threads: number | null;
  readonly solution: string | null;
  readonly environment: string | null;
  /** Settings of a run. */
  readonly settings: JsonObject;
  readonly fates: readonly KeyFate[];
  readonly notes: readonly string[];
}

/** A plan that says nothing yet. */
export function emptyPlan(shape: Plan["shape"], failed: Plan["failed"]): Mutable<Plan> {
  return {
    ...{ shape, failed, description: "", timeoutS: 300, memoryMb: null, cascade: null, dimensions: [] },
    ...{
      arguments: {},
      threads: null,
      solution: null,
      environment: null,
      settings: {},
      fates: [],
      notes: [],
    },
  };
}

/** The same with properties that can be set. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A number, where a value is one. */
export function numberOf(value: Json): number | null {
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/** Puts a value into settings under a name with dots. */
export function setSetting(settings: { [name: string]: Json }, name: string, value: Json): string {
  const parts = name.split(".");
  const last = parts.pop() ?? "";
  let place = settings;
  for (const part of parts) {
    place[part] ??= {};
    place = place[part] as { [name: string]: Json };
  }
  place[last] = value;
  return name;
}
