import fc from "fast-check";
import { type Candidate, candidateId, type Evaluation } from "../../src/core/index.ts";

export { failed, record, sample, scored } from "./samples-data.ts";

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
const jsonObject = fc.dictionary(fc.string(), json).map((value) => JSON.parse(JSON.stringify(value)));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const numbers = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), finite);
const text = fc.string({ unit: "binary", maxLength: 60 });

const evaluation: fc.Arbitrary<Evaluation> = fc.oneof(
  fc.record(
    {
      status: fc.constant("ok" as const),
      kind: fc.constant("ok" as const),
      score: finite,
      metrics: numbers,
      privateMetrics: numbers,
      features: numbers,
      message: fc.constant("" as const),
      durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
      level: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
      engine: fc.constant("quickjs@test"),
    },
    {
      requiredKeys: [
        "status",
        "kind",
        "score",
        "metrics",
        "features",
        "message",
        "durationMs",
        "level",
        "engine",
      ],
    },
  ),
  fc.record(
    {
      status: fc.constantFrom(
        "invalid" as const,
        "error" as const,
        "timeout" as const,
        "memory" as const,
        "output" as const,
      ),
      kind: fc.constantFrom("fuel", "wall", "threw", "schema"),
      message: text,
      durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
      level: fc.constant(1 as const),
      engine: fc.constant("quickjs@test"),
      fuel: fc.nat(),
      artifacts: jsonObject,
    },
    { requiredKeys: ["status", "kind", "message", "durationMs", "level", "engine"] },
  ),
);

/** A candidate for any place, with any text a hostile program or a model may hold (lone surrogates, NUL). */
export function anyCandidate(island: number, step: number): fc.Arbitrary<Candidate> {
  return fc.record({
    island: fc.constant(island),
    step: fc.constant(step),
    source: fc.oneof(text, fc.constantFrom("shared", "\ud800 lone", "nul\0nul")),
    fingerprint: fc.record({
      text: fc.stringMatching(/^[0-9a-f]{16}$/),
      tree: fc.stringMatching(/^[0-9a-f]{16}$/),
    }),
    parents: fc.array(
      fc.tuple(fc.nat(2), fc.nat(Math.max(step - 1, 0))).map(([i, s]) => candidateId(i, s)),
      { maxLength: step === 0 ? 0 : 3 },
    ),
    operator: fc.constantFrom("mutate", "crossover"),
    note: text,
    strategy: jsonObject,
    cached: fc.boolean(),
    evaluation,
  });
}
