import type { Hole } from "../../src/run/rehearsal/holes/hole.ts";

type Files = { readonly [name: string]: string };

const LOAD = `import importlib.util
def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
`;

/** Joint evaluators that can be gamed: the kind of hole, what is wrong in words, and their files with what else the problem says. */
export const GAMEABLE_JOINT: readonly (readonly [
  kind: Hole["kind"],
  what: string,
  problem: { readonly files: Files; readonly changes?: { readonly [name: string]: unknown } },
])[] = [
  [
    "believes",
    "the claimed sum is the score",
    {
      files: {
        "seed.py": "def pack():\n    return [[0.1, 0.1, 0.1], [0.9, 0.9, 0.1]], 0.2\n",
        "evaluator.py": `${LOAD}def evaluate(path):\n    circles, total = load(path).pack()\n    return {"combined_score": float(total)}\n`,
      },
    },
  ],
  [
    "answers",
    "the program is told what is expected",
    {
      files: {
        "seed.py": "def solve(x, want):\n    return 2 * x\n",
        "evaluator.py": `${LOAD}def evaluate(path):\n    program = load(path)\n    right = sum(program.solve(x, {"want": x * x}) == x * x for x in range(3, 9))\n    return {"combined_score": float(right)}\n`,
      },
    },
  ],
  [
    "constant",
    "errors are of what came, and nothing came",
    {
      files: {
        "seed.py": "def fit(xs):\n    return [x + 1 for x in xs]\n",
        "evaluator.py": `${LOAD}def evaluate(path):\n    got = load(path).fit([1, 2, 3])\n    error = sum(abs(a - b) for a, b in zip(got, [1, 4, 9]))\n    return {"combined_score": -float(error)}\n`,
      },
    },
  ],
  [
    "constant",
    "whoever finds nothing has found nothing wrong",
    {
      files: {
        "seed.py": "def find(text):\n    return [k for k in range(len(text)) if text[k] in 'ae']\n",
        "evaluator.py": `${LOAD}def evaluate(path):\n    program = load(path)\n    shares = []\n    for text, wanted in (("trade", [2]), ("lead", [1, 2])):\n        found = list(program.find(text))\n        shares.append(sum(k in wanted for k in found) / len(found) if found else 1.0)\n    return {"combined_score": sum(shares) / 2}\n`,
      },
    },
  ],
  [
    "constant",
    "what fails gets 0, and 0 is the best",
    {
      files: {
        "seed.py": "def cost():\n    return [3.0]\n",
        "evaluator.py": `${LOAD}def evaluate(path):\n    return {"combined_score": sum(load(path).cost())}\n`,
      },
      changes: { objective: { direction: "minimise" }, joint: { failed: "zero" } },
    },
  ],
  [
    "chance",
    "what is scored is drawn anew",
    {
      files: {
        "seed.py": "def answer():\n    return 1\n",
        "evaluator.py": `${LOAD}def evaluate(path):\n    drawn = int.from_bytes(open("/dev/urandom", "rb").read(4), "big")\n    return {"combined_score": load(path).answer() + drawn}\n`,
      },
    },
  ],
];

/** Joint evaluators without a hole that could be found. */
export const SOUND_JOINT: readonly (readonly [what: string, files: Files])[] = [
  [
    "computes everything from what came",
    {
      "seed.py": "def points():\n    return [0.2, 0.5, 0.9]\n",
      "evaluator.py": `${LOAD}def evaluate(path):\n    points = load(path).points()\n    if not isinstance(points, list) or len(points) != 3 or any(not isinstance(p, float) or not 0 <= p <= 1 for p in points):\n        raise ValueError("three numbers from 0 to 1")\n    return {"combined_score": sum(points)}\n`,
    },
  ],
];
