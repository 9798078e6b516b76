import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { probeBubblewrap } from "../../src/evaluate/sandbox/bubblewrap.ts";
import { DIRECTED_OPERATORS } from "../../src/operators/directed/operators/index.ts";
import type { Candidate, JsonObject } from "../../src/core/index.ts";
import { ANEW, GROW, only, parentOf, play, recordOf, scored, SOURCE } from "./directed-support.ts";

const AGENT = fileURLToPath(new URL("../fixtures/agents/agent.mjs", import.meta.url));
/** A real agent in a real jail, for the operator that has one. */
const agent = { command: `node ${AGENT} improve` };
const { available } = await probeBubblewrap("allow");
const operators = Object.entries(DIRECTED_OPERATORS).filter(([key]) => available || key !== "agent");
const MATE = parentOf(ANEW, 4, 3);

describe.each(operators)("the directed operator %s", (key, operator) => {
  it("has the name and the default weight that the settings know it by", () => {
    expect(operator.name).toBe(key);
    expect(resolveConfig([]).directed.operators[operator.name]).toBe(operator.weight);
  });

  it("makes a child under its name, with a mate where it needs one, and asks a model unless it is offline", async () => {
    const script = { "execute-0/0": GROW };
    const { child, asked } = await play({ directed: { operators: only(key), agent }, mate: MATE, script });
    expect(child.operator).toBe(key);
    expect(child.story?.credit?.operator).toBe(key);
    expect(child.parents.includes("i0-s3")).toBe(operator.needsMate);
    expect(asked.length > 0).toBe(!operator.offline);
  });

  it("looks at no other program where every child is made from the seed alone", async () => {
    const directed = { operators: only(key), agent };
    const { child } = await play({
      directed,
      selection: "seed",
      mate: MATE,
      script: { "execute-0/0": GROW },
    });
    expect(child.story?.operator).toBe(operator.alone ? key : "improve");
    expect(child.parents).toEqual(["i0-s0"]);
  });
});

describe("a parent whose children of one way gained nothing", () => {
  const children = (count: number, score: number, operator = "improve") =>
    Array.from({ length: count }, (_, at) =>
      recordOf(SOURCE.replace("= 1", `= ${at + 10}`), at + 1, scored(score), { operator }),
    );
  const operators = { ...only("improve"), improve: 1e9, mutate: 1e-3 };
  const made = async (records: readonly Candidate[], more: JsonObject = {}): Promise<string> => {
    const script = { "execute-0/0": GROW };
    const seed = recordOf(SOURCE, 0, scored(1));
    const { child } = await play({ directed: { operators, ...more }, records: [seed, ...records], script });
    return child.operator;
  };

  it("is handed to another way, however seldom that is drawn", async () => {
    expect(await made(children(6, 0.5))).toBe("mutate");
  });

  it.each([
    ["there are too few of them", children(5, 0.5), {}],
    ["one of them gained", [...children(5, 0.5), recordOf(SOURCE.replace("= 1", "= 9"), 9, scored(2))], {}],
    ["they were made in several ways", [...children(5, 0.5), ...children(1, 0.5, "mutate")], {}],
    ["no other way has a weight", children(6, 0.5), { operators: only("improve") }],
    ["the setting is 0", children(6, 0.5), { handOver: 0 }],
  ])("stays where %s", async (_why, records, more) => {
    expect(await made(records, more)).toBe("improve");
  });
});
