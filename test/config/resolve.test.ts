import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_CONFIG,
  environmentLayers,
  resolveConfig,
  SETTINGS,
  textSetting,
} from "../../src/config/index.ts";
import { GalapagosError, type JsonObject } from "../../src/core/index.ts";

const FIXED = { seed: 20260301, numRuns: 200 };

/** Some valid settings, any of them left out. */
const settings: fc.Arbitrary<JsonObject> = fc.record(
  {
    seed: fc.stringMatching(/^[a-z0-9]{1,8}$/),
    islands: fc.integer({ min: 1, max: 256 }),
    inFlight: fc.integer({ min: 1, max: 1024 }),
    // few of them bring other settings along: usual-settings.test.ts
    evaluations: fc.integer({ min: 40_001, max: 1e9 }),
    target: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)),
    migration: fc.record(
      {
        topology: fc.constantFrom("ring", "star", "complete", "none"),
        interval: fc.integer({ min: 1, max: 1e6 }),
        rate: fc.double({ min: 0, max: 1, noNaN: true }),
      },
      { requiredKeys: [] },
    ),
    selection: fc.record(
      { policy: fc.constantFrom("boltzmann", "rank", "uniform"), alpha: fc.integer({ min: 0, max: 9 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as JsonObject | undefined)?.[key], value);

function refusal(run: () => unknown): GalapagosError {
  try {
    run();
  } catch (error) {
    if (error instanceof GalapagosError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("layers of settings", () => {
  it("later ones win, setting by setting; what nobody sets keeps its default", () => {
    fc.assert(
      fc.property(fc.array(settings, { maxLength: 5 }), (chosen) => {
        const list = [{ evaluations: 1e6 }, ...chosen];
        const config = resolveConfig(list.map((one, i) => ({ origin: `layer ${i}`, settings: one })));
        for (const name of SETTINGS.keys()) {
          const setters = list.map((one) => at(one, name)).filter((value) => value !== undefined);
          expect(at(config, name)).toEqual(setters.length > 0 ? setters.at(-1) : at(DEFAULT_CONFIG, name));
        }
      }),
      FIXED,
    );
  });

  it("leave the defaults and each other as they were", () => {
    const before = JSON.stringify(DEFAULT_CONFIG);
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        const text = JSON.stringify([a, b]);
        resolveConfig([
          { origin: "a", settings: a },
          { origin: "b", settings: b },
        ]);
        expect(JSON.stringify([a, b])).toBe(text);
        expect(JSON.stringify(DEFAULT_CONFIG)).toBe(before);
      }),
      FIXED,
    );
  });

  it("take a resolved configuration as it is", () => {
    fc.assert(
      fc.property(settings, (one) => {
        const config = resolveConfig([{ origin: "first", settings: one }]);
        const again = JSON.parse(JSON.stringify(config)) as JsonObject;
        expect(resolveConfig([{ origin: "again", settings: again }])).toEqual(config);
      }),
      FIXED,
    );
  });
});

describe("a refused setting", () => {
  it.each([
    [{ islands: 0 }, "islands"],
    [{ islands: "3" }, "islands"],
    [{ migration: { rate: 2 } }, "migration.rate"],
    [{ migration: { topology: "mesh" } }, "migration.topology"],
    [{ islandz: 3 }, "islandz"],
    [{ migration: { speed: 1 } }, "migration.speed"],
    [[1], "the configuration"],
    [null, "the configuration"],
  ])("%j is named with the layer it came from", (wrong, place) => {
    const layers = [
      { origin: "good.json", settings: { islands: 2 } },
      { origin: "bad.json", settings: wrong as unknown as JsonObject },
      { origin: "--set", settings: { islands: 3 } },
    ];
    const error = refusal(() => resolveConfig(layers));
    expect(error.message).toMatch(/^bad\.json: /);
    expect(error.message).toContain(place);
    expect(error.exitCode).toBe(2);
    expect(error.hint).toBeTruthy();
  });
});

describe("settings as text", () => {
  it("a setting that may be null is given as a whole, or field by field", () => {
    const embedding = (name: string, text: string) =>
      resolveConfig([textSetting(name, text, "--set")]).directed.embedding;
    expect(embedding("directed.embedding", '{"model":"stand-in"}')).toEqual({ model: "stand-in" });
    expect(embedding("directed.embedding.model", "stand-in")).toEqual({ model: "stand-in" });
    expect(embedding("directed.embedding", "null")).toBeNull();
  });

  it("mean what the schema wants: numbers, null, names, and texts that look like numbers", () => {
    const set = (name: string, text: string) => resolveConfig([textSetting(name, text, "--set")]);
    expect(set("migration.rate", "0.25").migration.rate).toBe(0.25);
    expect(set("evaluations", "null").evaluations).toBeNull();
    expect(set("selection.policy", "rank").selection.policy).toBe("rank");
    expect(set("seed", "007").seed).toBe("007");
    expect(set("seed", "null").seed).toBe("null");
  });

  it.each(["nope", "migration", "migration.rate.x", "", "toString", "__proto__.islands", "$schema"])(
    "refuse the name %j",
    (name) => {
      expect(refusal(() => textSetting(name, "1", "--set")).code).toBe("config/unknown");
    },
  );

  it("come from the environment by names of their own", () => {
    const env = {
      GALAPAGOS_ISLANDS: "7",
      GALAPAGOS_IN_FLIGHT: "3",
      GALAPAGOS_MIGRATION_RATE: "0.5",
      GALAPAGOS_SEED: "",
      GALAPAGOS_QUITE_OTHER_KEY: "x",
    };
    const config = resolveConfig(environmentLayers(env));
    expect(config).toMatchObject({ islands: 7, inFlight: 3, migration: { rate: 0.5 }, seed: "1" });
    const layers = environmentLayers({ GALAPAGOS_MIGRATION_RATE: "many" });
    expect(refusal(() => resolveConfig(layers)).message).toMatch(/^GALAPAGOS_MIGRATION_RATE: /);
  });
});
