import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../../src/config/index.ts";
import { loadProblem } from "../../../src/problem/index.ts";
import { pageData, readRunReport, renderPage, type WholePage } from "../../../src/report/index.ts";
import { openRun, startRun } from "../../../src/run/index.ts";
import { sharedWorkers, SLOPE } from "../../run/support.ts";
import { hasBrowser, openPage, type WatchedPage } from "../../support/browser.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
const folder = temporaryFolder("hostile-page");
const models = [{ model: "stand-in", price: "free" as const, keyVariable: null }];

/** Texts that would run, break out, deceive or choke where they are taken for anything but text. */
const HOSTILE = [
  "<script>document.title='owned'</script>",
  "</script><script>document.title='owned'</script>",
  "<!--<script>",
  `"><img src=x onerror="document.title='owned'">`,
  "<svg onload=document.title='owned'>",
  "javascript:document.title='owned'",
  "\u001b]0;owned\u0007\u001b[2J",
  "a\u202eb\u2066c\u200b",
  "\ud800 alone \udfff",
  "end",
].join(" ");

/** As a reader sees them: nothing of them lost but what deceives. */
const SHOWN = HOSTILE.replaceAll(/[\u202e\u2066\u200b]|\p{Surrogate}/gu, "·").replaceAll(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u001b\u0007]/g,
  "·",
);

/** Names of the texts that people, models and candidates write and that the page shows. */
const SINKS = [
  ...["note", "operator", "model", "message", "kind", "text", "level", "title", "name", "run"],
  ...["problem", "seed", "next", "program", "effect", "purpose"],
];

let clean: WholePage;
let hostile: string;
beforeAll(async () => {
  const settings = { islands: 1, evaluations: 12, models };
  const config = resolveConfig([{ origin: "test", settings }]);
  await startRun({ problem: await loadProblem(SLOPE), config, resultsRoot: folder, name: "run", ...sitting });
  const report = readRunReport(openRun(join(folder, "run")), { sources: true });
  const example = { id: report.parts[0]!.programs.at(-1)!.id, operator: "mutate", message: "threw" };
  const failures = [{ kind: "threw", count: 1, share: 0.1, example }];
  const artifacts = { [`[artifact name] ${HOSTILE}`]: `[artifact] ${HOSTILE}` };
  const parts = report.parts.map((part) => ({
    ...part,
    failures,
    programs: part.programs.map((program) => ({ ...program, artifacts })),
  }));
  clean = pageData({ ...report, parts }, { next: "galapagos resume it", program: "galapagos best it" });
  const texts = replaced(clean, (name) => (SINKS.includes(name) ? `[${name}] ${HOSTILE}` : null));
  hostile = renderPage(withSources(texts, `[source] ${HOSTILE}`));
});

/** A copy of plain data with other texts under some names. */
function replaced<T>(value: T, textOf: (name: string, text: string) => string | null): T {
  return JSON.parse(JSON.stringify(value), (name, inner) =>
    typeof inner === "string" ? (textOf(name, inner) ?? inner) : inner,
  );
}

/** The same page, each of whose programs is this text. */
function withSources(page: WholePage, text: string): WholePage {
  const parts = page.parts.map((part) => ({
    ...part,
    programs: part.programs.map((program) => ({ ...program, parents: [] })),
  }));
  const texts = parts.map(({ programs }) => programs.map(() => [0, 0, text]));
  return { ...page, parts, texts };
}

it("leaves none of its data as markup", () => {
  expect(hostile).not.toContain("owned");
  expect(hostile.match(/<\/?script/gi)).toHaveLength(6);
});

