import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import schema from "../../schemas/problem.schema.json" with { type: "json" };
import { loadProblem, renderTemplate, shippedProblems, TEMPLATE_LANGUAGES } from "../../src/problem/index.ts";
import { problemFolder } from "./support.ts";

const accepts = new Ajv({ strict: true }).compile(schema);

test("every property of the schema is described, and nothing unknown is let through", () => {
  const bare: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (node === null || typeof node !== "object") return;
    const { properties, ...rest } = node as { properties?: Record<string, { description?: string }> };
    if (properties !== undefined && !("additionalProperties" in rest)) bare.push(path);
    for (const [name, property] of Object.entries(properties ?? {})) {
      if (property.description === undefined) bare.push(`${path}/${name}`);
      visit(property, `${path}/${name}`);
    }
    for (const [name, inner] of Object.entries(rest)) visit(inner, `${path}/${name}`);
  };
  visit(schema, "");
  expect(bare).toEqual([]);
});

test("the defaults that editors show are those that the loader completes", async () => {
  const { definition } = await loadProblem(await problemFolder({ features: [{ name: "a", range: "auto" }] }));
  const plain = (await loadProblem(await problemFolder())).definition;
  const { properties } = schema;
  const feature = properties.features.items.properties;
  expect(plain.entryPoint).toBe(properties.entryPoint.default);
  expect(plain.inputs).toEqual(properties.inputs.default);
  expect(plain.holdout).toEqual(properties.holdout.default);
  expect(plain.objective.name).toBe(properties.objective.properties.name.default);
  expect(plain.bestKnown).toEqual(properties.bestKnown.default);
  expect(plain.stages).toEqual(properties.stages.default);
  expect(plain.features).toEqual(properties.features.default);
  expect(plain.limits.timeMs).toBe(properties.limits.properties.timeMs.default);
  expect(plain.limits.memoryMb).toBe(properties.limits.properties.memoryMb.default);
  expect(plain.limits.outputKb).toBe(properties.limits.properties.outputKb.default);
  expect(definition.features[0]).toMatchObject({ scale: feature.scale.default, bins: feature.bins.default });
});

describe("the schema accepts", () => {
  test("every shipped problem, and each names it", async () => {
    for (const name of ["circle-packing", "heilbronn-triangle", "online-bin-packing"]) {
      const content = JSON.parse(await readFile(join(shippedProblems, name, "problem.json"), "utf8"));
      expect([name, accepts(content), accepts.errors]).toEqual([name, true, null]);
      const named = join(shippedProblems, name, content.$schema);
      expect(JSON.parse(await readFile(named, "utf8"))).toEqual(schema);
    }
  });

  test.each(TEMPLATE_LANGUAGES)("the %s template", (language) => {
    const { "problem.json": text = "" } = renderTemplate("mine", language, "./problem.schema.json");
    expect(accepts(JSON.parse(text))).toBe(true);
  });
});
