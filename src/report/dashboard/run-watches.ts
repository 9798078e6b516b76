import { existsSync, readdirSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { describeRuns, openRun, type RunLine } from "../../run/index.ts";
import { listAllRuns, type RunEntry } from "../../store/index.ts";
import { createEventStream, type EventStream } from "./event-stream.ts";
import { readStanding, type Standing } from "./standing.ts";
import { type FolderWatch, watchFolders } from "./watch-folder.ts";

/** Runs of a results folder with those who look at them. */
export interface RunWatches {
  /** The runs, newest first. */
  list(): { readonly runs: readonly RunLine[] };
  /** The run of exactly this name; `null` where there is none. */
  find(name: string): RunEntry | null;
  /** Makes a response a reader of the events of a run, or of the list; `false` where there are too many. */
  follow(run: { readonly folder: string } | null, response: ServerResponse): boolean;
  close(): void;
}

/** Runs whose changes the list follows; older ones are seen when the page is opened. */
const MOST_FOLLOWED = 50;

interface Followed {
  readonly stream: EventStream;
  watch: FolderWatch;
}

/** The watches of a results folder: a run is watched while somebody looks at it. */
export function createRunWatches(resultsRoot: string): RunWatches {
  const followed = new Map<string, Followed>();
  const entries = (): readonly RunEntry[] => listAllRuns(resultsRoot);
  const open = (key: string, run: { readonly folder: string } | null): Followed => {
    const stream = createEventStream(() => {
      one.watch[Symbol.dispose]();
      stream.close();
      followed.delete(key);
    });
    const tell = (): void => stream.send(run === null ? LIST_NEWS : eventOf(run.folder));
    const folders = (): readonly string[] =>
      run === null ? listFolders(resultsRoot, entries()) : runFolders(run.folder);
    const watch = (watched: readonly string[]): FolderWatch =>
      watchFolders(watched, () => {
        const now = folders();
        // a run or a turn that is new is watched from now on
        if (now.join("\n") !== watched.join("\n")) {
          one.watch[Symbol.dispose]();
          one.watch = watch(now);
        }
        tell();
      });
    const one: Followed = { stream, watch: watch(folders()) };
    followed.set(key, one);
    return one;
  };
  return {
    list: () => ({ runs: describeRuns(resultsRoot) }),
    find: (name) => entries().find((entry) => entry.name === name) ?? null,
    follow(run, response) {
      const key = run?.folder ?? "";
      const { stream } = followed.get(key) ?? open(key, run);
      const isIn = stream.add(response);
      // what changed between the page's reading and now nobody would tell it
      if (isIn) stream.send(run === null ? LIST_NEWS : eventOf(run.folder));
      return isIn;
    },
    close() {
      for (const { stream, watch } of followed.values()) {
        watch[Symbol.dispose]();
        stream.close();
      }
    },
  };
}

/** The event that the list of runs gets: something changed. */
const LIST_NEWS = { type: "runs" };

/** An event that a page gets of a run. */
export type RunNews = ({ readonly type: "standing" } & Standing) | { readonly type: "unreadable" };

function eventOf(folder: string): RunNews {
  try {
    return { type: "standing", ...readStanding(folder) };
  } catch {
    return { type: "unreadable" };
  }
}

function runFolders(folder: string): readonly string[] {
  try {
    const last = openRun(folder).parts().at(-1)?.folder;
    return last === undefined || last === folder ? [folder] : [folder, last];
  } catch {
    return [folder];
  }
}

/** The folders whose changes may change the list: a run's own is there before its record is, and the first run brings the results' own. */
function listFolders(resultsRoot: string, entries: readonly RunEntry[]): readonly string[] {
  const below = foldersIn(resultsRoot)?.filter((folder) => !existsSync(join(folder, "run.db")));
  if (below === undefined) return [nearestFolder(resultsRoot)];
  const runs = entries.slice(0, MOST_FOLLOWED).map(({ folder }) => folder);
  return [
    ...new Set([
      resultsRoot,
      ...runs.map((folder) => dirname(folder)),
      ...below.slice(0, MOST_FOLLOWED),
      ...runs,
    ]),
  ];
}

/** The folders in a folder; nothing where there is none, or none any more. */
function foldersIn(folder: string): readonly string[] | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    return undefined;
  }
}

/** The nearest folder above a place that is there. */
function nearestFolder(place: string): string {
  const above = dirname(place);
  return above === place || existsSync(above) ? above : nearestFolder(above);
}
