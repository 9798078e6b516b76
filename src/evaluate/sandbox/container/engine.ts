import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { findProgram } from "../bubblewrap.ts";
import type { Availability } from "../kind.ts";

/** The user's container engine: Podman, else Docker. */
export interface ContainerEngine {
  readonly name: "podman" | "docker";
  /** Path of its command. */
  readonly path: string;
  /** Environment of the command: a home and the user's own socket, where engines keep images, and nothing that could hold a key. */
  readonly env: { readonly [name: string]: string };
}

/** An engine that answers, or why there is none and what to do. */
export type EngineProbe =
  | { readonly available: true; readonly engine: ContainerEngine; readonly detail: string }
  | (Availability & { readonly available: false });

/**
 * Looks for an engine and asks it whether it serves.
 *
 * @param searchPath - folders in which `podman` and `docker` are looked for
 */
export async function probeEngine(searchPath: string): Promise<EngineProbe> {
  const reasons: string[] = [];
  for (const name of ["podman", "docker"] as const) {
    const path = findProgram(name, searchPath);
    if (path === null) continue;
    const engine = { name, path, env: environment(searchPath) };
    const format = name === "podman" ? "{{.Host.OCIRuntime.Name}}" : "{{.DefaultRuntime}}";
    const { code, said, words } = await ask(engine, ["info", "--format", format]);
    if (code === 0) return { available: true, engine, detail: `${name} with ${said.trim()}` };
    reasons.push(`${name} does not serve: ${lastLine(words)}`);
  }
  const none = "there is no podman and no docker on the PATH";
  return {
    available: false,
    detail: reasons.length === 0 ? none : reasons.join("; "),
    hint:
      reasons.length === 0
        ? "Install one, only for problems with a container: sudo apt-get install podman"
        : "Start it (sudo systemctl start docker), and see that you may use it",
  };
}

/** An answer of an engine's command. */
interface Said {
  readonly code: number;
  readonly said: string;
  /** The end of its standard error. */
  readonly words: string;
}

/** Runs a command of the engine to its end, for at most a minute. */
export function ask({ path, env }: ContainerEngine, args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(path, args, { env, cwd: "/", timeout: 60_000, maxBuffer: 1 << 20 }, (error, said, words) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, said, words: words.trim() === "" && error ? error.message : words });
    });
  });
}

/** The last line of an engine's words, which says why. */
export function lastLine(words: string): string {
  return words.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}

function environment(searchPath: string): { readonly [name: string]: string } {
  const { homedir, uid } = userInfo();
  const runtime = `/run/user/${uid}`;
  const own = existsSync(runtime) ? { XDG_RUNTIME_DIR: runtime } : {};
  return { PATH: searchPath, HOME: homedir, LANG: "C.UTF-8", ...own };
}
