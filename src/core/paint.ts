import { styleText } from "node:util";

/** A part of a text whose colour means something. */
type Meaning = "best" | "failure" | "warning" | "hint";

/** Gives text the colour of its meaning; where there are no colours, leaves it as it is. */
export type Paint = (meaning: Meaning, text: string) => string;

/** Text without colours. */
export const plain: Paint = (_, text) => text;

/** Text in colours, as ANSI escapes. */
const coloured: Paint = (meaning, text) => styleText(STYLES[meaning], text, { validateStream: false });

const STYLES = {
  best: ["bold", "green"],
  failure: ["red"],
  warning: ["yellow"],
  hint: ["dim"],
} satisfies { readonly [M in Meaning]: Parameters<typeof styleText>[0] };

/**
 * The paint for a stream: colours on a terminal that has some, never with NO_COLOR, always with FORCE_COLOR
 * (no-color.org, force-color.org; an empty value says nothing, and FORCE_COLOR=0 means none).
 */
export function paintFor(
  { isTTY = false }: { readonly isTTY?: boolean },
  env: { readonly [name: string]: string | undefined },
): Paint {
  const { FORCE_COLOR: forced = "", NO_COLOR: none = "", TERM: terminal } = env;
  if (forced !== "") return forced === "0" || forced === "false" ? plain : coloured;
  return none === "" && isTTY && terminal !== "dumb" ? coloured : plain;
}
