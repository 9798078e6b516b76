/** The file in a hill's folder that keeps the ages of its members. */
import { join } from "node:path";
import { existsSync } from "node:fs";
import { faultWords, GalapagosError, isObject } from "../../core/index.ts";
import type { Ages } from "../../corewar/index.ts";
import { readSmallFile, writeFileAtomic } from "../../store/index.ts";

const FILE = "hill.ages.json";
const MOST_BYTES = 1 << 20;

/** Reads the ages; empty where the hill has none yet. @throws GalapagosError for a file that is none of ours */
export function readAges(folder: string): Ages {
  const path = join(folder, FILE);
  if (!existsSync(path)) return {};
  try {
    const ages: unknown = JSON.parse(readSmallFile(path, MOST_BYTES));
    if (isObject(ages) && Object.values(ages).every((age) => Number.isSafeInteger(age) && Number(age) > 0))
      return ages as Ages;
    throw new Error("expected an object of whole numbers above 0");
  } catch (error) {
    throw new GalapagosError(`${path} does not hold the ages of a hill's members: ${faultWords(error)}`, {
      code: "corewar/hill",
      hint: "correct it, or delete it: then all members are new",
      cause: error,
    });
  }
}

/** Keeps the ages. */
export function writeAges(folder: string, ages: Ages): void {
  writeFileAtomic(join(folder, FILE), `${JSON.stringify(ages, null, 1)}\n`);
}
