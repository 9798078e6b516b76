import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { canonicalJson, GalapagosError, type Random, sha256 } from "../../core/index.ts";
import type { Message } from "../request.ts";
import { PROMPT_NAMES, PROMPT_PLACEHOLDERS, type PromptName } from "./catalogue.ts";
import { parseTemplate, type Template } from "./template.ts";

/** A prompt file, read: what the system says (may be empty) and what the user says. */
interface PromptTemplate {
  readonly system: Template;
  readonly user: Template;
}

/** The prompts of a run: plain text that may be posted to a thread. */
export interface PromptTexts {
  /** Text by `name` or `name.variant`. */
  readonly [file: string]: string;
}

/** The prompts of a run, ready to be filled. */
export interface PromptLibrary {
  /** Hash of all texts: part of what a run depends on. */
  readonly hash: string;
  /** False for a prompt that came later than the run's texts. */
  has(name: PromptName): boolean;
  /** Variants of a prompt, `default` first. */
  variants(name: PromptName): readonly string[];
  /**
   * Draws a variant: one by name where it exists, else uniformly from the stream.
   *
   * @param without - one that is not drawn, only taken by its name
   */
  chooseVariant(name: PromptName, wanted: string | null, random: Random, without?: string | null): string;
  /** Messages of a filled prompt. @throws GalapagosError `prompt/missing` */
  messages(name: PromptName, variant: string, values: { readonly [name: string]: string }): Message[];
  /**
   * Text of a filled prompt without a system part.
   *
   * @param variant - where there is none of that name, the default is taken
   * @throws GalapagosError `prompt/missing`
   */
  text(name: PromptName, values: { readonly [name: string]: string }, variant?: string): string;
}

/** Line between what the system says and what the user says. */
const DIVIDER = /^=== user ===\s*$/m;

/**
 * Reads the prompts that ship, and over them those of a user's folder: `plan.md` replaces a prompt,
 * `plan.bold.md` adds a variant of it.
 *
 * @param folder - the user's folder, or `null`
 * @throws GalapagosError `prompt/file` for a file that is no prompt, or a folder that cannot be read
 */
export function readPromptTexts(folder: string | null): PromptTexts {
  const shipped = fileURLToPath(new URL("./text/", import.meta.url));
  return { ...readFolder(shipped), ...(folder === null ? {} : readFolder(folder)) };
}

/** Name of a prompt, and of a variant of it. */
const FILE_NAME = /^(?<name>[a-z-]+)(?:\.[\w-]{1,40})?$/;

function readFolder(folder: string): PromptTexts {
  const files = readable(folder, () => readdirSync(folder));
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith(".md") && file !== "README.md")
      .sort()
      .map((file) => {
        const path = join(folder, file);
        const name = basename(file, ".md");
        if (!(PROMPT_NAMES as string[]).includes(FILE_NAME.exec(name)?.groups?.name ?? "")) {
          throw new GalapagosError(`${path} is not a prompt.`, {
            code: "prompt/file",
            hint: `Prompts are ${PROMPT_NAMES.map((known) => `${known}.md`).join(", ")}, and variants such as plan.bold.md.`,
          });
        }
        return [
          name,
          decode(
            path,
            readable(path, () => readFileSync(path)),
          ),
        ];
      }),
  );
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new GalapagosError(`The prompts in ${path} cannot be read (${code}).`, {
      code: "prompt/file",
      hint: "Give a folder of .md files.",
      cause,
    });
  }
}

/** The text of a file, whatever system it was written on. */
function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
  } catch (cause) {
    throw new GalapagosError(`${path} is not text in UTF-8.`, {
      code: "prompt/file",
      hint: "Save it as UTF-8.",
      cause,
    });
  }
}

/**
 * Checks the texts and makes them ready.
 *
 * @throws GalapagosError `prompt/unknown`, `prompt/section`, `prompt/empty`: one clear message for the first
 * mistake
 */
export function createPromptLibrary(texts: PromptTexts): PromptLibrary {
  const templates = new Map<string, PromptTemplate>();
  for (const [file, text] of Object.entries(texts)) {
    const name = file.split(".")[0] as PromptName;
    const divider = DIVIDER.exec(text);
    const [system, user] =
      divider === null
        ? ["", text]
        : [text.slice(0, divider.index), text.slice(divider.index + divider[0].length)];
    const parse = (part: string): Template => parseTemplate(part, `${file}.md`, PROMPT_PLACEHOLDERS[name]);
    if (PROMPT_PLACEHOLDERS[name].some((gap) => gap === "task") && user.trim() === "") {
      throw new GalapagosError(`${file}.md asks the model nothing.`, {
        code: "prompt/empty",
        hint: "What the user says follows a line === user ===, or is the whole file. A step without a plan: --no-planner",
      });
    }
    templates.set(file, { system: parse(system), user: parse(user) });
  }
  const find = (name: PromptName, variant: string): PromptTemplate => {
    const found = templates.get(variant === "default" ? name : `${name}.${variant}`) ?? templates.get(name);
    if (found !== undefined) return found;
    throw new GalapagosError(`There is no prompt ${name}.md.`, { code: "prompt/file", exitCode: 1 });
  };
  const variants = (name: PromptName): string[] => [
    "default",
    ...[...templates.keys()]
      .filter((file) => file.startsWith(`${name}.`))
      .map((file) => file.slice(name.length + 1)),
  ];
  return {
    hash: sha256(canonicalJson(texts)),
    has: (name) => templates.has(name),
    variants,
    chooseVariant(name, wanted, random, without = null) {
      const all = variants(name);
      if (wanted !== null && all.includes(wanted)) return wanted;
      return random.pick(all.filter((variant) => variant !== without));
    },
    messages(name, variant, values) {
      const { system, user } = find(name, variant);
      const said = system.fill(values);
      const asked: Message = { role: "user", text: user.fill(values) };
      return said === "" ? [asked] : [{ role: "system", text: said }, asked];
    },
    text: (name, values, variant = "default") => find(name, variant).user.fill(values),
  };
}
