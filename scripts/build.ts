// Compiles the package into dist/: JavaScript of the sources, and beside it every file that is data.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
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
    // a problem's own TypeScript stays readable beside what runs
    filter: (path) => folder === "problems" || !path.endsWith(".ts"),
  });
}
await writeBundles({ root: `${root}/dist`, folder: `${root}/dist/bundles`, extension: "js" });
