import { type Candidate, candidateId, type Evaluation, shortHash } from "../../src/core/index.ts";
import type { StoreWrite } from "../../src/store/index.ts";

/** A scored candidate; `changes` replace fields of it. */
export function sample(island: number, step: number, changes: Partial<Candidate> = {}): Candidate {
  const source = `export const pack = () => ${island} + ${step};\n`;
  return {
    island,
    step,
    source,
    fingerprint: { text: shortHash(source), tree: shortHash(`tree ${source}`) },
    parents: step === 0 ? [] : [candidateId(island, step - 1)],
    operator: step === 0 ? "seed" : "mutate",
    note: "number 0.3 → 0.41 (line 12)",
    strategy: { sigma: 0.1 },
    cached: false,
    evaluation: scored(step / 10),
    ...changes,
  };
}

export function scored(score: number): Evaluation {
  return {
    status: "ok",
    kind: "ok",
    score,
    metrics: { area: score / 2 },
    features: { length: 40, spread: 0.25 },
    message: "",
    durationMs: 1.5,
    level: 1,
    engine: "quickjs@test",
    fuel: 1200,
  };
}

export function failed(kind: string): Evaluation {
  return { status: "error", kind, message: `it ${kind}`, durationMs: 3, level: 1, engine: "quickjs@test" };
}

export function record(candidate: Candidate): StoreWrite {
  return { type: "candidate", candidate };
}
