/**
 * The ground floor: what a candidate, its verdict, an error, a random stream and an event *are*. Nothing here
 * prints, reads the clock, the disk or the network, and nothing here knows any other room.
 */
export * from "./candidate.ts";
export * from "./closest-name.ts";
export * from "./elite.ts";
export * from "./errors.ts";
export * from "./evaluation.ts";
export * from "./events.ts";
export * from "./fence-for.ts";
export * from "./front.ts";
export * from "./given.ts";
export * from "./guarded.ts";
export * from "./hash.ts";
export * from "./hypervolume.ts";
export * from "./json.ts";
export * from "./keep-compiled.ts";
export * from "./make-folders.ts";
export * from "./module-url.ts";
export * from "./objective.ts";
export * from "./on-abort.ts";
export * from "./unless-aborted.ts";
export * from "./package-folder.ts";
export * from "./packed-error.ts";
export * from "./paint.ts";
export * from "./port.ts";
export * from "./permutation-test.ts";
export * from "./picture.ts";
export * from "./position.ts";
export * from "./printable.ts";
export * from "./proof.ts";
export * from "./random.ts";
export * from "./read-story.ts";
export * from "./shell-word.ts";
export * from "./show.ts";
export * from "./statistics.ts";
export * from "./story.ts";
export * from "./system-fault.ts";
export * from "./thread-environment.ts";
export * from "./whole.ts";
export * from "./version.ts";
export * from "./wire.ts";
