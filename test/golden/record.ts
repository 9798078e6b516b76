/**
 * The golden run: a shipped problem, a seed, the offline mutator, two islands, 60 evaluations. What of its events and its end
 * must never change by itself, as JSON lines: island by island, without times, paths and whatever two threads may interleave.
 *
 * `node test/golden/record.ts` records it anew. Do that only when a change is meant to change searches (the mutator, selection,
 * the archive, a problem, an engine), and say so in the commit: runs of earlier versions cannot be resumed across it.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { resolveConfig } from "../../src/config/index.ts";
import type { RunEvent } from "../../src/core/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { startRun } from "../../src/run/index.ts";

/** The recorded run. */
export const GOLDEN_FILE = fileURLToPath(new URL("./heilbronn-triangle.jsonl", import.meta.url));

const PROBLEM = fileURLToPath(new URL("../../problems/heilbronn-triangle", import.meta.url));

/** Runs it; resolves with the lines. */
export async function goldenRun(threads: number): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "galapagos-golden-"));
  const lines: string[][] = [[], []];
  try {
    const settings = {
      seed: "golden",
      islands: 2,
      inFlight: 4,
      evaluations: 60,
      migration: { interval: 10 },
    };
    const summary = await startRun({
      problem: await loadProblem(PROBLEM),
      config: resolveConfig([{ origin: "golden", settings }]),
      resultsRoot: root,
      threads,
      onEvents(events) {
        for (const event of events) {
          const told = lasting(event);
          if (told !== null) lines[told.island]?.push(JSON.stringify(told.line));
        }
      },
    });
    const { digest, evaluations, failures, best, islands } = summary;
    const end = JSON.stringify({ digest, evaluations, failures, best, islands });
    return `${[...lines.flat(), end].join("\n")}\n`;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function lasting(event: RunEvent): { island: number; line: object } | null {
  if (event.type === "border") return { island: event.island, line: event };
  if (event.type !== "step") return null;
  const { candidate, ...facts } = event;
  // a duration is the machine's, and whether a verdict was reused may depend on how fast another island was
  const { evaluation, cached: _cached, ...proposal } = candidate;
  const { durationMs: _durationMs, ...verdict } = evaluation;
  return { island: candidate.island, line: { ...proposal, ...verdict, ...facts } };
}

if (import.meta.filename === process.argv[1]) writeFileSync(GOLDEN_FILE, await goldenRun(1));
