import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { probeBubblewrap } from "../../src/evaluate/sandbox/bubblewrap.ts";
import { runnerHere } from "../../src/evaluate/sandbox/command/cold-run.ts";
import { createCommandSandbox } from "../../src/evaluate/sandbox/command/create-sandbox.ts";
import { createJail, type JailedCommand } from "../../src/evaluate/sandbox/command/jail.ts";
import { lookAhead } from "../../src/evaluate/sandbox/command/lookahead.ts";
import { killAll } from "../../src/evaluate/sandbox/command/supervise.ts";
import { processTree } from "../../src/evaluate/sandbox/process-tree.ts";
import { sumProblem } from "./support/sum-problem.ts";

const found = await probeBubblewrap("allow");
const limits = { timeMs: 100, deadlineMs: 2000, memoryMb: 64, outputKb: 64 };
const furniture = { bound: [], links: [], env: { PATH: "/usr/bin:/bin" }, sharedMemoryBytes: 0 };
const below = (pid: number): number[] => processTree(pid).filter((one) => one !== pid);

describe.skipIf(!found.available || found.bubblewrap.filter === null || !found.bubblewrap.countsApart)(
  "a jail that is set up before its command is known",
  () => {
    const bubblewrap = found.available ? found.bubblewrap : null;

    function lane() {
      const jail = createJail(bubblewrap, [], furniture);
      let prepared = 0;
      let begun = 0;
      const ahead = lookAhead({
        prepare(command) {
          const waiting = jail.prepare(command);
          if (waiting === null) return null;
          prepared++;
          return {
            ...waiting,
            begin(files) {
              begun++;
              return waiting.begin(files);
            },
          };
        },
      });
      const runner = runnerHere(jail, ahead);
      const run = (text: string, seed = 1, name = "program.sh") => {
        const command: JailedCommand & { limits: typeof limits } = {
          words: ["sh", `/${name}`],
          files: [{ name, content: text }],
          env: { ...furniture.env, GALAPAGOS_SEED: String(seed) },
          limits,
        };
        return runner.run({ command, input: "7", program: [`/${name}`] });
      };
      const told = async (text: string, seed?: number, name?: string): Promise<string> => {
        const outcome = await run(text, seed, name);
        return outcome.status === "ok" ? outcome.output.toString().trim() : outcome.kind;
      };
      return { jail, runner, run, told, counts: () => ({ prepared, begun }) };
    }

    it("runs each program alone, with its own text, input and seed, and nothing of the one before", async () => {
      const { told, runner, counts } = lane();
      const program = "read x; echo $x $GALAPAGOS_SEED $(ls /tmp) $$; touch /tmp/trace; sleep 0.1";
      const said: string[] = [];
      for (let round = 0; round < 4; round++)
        for (const seed of [11, 12, 13]) said.push(await told(`${program} # ${said.length}`, seed));
      expect(said).toEqual([0, 1, 2, 3].flatMap(() => ["7 11 2", "7 12 2", "7 13 2"]));
      expect(counts().begun).toBeGreaterThan(4);
      await runner.close();
    });

    it("keeps every limit, counted from when its command begins", async () => {
      const { jail, run, told, runner, counts } = lane();
      const cold = runnerHere(jail);
      await told("sleep 0.1");
      await told("sleep 0.1");
      await sleep(limits.deadlineMs - 500);
      expect(await told("sleep 1; echo in time")).toBe("in time");
      const bounded = [
        "sleep 60",
        "while :; do :; done",
        `awk 'BEGIN { x = "a"; while (1) x = x x }'`,
        "head -c 70000 /dev/zero",
        "head -c 20m /dev/zero > /tmp/large",
        "for i in $(seq 60); do sleep 0.3 & done; wait",
        "echo x > /program.sh",
        "ulimit -a",
      ];
      for (const text of bounded) {
        const command = {
          words: ["sh", "/program.sh"],
          files: [{ name: "program.sh", content: text }],
          limits,
        };
        const usual = await cold.run({
          ...{ command: { ...command, env: { ...furniture.env, GALAPAGOS_SEED: "1" } }, input: "7" },
          program: ["/program.sh"],
        });
        const outcome = await run(text);
        const facts = (one: typeof usual) =>
          one.status === "ok" ? [one.output.toString()] : [one.kind, one.message];
        expect(facts(outcome), text).toEqual(facts(usual));
        await told("sleep 0.1");
      }
      expect(counts().begun).toBeGreaterThan(bounded.length);
      await Promise.all([runner.close(), cold.close()]);
    });

    it("is not used for a command of another shape, and given up where shapes follow in no order", async () => {
      const { told, runner, counts } = lane();
      for (let i = 0; i < 12; i++) expect(await told("sleep 0.06; echo $0", 1, `p${i}`)).toBe(`/p${i}`);
      const { prepared, begun } = counts();
      expect(begun).toBe(0);
      expect(prepared).toBeLessThan(8);
      await runner.close();
    });

    it("gives way to another start where it died as it waited", async () => {
      const { told, runner } = lane();
      const before = new Set(below(process.pid));
      const ours = (): number[] => below(process.pid).filter((pid) => !before.has(pid));
      for (let i = 0; i < 3; i++) await told("sleep 0.1");
      await vi.waitFor(() => expect(ours().length).toBeGreaterThan(0));
      for (const pid of ours()) process.kill(pid, "SIGKILL");
      await sleep(100);
      expect(await told("echo still right")).toBe("still right");
      await runner.close();
    });

    it("ends without a word of its command when it is discarded, or its owner is killed", async () => {
      // a number of this process's own: others may run the same test beside it
      const seconds = String(10_000_000 + process.pid);
      const line = `if [ -s {program} ]; then sh {program}; else sleep ${seconds}; fi`;
      const problem = sumProblem({ engine: "command", seed: "seed.sh", command: ["sh", "-c", line], limits });
      const sandbox = await createCommandSandbox(problem, bubblewrap);
      const run = (code: string) => sandbox.run({ code, kind: "script", entryPoint: "" }, "{}", 1);
      const owner = async (): Promise<number> => {
        for (let i = 0; i < 40; i++) {
          expect(await run("sleep 0.1; echo 1")).toMatchObject({ text: "1" });
          const [helper] = helpersOf(process.pid);
          if (helper !== undefined && below(helper).length >= 2) return helper;
        }
        throw new Error("no jail waits");
      };
      for (const end of [(pid: number) => process.kill(pid, "SIGKILL"), () => void sandbox.close()]) {
        const helper = await owner();
        const family = below(helper);
        expect(family.length).toBeGreaterThan(1);
        end(helper);
        let isBegun = false;
        for (let waited = 0; waited < 2000 && family.some(isAlive); waited += 10) {
          isBegun ||= running(seconds);
          await sleep(10);
        }
        expect(family.filter(isAlive)).toEqual([]);
        expect(isBegun || running(seconds)).toBe(false);
      }
    });
  },
);

