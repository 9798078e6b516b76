/** Longest call of the scorer where the problem's record says none, milliseconds. */
export const SCORER_MS = 60_000;

/** A scorer that is a process is ended by its thread; what ends the thread waits this much longer, milliseconds. */
export const SCORER_GRACE_MS = 2_000;
