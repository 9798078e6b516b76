import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchBattle } from "./battles.ts";

/**
 * pMARS as a subject: its command, or `null` when neither `PMARS` nor the path names one that fights.
 * Debian's own needs a display to do so: it ends at once where there is none, and would be found to be very
 * fast.
 */
export function findPmars(): string | null {
  const command = process.env.PMARS ?? "pmars";
  const folder = mkdtempSync(join(tmpdir(), "bench-corewar-"));
  try {
    const file = join(folder, "imp.red");
    writeFileSync(file, ";redcode\n;assert 1\n mov 0, 1\n");
    const { status, stdout } = spawnSync(command, ["-b", "-r", "1", file, file], { encoding: "utf8" });
    if (status === 0 && /^Results: /m.test(stdout)) return command;
    if (process.env.PMARS !== undefined) console.error(`${command} does not fight here; it is left out`);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Processor seconds that pMARS takes for so many rounds with the second warrior at 4000, starting and
 * assembling included; as many rounds as make that small. A shell counts them: Node does not tell the time of
 * a finished child.
 */
export function timePmars(command: string, { warriors }: BenchBattle, rounds: number): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-corewar-"));
  try {
    const files = warriors.map(({ source }, i) => {
      const file = join(folder, `${i}.red`);
      writeFileSync(file, source);
      return file;
    });
    const rules = ["-s", "8000", "-c", "80000", "-p", "8000", "-l", "100", "-d", "4000", "-F", "4000"];
    const script = '"$@" >/dev/null 2>&1; times';
    const { stdout } = spawnSync(
      "bash",
      ["-c", script, "times", command, "-b", "-r", `${rounds}`, ...rules, ...files],
      { encoding: "utf8" },
    );
    const children = stdout.trim().split("\n").at(-1) ?? "";
    const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
    return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
