// Imports point down: fails when a file imports from a room of its own tier or above, past a room's door, or
// in a circle (circles between files are Biome's to find).
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Rooms by tier, from the ground up; rooms of one tier do not import each other. */
const TIERS = [
  ["src/core"],
  [
    "src/edits",
    "src/exact",
    "src/kit",
    "src/schema",
    "src/wire",
    "islands/selection",
    "src/operators/directed/operators",
  ],
  ["src/program"],
  ["src/language"],
  ["src/problem", "src/config", "src/store", "src/stand-in"],
  ["src/evaluate", "src/llm", "src/memory", "src/corewar"],
  ["src/operators"],
  ["islands"],
  ["src/run"],
  ["src/report", "src/serve"],
  ["src/report/corewar"],
  ["src/cli"],
];
/** The public entry for programs, which stands above all rooms, as the files beside it do. */
const ENTRY = "library";
const tierOf = new Map(TIERS.flatMap((rooms, tier) => rooms.map((room) => [room, tier] as const)));

/** Rooms that stand apart, and who may import them: the rest of the house has to do without. */
const LEAVES = new Map([
  ["src/corewar", ["src/corewar.ts", "src/cli/corewar", "src/report/corewar/"]],
  ["src/report/corewar", ["src/cli/corewar"]],
]);

/** The page runs in browsers, where a door would bring Node along: it may import files. */
const PAGE = "src/report/html/page/";

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;'"]*?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

const faults: string[] = [];
for (const file of ["src", "islands", "problems"].flatMap(sources)) {
  for (const match of readFileSync(join(root, file), "utf8").matchAll(IMPORT)) {
    const target = match[1] ?? match[2] ?? "";
    if (target.startsWith(".")) check(file, relative(root, resolve(root, dirname(file), target)));
  }
}
for (const { name } of readdirSync(join(root, "src"), { withFileTypes: true }).filter((it) =>
  it.isDirectory(),
))
  if (name !== ENTRY && !tierOf.has(`src/${name}`))
    faults.push(`src/${name} is a room without a tier: name it in TIERS`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error(`${faults.length} import${faults.length > 1 ? "s" : ""} against the plan of the house`);
  process.exitCode = 1;
}

function check(file: string, target: string): void {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to || target.endsWith(".json")) return;
  if (from === "problems")
    faults.push(
      `${file} imports ${target}: a problem imports only the public entries, "galapagos" and its like`,
    );
  const users = to === null ? undefined : LEAVES.get(to);
  if (users?.every((user) => !file.startsWith(user)))
    faults.push(`${file} imports ${target}: ${to} is a leaf, for ${users.join(", ")}`);
  // the public entries stand above all rooms
  if (from === null || to === null) return;
  const [above, below] = [tierOf.get(from) ?? 0, tierOf.get(to) ?? 0];
  if (below >= above) faults.push(`${file} imports ${target}: ${to} is not below ${from}`);
  else if (!/\/index\.ts$/.test(target) && !file.startsWith(PAGE))
    faults.push(`${file} imports ${target}: go through the door, ${to}/index.ts`);
}

function roomOf(path: string): string | null {
  if (path.startsWith("problems/")) return "problems";
  const rooms = [...tierOf.keys()].filter((room) => path.startsWith(`${room}/`));
  // a room within another is the longer name
  return rooms.sort((a, b) => b.length - a.length)[0] ?? null;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name))
    .sort();
}
