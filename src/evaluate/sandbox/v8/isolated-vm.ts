import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { GalapagosError, siblingModule } from "../../../core/index.ts";
import { readableByNobody } from "../bubblewrap.ts";

/** Where isolated-vm's compiled add-on lies; throws `evaluate/level` when it is missing or too old. */
export function findIsolatedVm(): string {
  const require = createRequire(import.meta.url);
  const hint = "Type: npm install isolated-vm@7.0.1";
  try {
    const home = dirname(require.resolve("isolated-vm/package.json"));
    const { version } = require("isolated-vm/package.json") as { version: string };
    const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
    if (major < 7 || (major === 7 && minor === 0 && patch < 1)) {
      throw new GalapagosError(
        `isolated-vm ${version} has a known escape (GHSA-864f-rcv7-6rh4); 7.0.1 or later is needed`,
        { code: "evaluate/level", hint },
      );
    }
    const build = createRequire(join(home, "package.json"))("node-gyp-build") as {
      path(folder: string): string;
    };
    return build.path(home);
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    throw new GalapagosError(
      "engine v8 (sandbox level 2) needs the package isolated-vm, which is not installed here",
      {
        code: "evaluate/level",
        hint,
        cause: error,
      },
    );
  }
}

/** True when everything a level-2 child reads is visible to the user inside bubblewrap. */
export function isolateFilesReadable(): boolean {
  const files = [
    process.execPath,
    findIsolatedVm(),
    fileURLToPath(siblingModule(import.meta.url, "./isolate-child")),
  ];
  return files.every(readableByNobody);
}
