import { defineConfig } from "vitest/config";

/**
 * Tests that take minutes: random moments (SOAK_SEED=2 npm run soak for other ones), and whole corpora of which the
 * suite takes each kind once.
 */
export default defineConfig({
  test: {
    include: [
      "test/soak/*.soak.ts",
      "test/cli/corewar.test.ts",
      "test/corewar/ground-truth.test.ts",
      "test/edits/edits-laws.test.ts",
      "test/evaluate/{hostile-level-*,leaks,unprivileged}.test.ts",
      "test/problem/hostile-problem.test.ts",
      "test/program/{hostile-text,mutate}.test.ts",
      "test/report/dashboard/attacks.test.ts",
      "test/operators/agent-attacks.test.ts",
      "test/run/{agents,models-kill}.test.ts",
    ],
    env: { WHOLE_CORPUS: "1" },
    globalSetup: "test/support/whole-suite.ts",
    pool: "forks",
    maxWorkers: 1,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    testTimeout: 900_000,
  },
});