/** Small processes that start commands for a process. */
function helpersOf(pid: number): number[] {
  return below(pid).filter((one) => lineOf(one).includes("cold-process"));
}

/** True where a process sleeps for so long. */
function running(seconds: string): boolean {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => lineOf(Number(pid)) === `sleep ${seconds} `);
}

function lineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat[stat.lastIndexOf(")") + 2] !== "Z";
  } catch {
    return false;
  }
}

it.skipIf(!found.available)(
  "a command that waits for no filter is ended, too, when one of its files does not come whole",
  async () => {
    const jail = createJail(found.available ? found.bubblewrap : null, [], furniture);
    const child = jail.start({
      words: ["sh", "-c", "wc -c < /large; sleep 1000"],
      files: [{ name: "large", content: Buffer.alloc(8 << 20) }],
      ...{ env: furniture.env, limits, isTrusted: true },
    });
    const ended = once(child, "exit");
    (child.stdio as readonly (Duplex | null)[])[4]?.destroy(new Error("no room"));
    expect(await ended).toEqual([null, "SIGKILL"]);
  },
);

it.skipIf(!found.available)(
  "a command is gone at once, with all that holds its pipes, at whatever moment of its start it is ended",
  async () => {
    const jail = createJail(found.available ? found.bubblewrap : null, [], furniture);
    for (let waitMs = 0; waitMs < 20; waitMs++) {
      const child = jail.start({
        ...{ words: ["sleep", "1000"], files: [{ name: "p", content: "" }], env: furniture.env, limits },
      });
      const closed = once(child, "close");
      await sleep(waitMs);
      killAll(child, false);
      await closed;
    }
  },
);
