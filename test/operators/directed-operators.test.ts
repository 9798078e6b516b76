import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { probeBubblewrap } from "../../src/evaluate/sandbox/bubblewrap.ts";
import { DIRECTED_OPERATORS } from "../../src/operators/directed/operators/index.ts";
import { GROW, only, parentOf, play, SOURCE } from "./directed-support.ts";

const AGENT = fileURLToPath(new URL("../fixtures/agents/agent.mjs", import.meta.url));
/** A real agent in a real jail, for the operator that has one. */
const agent = { command: `node ${AGENT} improve` };
const { available } = await probeBubblewrap("allow");
const operators = Object.entries(DIRECTED_OPERATORS).filter(([key]) => available || key !== "agent");
const MATE = parentOf(SOURCE.replace("= 1", "= 2"), 4, 3);

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
