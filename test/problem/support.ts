import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { GalapagosError } from "../../src/core/index.ts";

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "galapagos-problem-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The smallest problem that loads. */
export const MINIMAL = {
  description: "Return a number.",
  seed: "seed.js",
  evaluator: "evaluator.mjs",
  objective: { direction: "maximise" },
};

/** Files of a problem: text, bytes, or JSON. */
export type Files = { readonly [name: string]: string | Uint8Array | object };

/** A problem folder called `tiny` with these properties and files in place of the minimal ones. */
export async function problemFolder(properties: object = {}, files: Files = {}): Promise<string> {
  const folder = join(await temporaryFolder(), "tiny");
  await writeFiles(folder, {
    "problem.json": { ...MINIMAL, ...properties },
    "seed.js": "export function solve() {\n  return 1;\n}\n",
    "evaluator.mjs": "export default ([output]) => ({ score: Number(output) });\n",
    ...files,
  });
  return folder;
}

/** Writes files below a folder, making folders on the way. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const plain = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(path, plain ? content : JSON.stringify(content));
  }
}

/** Code, message and hint of the refusal, with the machine's own folder called `<tmp>`. */
export async function refusal(attempt: Promise<unknown>, folder: string): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    const text = `${error.code} (${error.exitCode})\n${error.message}\n→ ${error.hint}`;
    return text.replaceAll(folder, "<tmp>").replaceAll(dirname(folder), "<parent>");
  }
  throw new Error("expected a refusal, but it went well");
}
