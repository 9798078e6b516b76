import { execFile } from "node:child_process";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { sha256 } from "../../../src/core/index.ts";
import { type Bundle, readBundle } from "../../../src/evaluate/queue/bundle/bundle.ts";
import { openBundleCache } from "../../../src/evaluate/queue/bundle/bundle-cache.ts";
import { packBundle } from "../../../src/evaluate/queue/bundle/pack-bundle.ts";
import { createEvaluator } from "../../../src/evaluate/index.ts";
import { bundleOf, dataHash, loadProblem, type Problem } from "../../../src/problem/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { needing, sumProblem } from "../support/sum-problem.ts";

const pack = (bundle: Partial<Bundle>): [body: string, hash: string] => {
  const text = JSON.stringify({ folder: "sum", files: [], ...bundle });
  return [gzipSync(text).toString("base64"), sha256(text)];
};

it("arrives as it was: the same files judge, from another folder", async () => {
  const problem = sumProblem();
  const { hash, body } = await packBundle(problem);
  const read = readBundle(body, hash);
  if (read.status !== "ok") throw new Error(read.reason);
  const cache = openBundleCache(temporaryFolder("bundles"));
  expect(cache.find(hash)).toBeNull();
  const there = cache.keep(hash, read.bundle, read.text);
  expect(there).toMatchObject({
    definition: problem.definition,
    version: problem.version,
    seed: problem.seed,
  });
  expect((await bundleOf(there)).files).toEqual((await bundleOf(problem)).files);
  expect(cache.find(hash)).toEqual(there);
});

it("names the data of a problem by its hash, which it takes where it lies, and holds none of it", async () => {
  const folder = temporaryFolder("data");
  writeFileSync(join(folder, "numbers.csv"), "seven\n");
  const named = (path: string): Problem => sumProblem({ needs: needing({ path, name: "numbers" }) });
  const { hash, body } = await packBundle(named(folder));
  const read = readBundle(body, hash);
  if (read.status !== "ok") throw new Error(read.reason);
  expect(read.bundle.definition.needs?.data).toEqual([
    { path: folder, name: "numbers", sha256: await dataHash(folder) },
  ]);
  expect(read.text).not.toContain("seven");
  await expect(packBundle(named(join(folder, "gone")))).rejects.toMatchObject({
    code: "evaluate/needs",
    message: expect.stringMatching(/expected the data "numbers" to have a sha256, or to lie at/),
  });
});

it("is shared by workers that open it, and unpack into it, at the same moment", async () => {
  const { hash, body } = await packBundle(sumProblem());
  const read = readBundle(body, hash);
  if (read.status !== "ok") throw new Error(read.reason);
  const folder = temporaryFolder("bundles");
  const begin = Date.now() + 1_000;
  const workers = Array.from({ length: 4 }, () =>
    runNode(
      `import { openBundleCache } from "./src/evaluate/queue/bundle/bundle-cache.ts";
      const { folder, hash, bundle, text, begin } = JSON.parse(process.argv[1]);
      while (Date.now() < begin);
      for (let turn = 0; turn < 50; turn++) {
        const cache = openBundleCache(folder);
        cache.keep(hash, { ...bundle, files: [["at.txt", String(turn)], ...bundle.files] }, text);
        if (cache.find(hash) === null) throw new Error("the bundle is gone");
      }`,
      JSON.stringify({ folder, hash, bundle: read.bundle, text: read.text, begin }),
    ),
  );
  expect(await Promise.all(workers)).toEqual(["", "", "", ""]);
});

it.each([
  ["../../outside.ts", /leaves the folder/],
  ["/etc/passwd", /leaves the folder/],
  ["..", /leaves the folder/],
  ["../", /leaves the folder/],
  ["a/../../b", /leaves the folder/],
  ["a\\..\\b", /leaves the folder/],
  ["C:/windows", /leaves the folder/],
  ["node_modules/galapagos/index.js", /leaves the folder/],
  ["../node_modules/galapagos/index.js", /leaves the folder/],
  ["a\u0000b", /leaves the folder/],
])("refuses a file called %j", (path, reason) => {
  const read = readBundle(...pack({ files: [[path, "x"]] }));
  expect(read).toMatchObject({ status: "refused", reason: expect.stringMatching(reason) });
});

it("refuses what is another one, no bundle at all, or far too large", () => {
  const [body, hash] = pack({});
  expect(readBundle(body, hash).status).toBe("ok");
  expect(readBundle(body, sha256("another"))).toEqual({
    status: "refused",
    reason: "its hash is another one",
  });
  expect(readBundle("nonsense", hash)).toEqual({ status: "refused", reason: "not compressed text" });
  const bomb = gzipSync(Buffer.alloc(257 << 20), { level: 9 }).toString("base64");
  expect(readBundle(bomb, hash)).toEqual({ status: "refused", reason: "larger than 256 MiB" });
});

it("replaces a link that stands where a file belongs, and does not follow it", async () => {
  const problem = sumProblem();
  const { hash, body } = await packBundle(problem);
  const read = readBundle(body, hash);
  if (read.status !== "ok") throw new Error(read.reason);
  const folder = temporaryFolder("bundles");
  const { folder: home } = openBundleCache(folder).keep(hash, read.bundle, read.text);
  const victim = join(folder, "victim");
  writeFileSync(victim, "mine");
  const [file = ""] = read.bundle.files[0] ?? [];
  writeFileSync(join(home, file), "tampered");
  openBundleCache(folder).find(hash);
  expect(readFileSync(join(home, file), "utf8")).toBe(read.bundle.files[0]?.[1]);
  rmSync(join(home, file));
  symlinkSync(victim, join(home, file));
  openBundleCache(folder).find(hash);
  expect(readFileSync(victim, "utf8")).toBe("mine");
  expect(readFileSync(join(home, file), "utf8")).toBe(read.bundle.files[0]?.[1]);
});

it("brings the verifier, so that a champion is proved on another machine as at home", async () => {
  const { hash, body } = await packBundle(await loadProblem("heilbronn-triangle"));
  const read = readBundle(body, hash);
  if (read.status !== "ok") throw new Error(read.reason);
  const problem = openBundleCache(temporaryFolder("bundles")).keep(hash, read.bundle, read.text);
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  try {
    const verdict = await evaluator.evaluate({ source: problem.seed, seed: 1, purpose: "verify" });
    expect(verdict).toMatchObject({
      status: "ok",
      proof: { status: "proved" },
      drawn: { frame: expect.anything() },
    });
  } finally {
    await evaluator.close();
  }
});

/** A module's words on standard error, in a process of its own. */
async function runNode(module: string, argument: string): Promise<string> {
  const { stderr } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    module,
    argument,
  ]).catch((error: { readonly stderr: string }) => error);
  return stderr;
}
