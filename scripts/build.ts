// Compiles the package into dist/: JavaScript of the sources, and beside it every file that is data.
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeBundles } from "./bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}/dist`, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [`${root}/node_modules/typescript/bin/tsc`, "-p", `${root}/tsconfig.build.json`],
  {
    stdio: "inherit",
  },
);
for (const folder of ["src", "islands", "problems", "schemas"]) {
  cpSync(`${root}/${folder}`, `${root}/dist/${folder}`, {
    recursive: true,
    // a problem's own TypeScript stays readable beside what runs, and a module in JavaScript keeps its types
    filter: (path) => folder === "problems" || !path.endsWith(".ts") || path.endsWith(".d.ts"),
  });
}
// what somebody has made here with `galapagos init` is theirs
const ours = problemsOfOurs();
for (const name of readdirSync(`${root}/dist/problems`))
  if (!ours.has(name)) rmSync(`${root}/dist/problems/${name}`, { recursive: true });
await writeBundles({ root: `${root}/dist`, folder: `${root}/dist/bundles`, extension: "js" });

/** Names in the folder of problems that belong to the toolkit: those under version control, or all where there is none. */
function problemsOfOurs(): ReadonlySet<string> {
  try {
    const listed = execFileSync("git", ["ls-files", "-z", "problems"], { cwd: root, encoding: "utf8" });
    const names = listed.split("\0").flatMap((path) => path.split("/")[1] ?? []);
    if (names.length > 0) return new Set(names);
  } catch {
    // no version control here: an unpacked archive
  }
  return new Set(readdirSync(`${root}/problems`));
}
