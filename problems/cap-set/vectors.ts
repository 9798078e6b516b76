/** The space that a cap set lives in: vectors of this many digits 0, 1, 2. */
export interface Input {
  readonly dimension: number;
}

/** Vectors over {0, 1, 2} without duplicates, or what is wrong with them. */
export function readVectors(output: unknown, dimension: number): readonly (readonly number[])[] | string {
  if (!Array.isArray(output) || output.length < 1)
    return `expected a list of vectors of ${dimension} digits 0, 1, 2`;
  const seen = new Map<string, number>();
  for (const [index, vector] of output.entries()) {
    const isVector = Array.isArray(vector) && vector.length === dimension;
    if (!isVector || !vector.every((part) => part === 0 || part === 1 || part === 2))
      return `vector ${index} is not a list of ${dimension} digits 0, 1, 2`;
    const key = vector.join("");
    if (seen.has(key)) return `vectors ${seen.get(key)} and ${index} are duplicates`;
    seen.set(key, index);
  }
  return output as number[][];
}

/** Three vectors that add up to 0, told in words; `null` where there are none. */
export function lineIn(vectors: readonly (readonly number[])[]): string | null {
  const numbers = new Map(vectors.map((vector, index) => [vector.join(""), index]));
  for (const [i, a] of vectors.entries()) {
    for (const [j, b] of vectors.slice(0, i).entries()) {
      const third = numbers.get(a.map((part, axis) => (6 - part - (b[axis] ?? 0)) % 3).join(""));
      if (third !== undefined && third > i) return `vectors ${j}, ${i} and ${third} lie on a line`;
    }
  }
  return null;
}
