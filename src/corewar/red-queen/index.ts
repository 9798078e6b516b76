/**
 * What the Digital Red Queen measures of a warrior: its share of survival among all that fight in one core, and how it behaves there.
 */
export {
  BEHAVIOUR_EDGES,
  type Behaviour,
  behaviourBin,
  describeBehaviour,
  DRQ_AXES,
} from "./behaviour.ts";
export { type DrqVerdict, drqPositions, evaluateDrq } from "./evaluate.ts";
export { drqFitness } from "./fitness.ts";
