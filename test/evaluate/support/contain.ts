import { createArena, hostileCases } from "./hostile.ts";
import { HONEST } from "./sum-problem.ts";

// Started by a test as a process of another user: lets the attacks loose that match a pattern, at one level; prints one line of
// JSON per attack, with what went wrong or null.
const HONEST_PYTHON = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";
const PYTHON = {
  engine: "command",
  language: "command",
  command: ["python3", "{program}"],
  seed: "seed.py",
  limits: { timeMs: 100, deadlineMs: 1000, memoryMb: 256, outputKb: 256 },
} as const;

const [level = "1", pattern = "."] = process.argv.slice(2);
const chosen = hostileCases(level === "3" ? "python" : "js").filter(({ name }) =>
  new RegExp(pattern).test(name),
);
const arena =
  level === "3"
    ? await createArena(HONEST_PYTHON, PYTHON)
    : await createArena(HONEST, { engine: level === "2" ? "v8" : "quickjs" });
for (const one of chosen) {
  const breach = await arena.attack(one).then(
    () => null,
    (error: unknown) => String(error),
  );
  console.log(JSON.stringify({ name: one.name, breach }));
}
await arena.close();
