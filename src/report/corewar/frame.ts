import type { JavaScriptEngine } from "../../corewar/index.ts";

/** Size and state of a picture of the core. */
export interface FrameOptions {
  /** Characters available; a picture has at least two rows. */
  readonly columns: number;
  readonly rows: number;
  /** Colours by ANSI escapes. */
  readonly colour: boolean;
}

const COLOURS = [31, 32, 34, 33, 35, 36, 91, 92, 94, 93, 95, 96] as const;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Draws the core: each character stands for some neighbouring cells and shows the warrior that touched one of
 * them last; `.` is untouched, a capital letter is about to be executed. Below it stand the cycle and a line
 * for each warrior, for the first ones where they would take half of the room. Returns lines without a line
 * break at the end, no more and no longer than there is room for.
 */
export function renderFrame(
  engine: JavaScriptEngine,
  names: readonly string[],
  options: FrameOptions,
): string {
  const { coreSize, warriors } = engine.settings;
  const named = Math.min(warriors, Math.max(0, Math.floor(options.rows / 2) - 1));
  const height = Math.max(1, options.rows - named - 1);
  const cells = Math.max(1, Math.ceil(coreSize / (Math.max(1, options.columns) * height)));
  const cut = (text: string): string => [...text].slice(0, options.columns).join("");
  const owners = engine.owners();
  const next = new Map<number, number>();
  for (let warrior = 0; warrior < warriors; warrior++) {
    const address = engine.nextAddress(warrior);
    if (address !== null) next.set(Math.floor(address / cells), warrior);
  }
  const paint = (text: string, warrior: number): string =>
    options.colour ? `\u001b[${COLOURS[warrior % COLOURS.length]}m${text}\u001b[0m` : text;
  const letter = (warrior: number): string => LETTERS[warrior % LETTERS.length] ?? "?";
  let line = "";
  let width = 0;
  const lines: string[] = [];
  for (let slot = 0; slot * cells < coreSize; slot++) {
    const executing = next.get(slot);
    let owner = 0;
    for (let at = slot * cells; at < Math.min(coreSize, (slot + 1) * cells) && owner === 0; at++)
      owner = owners[at] ?? 0;
    if (executing !== undefined) line += paint(letter(executing).toUpperCase(), executing);
    else line += owner === 0 ? "." : paint(letter(owner - 1), owner - 1);
    if (++width === options.columns) {
      lines.push(line);
      [line, width] = ["", 0];
    }
  }
  if (width > 0) lines.push(line);
  const { cycles, processes } = engine.facts();
  const legend = names.slice(0, named).map((name, warrior) => {
    const count = processes[warrior] ?? 0;
    const state = count === 0 ? "dead" : `${count} process${count === 1 ? "" : "es"}`;
    return paint(cut(`${letter(warrior)} ${name}: ${state}`), warrior);
  });
  const cycle = named === warriors ? `cycle ${cycles}` : `cycle ${cycles}, ${warriors} warriors`;
  return [...lines, cut(cycle), ...legend].join("\n");
}
