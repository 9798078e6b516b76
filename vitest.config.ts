import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that mostly wait: for deadlines of endless programs, for locks, for queues, for time budgets. */
const WAITING =
  /\/(?:hostile-level-\S+|holes-by-contract|unprivileged|levels|models|timing|time-left|pmars|repository|supervision|lookahead|endless-scorer|lock|quirks|gateway|remote|flow|time|author|queue|second-worker|hostile|backend|machines|steering|live|attacks|models-key|memory-kill|kill|models-kill|agents|agent-attacks|page|looks|leaks|library)\.test\.ts$/;

/** Files that take longest by themselves; begun late, they would be waited for alone. */
const LONG =
  /\/(?:queue|models|hostile-level-3|hostile-level-3-joint|red-queen|author|timing|time-left|extending|corewar-evolve|repository|endless-scorer|moved|live|memory-kill|machines|holes|holes-by-contract|commands|start|agents|agent-attacks|hostile-level-2|hostile-text|unprivileged|study|kill|objectives|leaks|prompts|repository-scripts|levels|restarts|tuning|check-watch|front-kill|keep-workers|wasm-differential)\.test\.ts$/;

/**
 * Puts files that wait between files that compute, so that at every moment some of each are under way. The longest
 * of each come first, those within each by the last run, or by their size.
 */
class Interleaved extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const all = [true, false].flatMap((long) =>
      sorted.filter(({ moduleId }) => LONG.test(moduleId) === long),
    );
    const slow = all.filter(({ moduleId }) => WAITING.test(moduleId));
    const quick = all.filter(({ moduleId }) => !WAITING.test(moduleId));
    return [...slow.flatMap((file) => [file, ...quick.splice(0, 4)]), ...quick];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/fixtures/**"],
    globalSetup: "test/support/whole-suite.ts",
    // tests start real processes, threads and databases
    pool: "forks",
    // what a file has loaded, the next one need not; files leave the process as they found it
    isolate: false,
    // Node runs the sources as it does for people: nothing is transformed first, and nothing is mocked
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // several wait at every moment, whatever the number of cores: of a worker's time, a quarter is a core's
    maxWorkers: availableParallelism() + 6,
    sequence: { sequencer: Interleaved },
    // machines of CI are shared: a test that a clock decides gets a second chance there, and is shown as flaky
    retry: process.env.CI ? 1 : 0,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
