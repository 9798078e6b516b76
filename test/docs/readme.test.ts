import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/program.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");

describe("the README", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "readme-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules", "galapagos"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("has a library example that runs, and whose resumed run is no worse", () => {
    const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1];
    expect(example).toBeDefined();
    writeFileSync(join(folder, "example.mjs"), example as string);
    const output = execFileSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
    const [first, more] = (/error (\S+), then (\S+)/.exec(output) ?? []).slice(1).map(Number);
    expect(first).toBeLessThan(Math.PI - 2);
    expect(more).toBeLessThanOrEqual(first as number);
  });

  test("names every command there is, and none that there is not", () => {
    const table = readme.slice(readme.indexOf("## Commands"), readme.indexOf("## As a library"));
    const named = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap((row) =>
      [...(row[1] as string).matchAll(/`([a-z]+)/g)].map((match) => match[1]),
    );
    const there = COMMANDS.map(({ name }) => name);
    expect(named.toSorted()).toEqual(there.toSorted());
  });

  test("names every dependency", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) expect(readme).toContain(name);
  });

  test.each([
    ["index", "."],
    ["corewar", "./corewar"],
  ])("the door %s.js of the package exports what the sources export, with types", async (name, entry) => {
    const [door, sources] = await Promise.all([
      import(new URL(`../../${name}.js`, import.meta.url).href),
      import(new URL(`../../src/${name}.ts`, import.meta.url).href),
    ]);
    expect(Object.keys(door).toSorted()).toEqual(Object.keys(sources).toSorted());
    const { exports, files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(exports[entry]).toEqual({ types: `./dist/src/${name}.d.ts`, default: `./${name}.js` });
    expect(files).toContain(`${name}.js`);
  });

  test("the door of the kit exports what candidates import, by name", async () => {
    const [door, kit, sources] = await Promise.all(
      ["math.js", "src/kit/math.js", "src/kit/math/index.ts"].map(
        (path) => import(new URL(`../../${path}`, import.meta.url).href),
      ),
    );
    expect(Object.keys(door).toSorted()).toEqual(Object.keys(sources).toSorted());
    expect(Object.keys(kit).toSorted()).toEqual(Object.keys(sources).toSorted());
    const { exports, files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const { default: path, types } of [exports["./math"], exports["./candidates"]]) {
      expect(files.some((file: string) => [path ?? types].includes(`./${file}`))).toBe(true);
    }
  });

  test("the doors do not share what they export", async () => {
    const [library, corewar] = await Promise.all([
      import("../../src/index.ts"),
      import("../../src/corewar.ts"),
    ]);
    expect(Object.keys(corewar).filter((name) => name in library)).toEqual([]);
  });
});
