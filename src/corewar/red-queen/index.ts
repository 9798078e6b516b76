/**
 * The measures that the Digital Red Queen takes of a warrior: its share of survival among all that fight in
 * one core, and how it behaves there.
 */
export { type Behaviour, describeBehaviour } from "./behaviour.ts";
export { type DrqVerdict, drqPositions, evaluateDrq } from "./evaluate.ts";
export { drqFitness } from "./fitness.ts";
