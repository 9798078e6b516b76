import { closestName } from "../core/index.ts";
import { type Fault, faultAt, show } from "../schema/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** The fault of a file that says of no objective, or says it twice; `null` where it is right. */
export function checkObjective(content: unknown): Fault | null {
  if (content === null || typeof content !== "object" || Array.isArray(content)) return null;
  const { objective, objectives, ...others } = content as { readonly [name: string]: unknown };
  if (objective !== undefined && objectives !== undefined) {
    const hint = "remove objective: the first of objectives is the score";
    return faultAt("/objective", "either objective or objectives", "both", hint);
  }
  if (objective !== undefined || objectives !== undefined) return null;
  // a misspelt one is told as such
  if (Object.keys(others).some((name) => closestName(name, ["objective"]) !== null)) return null;
  const hint = 'add "objective": What the score measures and which way is better';
  return faultAt("", 'the property "objective"', "an object without it", hint);
}

/** The broken rules of several objectives, and of constraints. */
export function checkObjectives(definition: ProblemDefinition): readonly Fault[] {
  const faults = [...(definition.constraints ?? []).entries()].flatMap(
    ([index, { name, atMost, atLeast }]) => {
      const place = `/constraints/${index}`;
      if (atMost === undefined && atLeast === undefined)
        return [faultAt(place, "atMost or atLeast", `neither for ${show(name)}`, 'for example "atMost": 10')];
      if (atMost === undefined || atLeast === undefined || atLeast <= atMost) return [];
      return [faultAt(`${place}/atLeast`, `at most ${atMost} (atMost)`, show(atLeast), "exchange the two")];
    },
  );
  const { objectives = [] } = definition;
  if (objectives.length === 0) {
    if (definition.knownHypervolume === undefined) return faults;
    const hint = "say the best known value in bestKnown";
    return [
      ...faults,
      faultAt(
        "/knownHypervolume",
        "no hypervolume of one objective",
        show(definition.knownHypervolume),
        hint,
      ),
    ];
  }
  return [...faults, ...checkSeveral(definition, objectives)];
}

function checkSeveral(
  { repeats, timing, hopping, adversarial, bestKnown }: ProblemDefinition,
  objectives: NonNullable<ProblemDefinition["objectives"]>,
): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [index, { name }] of objectives.entries()) {
    if (objectives.findIndex((other) => other.name === name) === index) continue;
    faults.push(
      faultAt(`/objectives/${index}/name`, "a metric of its own", show(name), "remove one of the two"),
    );
  }
  const without = (place: string, what: string, hint: string): void => {
    faults.push(faultAt(`/${place}`, `no ${what} with several objectives`, place, hint));
  };
  if (timing)
    without("timing", "measured run time", "let the scorer count steps, and make that an objective");
  if (hopping) without("hopping", "hopping", "hopping follows one number");
  if (adversarial) without("adversarial", "rounds", "rounds follow one number");
  if (bestKnown.length > 0)
    without("bestKnown", "best known value", "say what the best known front reaches in knownHypervolume");
  if (repeats && repeats.rule !== "mean")
    faults.push(
      faultAt("/repeats/rule", '"mean" with several objectives', show(repeats.rule), "metrics are averaged"),
    );
  return faults;
}
