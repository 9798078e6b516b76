import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The things that a launch recipe names. */
interface LaunchFacts {
  /** Name of the problem. */
  readonly name: string;
  /** Its seed, relative to the working folder, with slashes. */
  readonly seed: string;
  /** Words that `eval` needs beside them. */
  readonly flags: readonly string[];
}

/**
 * Writes `.vscode/launch.json` into a working folder, unless there is one: F5 then scores the seed in a process that
 * stops at breakpoints in the evaluator.
 *
 * @returns its absolute path; `null` where there is one already, or where none can be written
 */
export async function writeLaunch(workingFolder: string, facts: LaunchFacts): Promise<string | null> {
  const folder = join(workingFolder, ".vscode");
  const path = join(folder, "launch.json");
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, renderLaunch(facts), { flag: "wx" });
    return path;
  } catch {
    // the problem works without it
    return null;
  }
}

/** VS Code's word for the folder that is open. */
const WORKSPACE = "\u0024{workspaceFolder}";

/** The recipe: by npx, which finds the toolkit and the project's own Node wherever they lie. */
function renderLaunch({ name, seed, flags }: LaunchFacts): string {
  const recipe = {
    version: "0.2.0",
    configurations: [
      {
        name: `galapagos: debug the evaluator of ${name}`,
        type: "node",
        request: "launch",
        runtimeExecutable: "npx",
        runtimeArgs: ["galapagos", "eval", name, seed, ...flags],
        cwd: WORKSPACE,
        console: "integratedTerminal",
        skipFiles: ["<node_internals>/**"],
      },
    ],
  };
  return `${JSON.stringify(recipe, null, 2)}\n`;
}
