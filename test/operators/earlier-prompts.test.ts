import { describe, expect, it } from "vitest";
import { type PromptTexts, readPromptTexts } from "../../src/llm/index.ts";
import { block, failed, GROW, only, parentOf, play, recordOf, SOURCE, scored } from "./directed-support.ts";

/** The texts that ship, without some that came later. */
function without(...names: readonly string[]): PromptTexts {
  return Object.fromEntries(Object.entries(readPromptTexts(null)).filter(([name]) => !names.includes(name)));
}

/** The first prompt of a step. */
function asked({ asked: [first] }: Awaited<ReturnType<typeof play>>): string {
  return first?.request.messages.map(({ text }) => text).join("\n") ?? "";
}

/** A parent that four children gained nothing of. */
const WORN = [
  recordOf(SOURCE, 0, scored(1)),
  recordOf(SOURCE, 1, scored(2)),
  ...[2, 3, 4, 5].map((at) => recordOf(`${SOURCE}// ${at}`, at, scored(1), { parents: ["i0-s1"] })),
];

describe("a run that began with the prompts of an earlier version", () => {
  it("goes on without the advice that came later", async () => {
    const worn = {
      directed: { planner: true, operators: only("refine") },
      ...{ parent: parentOf(SOURCE, 2, 1), records: WORN },
      script: { "plan/0": "Chosen: grow.", "execute-0/0": GROW },
    };
    const before = await play({ ...worn, prompts: without("advice-used-up") });
    expect(before.child.evaluation).toMatchObject({ score: 6 });
    expect(asked(before)).not.toContain("its method is used up");
    expect(asked(await play(worn))).toContain("its method is used up");
  });

  it("takes an angle for the seed where there are none for it alone", async () => {
    const played = await play({
      directed: { planner: true, operators: only("refine") },
      prompts: without("angles-first", "angles-first.policy"),
      script: { "plan/0": "Chosen: grow.", "execute-0/0": GROW },
    });
    expect(asked(played)).toContain("To differ from the others");
  });

  it("tells a second round in its first prompt what came of the round before", async () => {
    const { "advice-again": _, execute = "", ...texts } = readPromptTexts(null);
    const played = await play({
      directed: { rounds: 2, repairs: 0 },
      prompts: {
        ...texts,
        execute: `${execute}\n{{#attempts}}\n# Earlier attempts\n\n{{attempts}}\n{{/attempts}}\n`,
      },
      judge: (source) => (source.includes("= 2") ? failed("crash", "boom") : scored(6)),
      script: { "execute-0/0": block("const size = 1;", "const size = 2;"), "execute-1/0": GROW },
    });
    expect(played.asked.map(({ request }) => request.messages.length)).toEqual([2, 2]);
    const [first, second] = played.asked.map(({ request }) => request.messages.at(-1)?.text ?? "");
    expect(first).not.toContain("# Earlier attempts");
    expect(second).toContain("# Earlier attempts\n\nAttempt 1 ");
    expect(second).toContain("boom");
  });
});
