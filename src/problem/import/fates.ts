import { isObject, type Json } from "../../core/index.ts";

/** Fate of one key of another tool's configuration. */
export interface KeyFate {
  /** With dots: `database.num_islands`. */
  readonly key: string;
  readonly fate: "mapped" | "dropped" | "unknown";
  /** Where it went, or why it did not. */
  readonly note: string;
}

/** How the keys of a configuration are read: a value goes somewhere, or a note says why not. */
export type KeyRules = {
  readonly [key: string]: string | ((value: Json) => string | null);
};

/**
 * Follows every key of a configuration. A rule that is a text drops the key and says why; one that is a function takes the
 * value and says where it went, or `null` for one that says nothing. Keys without a rule are unknown.
 *
 * @param rules - by key with dots; an object without a rule of its own is entered
 */
export function followKeys(config: Json, rules: KeyRules): readonly KeyFate[] {
  const fates: KeyFate[] = [];
  const enter = (value: Json, key: string): void => {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (typeof rule === "string") fates.push({ key, fate: "dropped", note: rule });
    else if (rule !== undefined) {
      const note = rule(value);
      if (note === null) fates.push({ key, fate: "dropped", note: "left empty" });
      else if (note.startsWith(DROPPED)) {
        fates.push({ key, fate: "dropped", note: note.slice(DROPPED.length) });
      } else fates.push({ key, fate: "mapped", note });
    } else if (isObject(value) && Object.keys(value).length > 0) {
      for (const [name, inner] of Object.entries(value)) enter(inner, key === "" ? name : `${key}.${name}`);
    } else if (key !== "") fates.push({ key, fate: "unknown", note: "no such key is known here" });
  };
  enter(config, "");
  return fates;
}

/** Begins what a rule says of a value that it looked at and dropped. */
export const DROPPED = "dropped: ";
