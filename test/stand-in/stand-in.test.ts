import { describe, expect, test } from "vitest";
import { MODEL_FAULTS, NO_FAULTS } from "../../src/stand-in/index.ts";
import { modelFault, transportFault } from "../../src/stand-in/faults.ts";
import { answerAsStandIn } from "../../src/stand-in/stand-in-model.ts";
import { applyEdit, EDIT_FORMATS, type EditFormat } from "../../src/edits/index.ts";
import { editRequest, mutate, PROGRAM } from "../llm/support.ts";

function answer(format: string, note: number, faults = NO_FAULTS) {
  const { messages } = editRequest("m", PROGRAM, format, `${note}`);
  return answerAsStandIn({ model: "stand-in", messages, tools: [], parameters: {} }, mutate, faults, "7");
}

const outcomes = (format: EditFormat, faults = NO_FAULTS, count = 40): string[] =>
  Array.from({ length: count }, (_each, note) => {
    const { text, finishReason, refusal } = answer(format, note, faults);
    const outcome = applyEdit(PROGRAM, refusal ?? text, { format, cutShort: finishReason === "length" });
    return outcome.status === "applied" ? "applied" : outcome.kind;
  });

describe.each(EDIT_FORMATS)("the stand-in, asked for a %s", (format) => {
  test("answers with edits that apply, also when it is untidy", () => {
    expect(new Set(outcomes(format))).toEqual(new Set(["applied"]));
    expect(new Set(outcomes(format, { ...NO_FAULTS, untidy: 1 }))).toEqual(new Set(["applied"]));
  });

  test("errs by name in the given shares", () => {
    expect(new Set(outcomes(format, { ...NO_FAULTS, refusal: 1 }))).toEqual(new Set(["refusal"]));
    expect(new Set(outcomes(format, { ...NO_FAULTS, prose: 1 }))).toEqual(new Set(["prose"]));
    expect(new Set(outcomes(format, { ...NO_FAULTS, empty: 1 }))).toEqual(new Set(["empty"]));
    expect(new Set(outcomes(format, { ...NO_FAULTS, truncated: 1 }))).toEqual(new Set(["truncated"]));
    const usual = outcomes(format, MODEL_FAULTS, 400).filter((outcome) => outcome !== "applied").length / 400;
    expect(usual).toBeGreaterThan(0.03);
    expect(usual).toBeLessThan(0.25);
  });
});

test("plans and lessons come in the form that was asked for", () => {
  expect(answer("plan", 1).text).toContain("Expected effect:");
  expect(JSON.parse(answer("lesson", 1).text.split("\n")[1] ?? "")).toMatchObject({
    lesson: expect.any(String),
  });
});

test("what the model does depends on the request alone, what happens on the way also on how often it came", () => {
  const way = (arrival: number) => transportFault({ ...NO_FAULTS, cut: 0.5 }, "1", "request", arrival);
  const ways = Array.from({ length: 30 }, (_each, arrival) => way(arrival));
  expect(new Set(ways)).toEqual(new Set(["cut", "none"]));
  expect(ways).toEqual(Array.from({ length: 30 }, (_each, arrival) => way(arrival)));
  expect(modelFault({ ...NO_FAULTS, prose: 1 }, "1", "request")).toBe("prose");
});

test("faults on the way come independently: a request that met one meets the next no oftener", () => {
  const faults = { ...NO_FAULTS, malformed: 0.1, rateLimited: 0.05, cut: 0.02 };
  let [all, after, twice] = [0, 0, 0];
  for (let request = 0; request < 3000; request++) {
    let before = false;
    for (let arrival = 0; arrival < 8; arrival++) {
      const hit = transportFault(faults, "models", `${request}`, arrival) !== "none";
      if (hit) all++;
      if (before) after++;
      if (before && hit) twice++;
      before = hit;
    }
  }
  expect(all / 24_000).toBeCloseTo(0.17, 1);
  expect(twice / after).toBeGreaterThan(0.14);
  expect(twice / after).toBeLessThan(0.2);
});

test("a prompt that is given with an input it obeys: from the top, the first line that fits", () => {
  const told = "Sort.\n- apple, sweet pear -> fruit\n2. anything else -> tool\n- saw -> never";
  const reply = (...texts: string[]) => {
    const messages = texts.map((text, at) => ({
      role: at === 0 ? ("system" as const) : ("user" as const),
      text,
    }));
    return answerAsStandIn(
      { model: "stand-in", messages, tools: [], parameters: {} },
      mutate,
      MODEL_FAULTS,
      "7",
    ).text;
  };
  expect(reply(told, "An APPLE, please.")).toBe("fruit");
  expect(reply(told, "a sweet, pear")).toBe("fruit");
  expect(reply(told, "pineapples and a saw")).toBe("tool");
  expect(reply("- saw -> tool", "a pear")).toBe("I do not know.");
  expect(reply(`${told}\nAnswer format: plan`, "an apple")).not.toBe("fruit");
});
