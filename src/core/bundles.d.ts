/**
 * The file to start for an entry (a module that a thread, a process or the command line begins with): its
 * bundle, one file in place of hundreds, where there is one and none of the sources has changed since; else the
 * module itself.
 */
export function bundleOfEntry(url: URL): URL;

/** The state of the source at an absolute path: it differs after every edit. */
export function stateOf(path: string): string;
