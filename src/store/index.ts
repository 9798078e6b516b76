/**
 * The store is a run's record: one SQLite database in the run's folder that keeps every candidate with its
 * lineage and verdict, the borders of logical time, checkpoints and recorded decisions, *before* anything
 * depends on them. One thread owns the only write connection and commits in groups; anybody may read at any
 * time. The run's folder, its lock and the atomic writing of files beside the database belong to it too.
 */
export { writeFileAtomic, writeNamedFile } from "./atomic-file.ts";
export type * from "./call-records.ts";
export type * from "./course-records.ts";
export * from "./doctor.ts";
export type * from "./lesson-records.ts";
export { openRecord } from "./open-record.ts";
export type * from "./records.ts";
export { TURNS_FILE } from "./database.ts";
export * from "./run-folder.ts";
export type { RunLocation } from "./run-location.ts";
export * from "./run-lock.ts";
export { folderBytes } from "./folder-bytes.ts";
export * from "./prune.ts";
export { damagedValue, fileError } from "./store-error.ts";
export * from "./store.ts";
export { connectStoreWriter } from "./writer-client.ts";
export { readSmallFile } from "./small-file.ts";
