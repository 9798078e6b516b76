import { basename, extname, join } from "node:path";
import { given } from "../core/index.ts";
import type { StudyReport } from "../report/index.ts";
import {
  narrowStudy,
  planStudy,
  readStudyFile,
  runStudy,
  type StudyFile,
  type StudyOptions,
} from "../run/index.ts";

/** Settings of a study. */
export interface StudySettings
  extends Pick<StudyOptions, "threads" | "unsafe" | "signal" | "onRun" | "workers"> {
  /**
   * Folder of its runs; gone on with when it is there.
   * @defaultValue `results/<name of the file>`, or `results/study`
   */
  readonly folder?: string;
  /** Only the first of its seeds. @defaultValue all */
  readonly seeds?: number;
  /** Only these of its arms, besides the first one. @defaultValue all */
  readonly arms?: readonly string[];
}

/**
 * Compares ways to run on several problems with several seeds at an equal budget, and goes on where it was
 * stopped.
 *
 * @param study - a study, or the path of its file (schemas/study.schema.json)
 * @returns the comparison as far as it came: fewer runs than `planned` when the signal ended it
 * @throws GalapagosError `study/*`, and whatever runs throw
 */
export async function study(study: StudyFile | string, settings: StudySettings = {}): Promise<StudyReport> {
  const isPath = typeof study === "string";
  const path = isPath ? study : "study.json";
  const { seeds, arms = [], folder = join("results", basename(path, extname(path))), ...options } = settings;
  // the flags of an arm are read by the command line's own parser, which nothing else here needs
  const [{ readArmFlags: readFlags }, { compareStudy }] = await Promise.all([
    import("../cli/arm-flags.ts"),
    import("../report/index.ts"),
  ]);
  const whole = await planStudy(isPath ? readStudyFile(path) : study, { path, readFlags });
  const plan = narrowStudy(whole, { seeds: seeds ?? null, arms });
  return compareStudy(plan, await runStudy(plan, { folder, ...given(options) }));
}
