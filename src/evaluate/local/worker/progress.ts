/** Told before each call of a candidate and before scoring, so that the host can see who hangs. */
export type Progress = (phase: "candidate" | "scorer") => void;
