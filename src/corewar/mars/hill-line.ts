import { type PresetName, presets } from "./presets.ts";

/**
 * The hill that a source names on its line `;redcode-…`, where its rules are known; `null` for a plain `;redcode`, which says
 * nothing of rules, for other hills, and for none. Only what pMARS reads counts: the first such line.
 */
export function hillNamedIn(source: string): PresetName | null {
  const [, name = ""] = /^[ \t]*;redcode-([a-z0-9]+(?:-lp)?)/im.exec(source) ?? [];
  const hill = name.toLowerCase();
  return Object.hasOwn(presets, hill) ? (hill as PresetName) : null;
}