describe.skipIf(!hasBrowser)("hostile text, in Chromium", () => {
  let opened: WatchedPage;
  let text: string;
  beforeAll(async () => {
    const file = join(folder, "hostile.html");
    writeFileSync(file, hostile);
    opened = await openPage(file);
    for (const summary of await opened.page.locator("summary").all()) await summary.click();
    text = (await opened.page.locator("main").textContent()) ?? "";
  });

  it.each([...SINKS, "source", "artifact", "artifact name"])("is shown as text: %s", (sink) => {
    expect(text).toContain(`[${sink}] ${SHOWN}`);
  });

  it("never runs, asks for nothing, becomes no element and hides nothing, in any view", async () => {
    const { page, complaints } = opened;
    for (const view of ["change to its parent", "change to the seed", "source"])
      await page.getByRole("button", { name: view }).click();
    expect(complaints).toEqual([]);
    expect(await page.title()).toMatch(/^\[run\] <script>/);
    expect(await page.locator("main :is(script, img, svg:not(.lines), iframe, object, embed)").count()).toBe(
      0,
    );
    expect(await page.locator("main [onerror], main [onload]").count()).toBe(0);
    const all = await page.evaluate("document.title + document.querySelector('main').outerHTML");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(all).not.toMatch(/[\u0000-\u0008\u001b\u202a-\u202e\u2066-\u2069\u200b]|\p{Surrogate}/u);
  });

  it("in ids and in the address selects a program and nothing else", async () => {
    const file = join(folder, "ids.html");
    const { programs, summary } = clean.parts[0]!;
    // the best is what is shown where an address names nothing
    const other = programs.findLast(({ id }) => id !== summary.best?.id)!.id;
    writeFileSync(file, renderPage(replaced(clean, (_, inner) => (inner === other ? HOSTILE : null))));
    const { page, complaints } = await openPage(file, {
      hash: `#program=${encodeURIComponent(HOSTILE.toWellFormed())}&view=%ff&x=__proto__&part=99&across=-1`,
    });
    expect(await page.locator(".program h2").textContent()).toMatch(/^Program i0-s\d+$/);
    await page.locator("td a.program").first().click();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("of a quarter of a megabyte in one line is clipped", async () => {
    const file = join(folder, "long.html");
    const text = "x".repeat(250_000);
    const long = replaced(clean, (name) => (["note", "message", "text"].includes(name) ? text : null));
    writeFileSync(file, renderPage(withSources(long, text)));
    const { page, complaints } = await openPage(file);
    expect(await page.locator(".program .line").first().textContent()).toMatch(
      /x{1000} … \d+ more characters$/,
    );
    expect(((await page.locator("main").textContent()) ?? "").length).toBeLessThan(200_000);
    expect(complaints).toEqual([]);
    await page.close();
  });

  const changedParts = (change: (part: WholePage["parts"][number]) => object): WholePage => ({
    ...clean,
    parts: clean.parts.map((part) => ({ ...part, ...change(part) }) as typeof part),
  });
  const programs = (change: (program: object, at: number) => object): WholePage =>
    changedParts((part) => ({ programs: part.programs.map((one, at) => ({ ...one, ...change(one, at) })) }));

  /** Parts of one page, each odd in its own way. */
  const ODD: readonly (readonly [string, () => WholePage])[] = [
    ["scores as large as numbers go", () => programs((_, at) => ({ score: at % 2 ? 1.7e308 : -1.7e308 }))],
    ["scores as small as numbers go", () => programs((_, at) => ({ score: at * 5e-324 }))],
    ["scores that are nothing", () => programs(() => ({ score: null }))],
    [
      "programs that are their own parents",
      () => programs((one) => ({ parents: [(one as { id: string }).id] })),
    ],
    ["parents that never were", () => programs(() => ({ parents: ["i9-s999", "__proto__", "constructor"] }))],
    [
      "names of what every object has",
      () => replaced(clean, (name) => (["operator", "kind", "model"].includes(name) ? "__proto__" : null)),
    ],
    ["ids of what every object has", () => replaced(clean, (name) => (name === "id" ? "constructor" : null))],
    [
      "ten thousand programs of one id",
      () => changedParts((part) => ({ programs: Array.from({ length: 10_000 }, () => part.programs[0]) })),
    ],
    ["no program at all", () => changedParts(() => ({ programs: [] }))],
  ];
  let odd: WatchedPage;
  beforeAll(async () => {
    const file = join(folder, "odd.html");
    const parts = ODD.flatMap(([name, page]) => page().parts.map((part) => ({ ...part, name })));
    writeFileSync(file, renderPage({ ...clean, parts }));
    odd = await openPage(file);
  });

  it.each(ODD.map(([what], at) => [what, at] as const))(
    "%s: the page is drawn, and says something",
    async (_, at) => {
      const { page, complaints } = odd;
      await page.evaluate(`location.hash = "part=${at}"`);
      await expect.poll(() => page.locator("header.title select").inputValue(), WAIT).toBe(String(at));
      const words = async () => ((await page.locator("main").textContent()) ?? "").trim().length;
      await expect.poll(words, WAIT).toBeGreaterThan(200);
      expect(await page.evaluate("({}).polluted === undefined && document.title !== 'owned'")).toBe(true);
      expect(complaints).toEqual([]);
    },
  );
});

const WAIT = { timeout: 20_000 };
