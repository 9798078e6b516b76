import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import type * as bundles from "../../src/core/bundles.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SOURCE = fileURLToPath(new URL("../../src/core/bundles.js", import.meta.url));

/** A checkout, or a package, of one entry and its bundle; `look` says what would be started now. */
async function installation(sources: string, folder: string, { isBundle = false } = {}) {
  const root = temporaryFolder("bundles");
  const module = join(root, sources, "core/bundles.js");
  mkdirSync(join(root, sources, "core"), { recursive: true });
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  // as the bundler writes it
  writeFileSync(module, readFileSync(SOURCE, "utf8").replaceAll("import.meta.isBundle", String(isBundle)));
  const entry = join(root, sources, "entry.ts");
  writeFileSync(entry, "export {};\n");
  let looks = 0;
  const load = (): Promise<typeof bundles> => import(`${pathToFileURL(module).href}?${++looks}`);
  const { stateOf } = await load();
  const list = {
    entries: { "src/entry.ts": "entry-1.js" },
    sources: { "src/entry.ts": stateOf(entry) },
  };
  writeFileSync(join(root, folder, "bundles.json"), JSON.stringify(list));
  const look = async (path = entry): Promise<string> =>
    fileURLToPath((await load()).bundleOfEntry(pathToFileURL(path))).slice(root.length + 1);
  return { entry, look, root };
}

it.each([
  ["a checkout", "src", "dist/bundles"],
  ["the package", "dist/src", "dist/bundles"],
])(
  "an entry of %s starts from its bundle as long as no source has changed",
  async (_what, sources, folder) => {
    const { entry, look, root } = await installation(sources, folder);
    expect(await look()).toBe("dist/bundles/entry-1.js");
    expect(await look(join(root, sources, "other.ts"))).toBe(join(sources, "other.ts"));
    writeFileSync(entry, "export const edited = true;\n");
    expect(await look()).toBe(join(sources, "entry.ts"));
  },
);

it("an entry starts from its source where a source or the list of bundles is gone", async () => {
  const { entry, look, root } = await installation("src", "dist/bundles");
  rmSync(entry);
  expect(await look()).toBe("src/entry.ts");
  rmSync(join(root, "dist"), { recursive: true });
  expect(await look()).toBe("src/entry.ts");
});

it("whoever was started from a bundle goes on with that version, whatever is edited meanwhile", async () => {
  const { entry, look } = await installation("src", "dist/bundles", { isBundle: true });
  writeFileSync(entry, "export const edited = true;\n");
  expect(await look()).toBe("dist/bundles/entry-1.js");
});
