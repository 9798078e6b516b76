import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { EXIT, GalapagosError } from "../../core/index.ts";
import { AGENT_PROMPT, AGENTS } from "./presets.ts";

/** An agent's command line, found on this machine. */
export interface AgentCommand {
  /** Its name in messages: that of a preset, or the first word. */
  readonly name: string;
  readonly words: readonly string[];
  readonly env: { readonly [name: string]: string };
  /** Folders of its PATH before the system's. */
  readonly path: readonly string[];
  /** Files and folders that it needs to see. */
  readonly shown: readonly string[];
}

/** Settings that say which agent it is. */
export interface AgentChoice {
  /** A preset's name, or a command line. */
  readonly command: string;
  /** Further files and folders that it sees, read-only. */
  readonly show: readonly string[];
}

/**
 * Finds the command of an agent: the program on the PATH, and which files the words of an own command line name (a
 * word with a dot or a slash in it). Those it sees, where they are; of a package of npm all that is installed with it.
 *
 * @throws GalapagosError `agent/missing` (exit code 3) where there is no such program, `agent/command` where it is none
 */
export function findAgent({ command, show }: AgentChoice, searchPath: string): AgentCommand {
  const preset = Object.hasOwn(AGENTS, command) ? AGENTS[command] : undefined;
  const [first, ...rest] = preset?.words ?? wordsOf(command);
  if (first === undefined) throw wrongCommand(command, "it is empty");
  const program = findProgram(first, searchPath);
  if (program === null) {
    throw new GalapagosError(`expected the coding agent ${JSON.stringify(first)} on the PATH, got none`, {
      code: "agent/missing",
      exitCode: EXIT.provider,
      hint:
        preset === undefined ? "give its path: --agent /path/to/agent" : `Install it with: ${preset.install}`,
    });
  }
  const isFile = (word: string): boolean => preset === undefined && /[./]/.test(word) && existsSync(word);
  const files = rest.map((word) => (isFile(word) ? resolve(word) : null));
  const words = rest.map((word, at) => (files[at] ?? word).replaceAll("{prompt}", AGENT_PROMPT));
  const seen = [program, ...files.filter((path) => path !== null), ...show.map((path) => resolve(path))];
  // ours is there anyway
  const others = seen.filter((path) => path !== realpathSync(process.execPath));
  const shown = [...new Set(others.map((path) => shownFor(path, command)))];
  return {
    ...{ name: preset === undefined ? first : command, words: [program, ...words], env: preset?.env ?? {} },
    ...{
      path: program === realpathSync(process.execPath) ? [] : [dirname(program)],
      shown: shown.filter((path) => !isSystem(path)),
    },
  };
}

/** The words of a command line: blanks part them, quotes and `\` keep them together; nothing else is special. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (quote !== "" && sign === quote) quote = "";
    else if (quote === "" && (sign === "'" || sign === '"')) {
      quote = sign;
      word ??= "";
    } else if (sign === "\\" && quote !== "'") word = (word ?? "") + (line[++at] ?? "");
    else if (quote === "" && /\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + sign;
  }
  if (quote !== "") throw wrongCommand(line, `a ${quote} has no end`);
  return word === null ? words : [...words, word];
}

/** The real path of a program: a link in a `bin` leads to the package that it belongs to. */
function findProgram(name: string, searchPath: string): string | null {
  const places = name.includes("/")
    ? [resolve(name)]
    : searchPath
        .split(delimiter)
        .filter(isAbsolute)
        .map((folder) => join(folder, name));
  for (const place of places) {
    try {
      accessSync(place, constants.X_OK);
      if (statSync(place).isFile()) return realpathSync(place);
    } catch {
      // it is not there
    }
  }
  return name === "node" ? realpathSync(process.execPath) : null;
}

/** Places that have to be visible for a path: of a package all that is installed with it. */
function shownFor(path: string, command: string): string {
  if (!existsSync(path)) throw wrongCommand(command, `there is nothing at ${path}`);
  const real = realpathSync(path);
  const at = real.indexOf(`${sep}node_modules${sep}`);
  const seen = at < 0 ? real : real.slice(0, at + `${sep}node_modules`.length);
  // all of a home has keys in it
  if (seen === "/" || seen === homedir() || homedir().startsWith(`${seen}${sep}`))
    throw wrongCommand(command, `it would see all of ${seen}`);
  return seen;
}

function isSystem(path: string): boolean {
  return ["/usr/bin", "/usr/lib", "/usr/share", "/usr/local/bin", "/usr/local/lib"].some((folder) =>
    path.startsWith(`${folder}/`),
  );
}

function wrongCommand(command: string, why: string): GalapagosError {
  return new GalapagosError(
    `expected the command line of a coding agent, got ${JSON.stringify(command)}: ${why}`,
    {
      code: "agent/command",
      hint: `for example: --agent codex, or --agent "node my-agent.mjs"; known by name are ${Object.keys(AGENTS).join(", ")}`,
    },
  );
}
