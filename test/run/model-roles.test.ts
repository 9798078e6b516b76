import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import type { JsonObject } from "../../src/core/index.ts";
import { freezeModels } from "../../src/run/models/frozen-models.ts";
import { withMovedModels } from "../../src/run/models/moved-models.ts";
import { keyPlaces } from "../../src/run/trust/key-places.ts";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { candidatesOf, outcome, useLab } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const lab = useLab(temporaryFolder("roles"));
let server: StandInServer;
beforeAll(async () => {
  server = await startStandIn({ mutate: createOfflineMutator(), seed: "roles" });
});
afterAll(() => server.close());

/** Prices in dollars per million tokens, the same for prompts and replies. */
const model = (name: string, usd: number): JsonObject => ({
  ...{ id: name, model: name, baseUrl: server.url, keyVariable: null },
  price: { inputUsd: usd, outputUsd: usd },
});

/** Purposes of a run's calls by model. */
function askedFor(folder: string): { readonly [model: string]: ReadonlySet<string> } {
  using opened = openRecord({ folder });
  const asked: { [model: string]: Set<string> } = {};
  for (const { model, purpose } of opened.calls.all()) {
    const [kind = ""] = purpose.split("-");
    asked[model] = new Set([...(asked[model] ?? []), kind]);
  }
  return asked;
}

describe("a model per role", () => {
  it("plans, writes and reflects by the models that are named, and says what each cost", async () => {
    const settings = {
      ...{ islands: 1, inFlight: 2, evaluations: 8, directed: { calls: "plan" }, models: [model("step", 1)] },
      roles: { planner: model("thinker", 10), reflection: model("mirror", 2) },
    };
    const run = await lab.run(settings);
    expect(askedFor(run.folder)).toEqual({
      thinker: new Set(["plan"]),
      step: new Set(["execute"]),
      mirror: new Set(["summarize"]),
    });
    const rows = new Map(run.spending.map((row) => [row.role, row]));
    expect([...rows].map(([role, { model }]) => [role, model]).toSorted()).toEqual([
      ["executor", "step"],
      ["planner", "thinker"],
      ["reflection", "mirror"],
    ]);
    const { promptTokens = 0, completionTokens = 0, costUsd } = rows.get("planner") ?? {};
    expect(costUsd).toBeCloseTo((10 * (promptTokens + completionTokens)) / 1e6, 9);
    const sum = (of: "requests" | "costUsd") => run.spending.reduce((all, row) => all + (row[of] ?? 0), 0);
    expect(sum("requests")).toBe(run.calls);
    expect(sum("costUsd")).toBeCloseTo(run.costUsd ?? 0, 9);
    // the bandit is credited for the step's model, whoever planned
    for (const { step, story } of candidatesOf(run.folder)) if (step > 0) expect(story?.model).toBe("step");
    const again = await lab.run(settings);
    expect(outcome(again)).toEqual(outcome(run));
  });

  it("looks back by another model where children are made by one call", async () => {
    const run = await lab.run({
      ...{ islands: 1, inFlight: 1, evaluations: 6, directed: { reflection: 2 }, models: [model("step", 1)] },
      roles: { reflection: model("mirror", 2) },
    });
    expect(askedFor(run.folder)).toEqual({ step: new Set(["execute"]), mirror: new Set(["reflect"]) });
  });

  it.each([
    [{ roles: { planner: { model: "x", price: "free" } } }, "none for the others"],
    [
      { models: [{ model: "y", price: "free" }], roles: { planner: { model: "x", price: "free" } } },
      "made by one call",
    ],
    [
      {
        models: [{ model: "y", price: "free" }],
        directed: { calls: "plan" },
        roles: { planner: { model: "y", price: { inputUsd: 1, outputUsd: 1 } } },
      },
      'Two models are called "y"',
    ],
  ] as const)(
    "is refused where no step has it, or by a name that means two: %j",
    async (settings, message) => {
      const config = resolveConfig([{ origin: "test", settings: settings as unknown as JsonObject }]);
      await expect(freezeModels(config)).rejects.toThrow(message);
    },
  );

  it("may be the same model twice, moves with its server, and its key is told as others' are", async () => {
    const both = { model: "y", baseUrl: "https://models.example/v1", keyVariable: "Y_KEY", price: "free" };
    const settings = { models: [both], directed: { calls: "plan" }, roles: { planner: both } };
    const config = resolveConfig([{ origin: "test", settings }]);
    expect(Object.keys((await freezeModels(config))?.prices ?? {})).toEqual(["y"]);
    const moved = withMovedModels(config, [{ id: "y", baseUrl: "http://localhost:1/v1" }]);
    expect([moved.models[0]?.baseUrl, moved.roles.planner?.baseUrl]).toEqual(
      Array(2).fill("http://localhost:1/v1"),
    );
    const alike = { models: [both], directed: { embedding: both } };
    const alongside = withMovedModels(resolveConfig([{ origin: "test", settings: alike }]), [
      { id: "y", baseUrl: "http://localhost:1/v1" },
    ]);
    expect(alongside.directed.embedding?.baseUrl).toBe("http://localhost:1/v1");
    const only = resolveConfig([
      {
        origin: "test",
        settings: { models: [{ model: "z", keyVariable: null }], roles: { reflection: both } },
      },
    ]);
    expect(keyPlaces(only)).toEqual([{ model: "y", variable: "Y_KEY", host: "https://models.example" }]);
  });
});
