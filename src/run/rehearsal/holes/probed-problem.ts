import type { Json } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";

/**
 * A problem with its own evaluator, inputs and output schema, whose programs are ready answers, whatever language its own are
 * written in.
 */
export function probedProblem(problem: Problem): Problem {
  const { definition } = problem;
  const { limits } = definition;
  return {
    ...problem,
    definition: {
      ...definition,
      language: "javascript",
      engine: "quickjs",
      entryPoint: ENTRY,
      command: null,
      build: null,
      warm: null,
      needs: null,
      prompt: null,
      repository: null,
      view: null,
      imports: [],
      features: [],
      limits: {
        ...limits,
        timeMs: Math.max(limits.timeMs, 1000),
        deadlineMs: Math.max(limits.deadlineMs, 20_000),
        // more than this the engine cannot address, whatever a command may use
        memoryMb: Math.min(Math.max(limits.memoryMb, 64), 1024),
      },
    },
  };
}

/** The program that gives these answers, one for each input. */
export function programOf(inputs: readonly Json[], outputs: readonly Json[]): string {
  const answers = inputs.map((input, index) => [JSON.stringify(input), outputs[index] ?? null]);
  return [
    `const answers = new Map(JSON.parse(${JSON.stringify(JSON.stringify(answers))}));`,
    `export function ${ENTRY}(input) {`,
    "  return answers.get(JSON.stringify(input));",
    "}",
  ].join("\n");
}

const ENTRY = "galapagosProbe";
