import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A crash-writer process under test. */
export interface WriterProcess {
  readonly child: ChildProcess;
  /** Everything it printed so far, line by line. */
  readonly lines: string[];
  /** Resolves once it printed a line that starts so; rejects when it ends before. */
  saw(start: string): Promise<string>;
  /** Resolves to its exit code, all output read; `null` when a signal ended it. */
  ended: Promise<number | null>;
}

/** Starts the crash writer on a folder, optionally through a shell prefix such as `ulimit -f 100; `. */
export function startWriter(
  folder: string,
  first = 0,
  options: { prefix?: string; filler?: number } = {},
): WriterProcess {
  const script = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));
  const command = `${options.prefix ?? ""}exec "$0" "$@"`;
  const child = spawn(
    "sh",
    ["-c", command, process.execPath, script, folder, String(first), String(options.filler ?? 0)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines: string[] = [];
  const reading = createInterface({ input: child.stdout });
  reading.on("line", (line) => lines.push(line));
  const ended = Promise.all([once(child, "exit"), once(reading, "close")]).then(
    ([[code]]) => code as number | null,
  );
  return {
    child,
    lines,
    ended,
    async saw(start) {
      const find = () => lines.find((line) => line.startsWith(start));
      while (!find()) {
        const isOver = await Promise.race([ended.then(() => true), once(reading, "line").then(() => false)]);
        if (isOver && !find())
          throw new Error(`the writer ended without saying "${start}": ${lines.slice(-3).join(" | ")}`);
      }
      return find() ?? "";
    },
  };
}
