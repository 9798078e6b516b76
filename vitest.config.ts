import { defineConfig } from "vitest/config";

/** Files that mostly wait: for deadlines of endless programs, for locks, for time budgets. Many of them fit on two cores. */
const WAITING = [
  "test/evaluate/hostile-level-*.test.ts",
  "test/evaluate/{levels,supervision,unprivileged}.test.ts",
  "test/run/time.test.ts",
  "test/cli/{endless-scorer,lock}.test.ts",
  "test/store/lock.test.ts",
  "test/llm/{flow,gateway,quirks,remote}.test.ts",
];

export default defineConfig({
  test: {
    exclude: ["test/fixtures/**"],
    // they start from bundles, as they do after npm ci
    globalSetup: "scripts/bundle.ts",
    // tests start real processes, threads and databases
    pool: "forks",
    // machines of CI are shared: a test that a clock decides gets a second chance there, and is shown as flaky
    retry: process.env.CI ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: "waiting", include: WAITING, maxWorkers: 6, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: "computing",
          // what a file has loaded, the next one need not; files leave the process as they found it
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: ["test/fixtures/**", ...WAITING],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
