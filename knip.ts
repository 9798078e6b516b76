import type { KnipConfig } from "knip";

/**
 * What counts as reached: `knip` looks at everything, `knip --production` at the program without its tests, so that
 * nothing lives on because a test alone calls it. Workers are started by address, and the report's page is
 * built for browsers: no import shows them.
 */
const production = process.argv.includes("--production");

const config: KnipConfig = {
  entry: [
    "{index,corewar,exact,math,bin/galapagos}.js!",
    "src/{index,corewar,exact}.ts!",
    "src/cli/main.ts!",
    "islands/worker.ts!",
    "src/corewar/tournament/duel-worker.ts!",
    "src/evaluate/local/{host-process,host/host,host/watchdog,worker/worker}.ts!",
    "src/evaluate/sandbox/v8/isolate-child.ts!",
    "src/kit/math/index.ts!",
    "src/report/html/page/main.ts!",
    "src/report/dashboard/page-thread.ts!",
    "src/run/memory/memory-thread.ts!",
    "src/store/writer-thread.ts!",
    "problems/*/{evaluator,mutator,verifier,view,duels,pair,draw}.ts!",
    "bench/{main,baselines,memory-study,suite,warriors,worth/main}.ts!",
    "bench/fixtures/*/evaluator.ts!",
    "scripts/*.ts!",
    "test/**/*.test.ts",
    "test/soak/*.soak.ts",
    "test/golden/record*.ts",
    "test/fixtures/problems/*/evaluator.ts",
  ],
  project: ["{src,islands,problems,bench,scripts}/**/*.ts!", "test/**/*.ts"],
  ignoreBinaries: [
    "g\\+\\+",
    "mkfifo",
    "mount",
    "openssl",
    "redis-server",
    "score",
    "setpriv",
    "taskset",
    "umount",
    "unshare",
  ],
  // a test may reach by name what the program uses in its own file, and through a door what a room uses inside
  ...(production
    ? {
        ignoreExportsUsedInFile: true,
        ignoreIssues: { "src/**/index.ts": ["exports", "types"], "islands/index.ts": ["exports", "types"] },
      }
    : {}),
};

export default config;
