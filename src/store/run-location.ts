/** The place of a run's record, as data that any thread can be given. */
export interface RunLocation {
  /**
   * Folder that holds the database, the lock and the exports; absolute, or relative to the working folder.
   */
  readonly folder: string;
}
