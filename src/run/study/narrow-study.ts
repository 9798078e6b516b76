import { GalapagosError } from "../../core/index.ts";
import type { StudyPlan } from "./plan-study.ts";

/** A part of a study. */
export interface StudyPart {
  /** Only the first of its seeds; `null`: all. */
  readonly seeds: number | null;
  /** Only these of its arms, besides the first one; none named: all. */
  readonly arms: readonly string[];
}

/** A plan with fewer seeds and arms. @throws GalapagosError `study/plan` for an arm that it does not have */
export function narrowStudy(plan: StudyPlan, { seeds, arms: wanted }: StudyPart): StudyPlan {
  const names = plan.arms.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const known = names.map((name) => JSON.stringify(name)).join(", ");
    throw new GalapagosError(`the study has no arm ${JSON.stringify(unknown)}; it has ${known}`, {
      code: "study/plan",
      hint: `name one of them: --arm ${known.split(", ")[0]}`,
    });
  }
  const isWanted = (name: string, at: number): boolean =>
    wanted.length === 0 || at === 0 || wanted.includes(name);
  return {
    ...plan,
    arms: plan.arms.filter(({ name }, at) => isWanted(name, at)),
    seeds: plan.seeds.slice(0, seeds ?? plan.seeds.length),
  };
}
