import { createHash } from "node:crypto";
import type { Population } from "./population.ts";

/**
 * Digest of all archives: SHA-256 over UTF-8 JSON lines `[island, cellIndices, programText, score]`, sorted
 * by island, then cell. No ids, times or paths: equal searches have equal digests on any machine with the
 * same version, Node and engine.
 */
export function digestOf(populations: readonly Population[]): string {
  const hash = createHash("sha256");
  populations.forEach((population, island) => {
    const { archive } = population;
    for (let cell = 0, left = archive.size; left > 0; cell++) {
      for (const { source, score } of archive.at(cell)) {
        left--;
        hash.update(`${JSON.stringify([island, archive.grid.coordinates(cell), source, score])}\n`, "utf8");
      }
    }
  });
  return `sha256:${hash.digest("hex")}`;
}
