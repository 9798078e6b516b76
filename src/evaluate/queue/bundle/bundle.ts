import { gunzipSync } from "node:zlib";
import { sha256 } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";

/** A problem on its way to another machine: all that its scores depend on, and its folder's name. */
export interface Bundle extends Pick<Problem, "definition" | "seed" | "version"> {
  readonly folder: string;
  /** Paths relative to the folder, with slashes; `../` leads to a folder beside it. */
  readonly files: readonly (readonly [path: string, text: string])[];
}

/** A bundle, or why it is none. */
export type ReadBundle =
  | { readonly status: "ok"; readonly bundle: Bundle; readonly text: string }
  | { readonly status: "refused"; readonly reason: string };

/** Largest bundle once it is unpacked, bytes. */
const MOST_BYTES = 256 << 20;
/** Most files of a bundle. */
const MOST_FILES = 2_000;

/** Reads a bundle as it travelled, if it is the one with this hash. */
export function readBundle(body: string, hash: string): ReadBundle {
  let text: string;
  try {
    text = gunzipSync(Buffer.from(body, "base64"), { maxOutputLength: MOST_BYTES }).toString("utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "ERR_BUFFER_TOO_LARGE" ? `larger than ${MOST_BYTES >> 20} MiB` : "not compressed text";
    return { status: "refused", reason };
  }
  return readBundleText(text, hash);
}

/** Reads a bundle's text, if it is the one with this hash. */
export function readBundleText(text: string, hash: string): ReadBundle {
  if (sha256(text) !== hash) return { status: "refused", reason: "its hash is another one" };
  const bundle = JSON.parse(text) as Bundle;
  const fault = faultOf(bundle);
  return fault === null ? { status: "ok", bundle, text } : { status: "refused", reason: fault };
}

function faultOf({ folder, files }: Bundle): string | null {
  if (!Array.isArray(files) || files.length > MOST_FILES) return `expected at most ${MOST_FILES} files`;
  if (typeof folder !== "string" || !SEGMENT.test(folder)) return "the folder has no plain name";
  for (const [path, text] of files) {
    if (typeof path !== "string" || typeof text !== "string") return "a file without name or text";
    if (!isPlain(path)) return `a file that leaves the folder: ${JSON.stringify(path).slice(0, 100)}`;
  }
  return null;
}

/** True for a path below the folder, or in a folder beside it. */
function isPlain(path: string): boolean {
  const [first = "", ...rest] = path.split("/");
  const below = first === ".." && rest.length > 1 ? rest : [first, ...rest];
  return (
    path.length <= 1_000 && below.every((segment) => SEGMENT.test(segment) && segment !== "node_modules")
  );
}

/** A name of a file or folder that means nothing to any file system. */
const SEGMENT = /^(?!\.{1,2}$)[^/\\:*?"<>|\p{Cc}]{1,200}$/u;
