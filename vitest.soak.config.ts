import { defineConfig } from "vitest/config";

/** Tests that take minutes and try random moments; SOAK_SEED=2 npm run soak for other ones. */
export default defineConfig({
  test: {
    include: ["test/soak/*.soak.ts"],
    globalSetup: "scripts/bundle.ts",
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 900_000,
  },
});
