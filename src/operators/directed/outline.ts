import { cutMiddle } from "./change-text.ts";

/** Lines by which an outline decides which bodies it opens. */
export interface OutlineFocus {
  /** Lines, from 0, that are shown before others: sets of them, those of most interest first. */
  readonly first: readonly ReadonlySet<number>[];
  /** Lines, from 0, that an edit may not change. */
  readonly frozen: ReadonlySet<number>;
}

/** A line and the lines that are indented below it. */
interface Fold {
  /** Line, from 0; of the whole program −1. */
  readonly at: number;
  readonly depth: number;
  readonly inside: Fold[];
  /** The last line inside, its own where there is none. */
  end: number;
}

/**
 * A program by its shape, as an editor folds it: signatures and the comments above them, and of the bodies as many as there is room for,
 * those of most interest first, then those that may change, the outer and the short before the inner and the long. A body of a few lines is
 * never folded: the words in its place would be as long. Goes by indentation alone, so it serves any language.
 *
 * @param room - longest outline, characters
 */
export function outlineOf(source: string, room: number, focus: OutlineFocus): string {
  const lines = source.split("\n").map((line) => line.trimEnd());
  const root = foldsOf(lines);
  const open = new Map<Fold, readonly Fold[]>([[root, root.inside]]);
  let left = room - lengthOf(root, root.inside, lines);
  const growth = (fold: Fold, inside: readonly Fold[]): number => {
    const before = open.get(fold);
    return lengthOf(fold, inside, lines) - (before === undefined ? 0 : lengthOf(fold, before, lines));
  };
  for (const wanted of wishesOf(focus, open)) {
    for (let level: readonly Fold[] = [root]; level.length > 0; ) {
      const wishes = level
        .map((fold) => ({
          fold,
          ways: wanted(fold).map((inside) => ({ inside, length: growth(fold, inside) })),
        }))
        .sort((a, b) => (a.ways[0]?.length ?? 0) - (b.ways[0]?.length ?? 0) || a.fold.at - b.fold.at);
      for (const { fold, ways } of wishes) {
        const before = open.get(fold)?.length ?? 0;
        const way = ways.find(({ inside, length }) => inside.length > before && length <= left);
        if (way === undefined) continue;
        left -= way.length;
        open.set(fold, way.inside);
      }
      level = level.flatMap((fold) => (open.get(fold) ?? []).filter(isFoldable));
    }
  }
  return cutMiddle(shown(root, lines, open).join("\n"), room);
}

/** The passes in which an outline opens bodies: as what each of them wants a body shown, what it wants most first. */
function wishesOf(
  { first, frozen }: OutlineFocus,
  open: ReadonlyMap<Fold, readonly Fold[]>,
): readonly ((fold: Fold) => readonly (readonly Fold[])[])[] {
  const around = (set: ReadonlySet<number>) => (fold: Fold) => set.has(fold.at) || holds(fold, set);
  return [
    // of every body at least the lines of interest, before any of them is shown whole; of one around such bodies its shape
    ...first.map((set) => (fold: Fold) => {
      const shown = new Set(open.get(fold));
      const { inside } = fold;
      const some = inside.filter((one) => shown.has(one) || around(set)(one));
      return inside.some((one) => isFoldable(one) && holds(one, set)) ? [inside, some] : [some];
    }),
    ...first.map((set) => (fold: Fold) => (holds(fold, set) ? [fold.inside] : [])),
    (fold) => (isWithin(fold, frozen) ? [] : [fold.inside]),
    ({ inside }) => [inside],
  ];
}

/** The lines of the first part of a program whose first line holds some words: that line, what is indented below it, and the line that closes it. `null` where there is none. */
export function partOf(source: string, words: string): string | null {
  const lines = source.split("\n");
  const parts = partsIn(foldsOf(lines)).filter(({ at }) => lines[at]?.includes(words.trim()));
  const part = parts.find(hasBody) ?? parts[0];
  if (part === undefined) return null;
  const closing = lines.slice(part.end + 1).findIndex((line) => line.trim() !== "");
  const isClosed = /^\s*[\])}]/.test(lines[part.end + 1 + closing] ?? "");
  return lines.slice(part.at, part.end + 1 + (isClosed ? closing + 1 : 0)).join("\n");
}

function foldsOf(lines: readonly string[]): Fold {
  const root: Fold = { at: -1, depth: -1, inside: [], end: lines.length - 1 };
  const open: Fold[] = [root];
  for (const [at, line] of lines.entries()) {
    const text = line.trimStart();
    if (text === "") continue;
    const indent = line.slice(0, line.length - text.length).replaceAll("\t", "    ").length;
    // the lines of a block comment stand below its first one, and are no body of it
    const depth = text.startsWith("*") ? Math.max(0, indent - 1) : indent;
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const fold: Fold = { at, depth, inside: [], end: at };
    open.at(-1)?.inside.push(fold);
    for (const around of open.slice(1)) around.end = at;
    open.push(fold);
  }
  return root;
}

function partsIn({ inside }: Fold): readonly Fold[] {
  return inside.flatMap((fold) => [fold, ...partsIn(fold)]);
}

function hasBody({ inside }: Fold): boolean {
  return inside.length > 0;
}

/** True for a body that a few words in its place would shorten. */
function isFoldable({ at, end }: Fold): boolean {
  return end - at >= LEAST_FOLDED;
}

function holds({ at, end }: Fold, lines: ReadonlySet<number>): boolean {
  for (let line = at + 1; line <= end; line++) if (lines.has(line)) return true;
  return false;
}

function isWithin({ at, end }: Fold, lines: ReadonlySet<number>): boolean {
  for (let line = at; line <= end; line++) if (!lines.has(line)) return false;
  return true;
}

/** Characters that an outline grows by when it opens a body as far as some of its lines. */
function lengthOf(fold: Fold, inside: readonly Fold[], lines: readonly string[]): number {
  return opened(fold, inside, (one) => closed(one, lines)).join("\n").length + 1;
}

function shown(
  fold: Fold,
  lines: readonly string[],
  open: ReadonlyMap<Fold, readonly Fold[]>,
): readonly string[] {
  return opened(fold, open.get(fold) ?? [], (one) =>
    open.has(one) ? [lineAt(one, lines), ...shown(one, lines, open)] : closed(one, lines),
  );
}

/** A body as far as some of its lines, each as told, and what stands between them by its length. */
function opened(
  { at, depth, inside, end }: Fold,
  some: readonly Fold[],
  told: (fold: Fold) => readonly string[],
): readonly string[] {
  if (some.length === inside.length) return inside.flatMap(told);
  const gap = (from: number, to: number): readonly string[] => {
    if (to - from >= LEAST_FOLDED) return [`${" ".repeat(depth + 2)}… ${countOf(to - from)} …`];
    return inside.filter((fold) => fold.at >= from && fold.at < to).flatMap(told);
  };
  let next = at + 1;
  const text = some.flatMap((fold) => {
    const before = gap(next, fold.at);
    next = fold.end + 1;
    return [...before, ...told(fold)];
  });
  return [...text, ...gap(next, end + 1)];
}

/** A line whose body is left out, and the docstring in front of that body; with a short body, all of it. */
function closed(fold: Fold, lines: readonly string[]): readonly string[] {
  const [first] = fold.inside;
  if (first === undefined) return [lineAt(fold, lines)];
  if (!isFoldable(fold)) return [fold, ...partsIn(fold)].map((one) => lineAt(one, lines));
  const told = /^\s*(?:[rf]?"{3}|'{3})/i.test(lines[first.at] ?? "") ? [lineAt(first, lines)] : [];
  return [`${lineAt(fold, lines)} … ${countOf(fold.end - fold.at)} …`, ...told];
}

function countOf(lines: number): string {
  return `${lines} lines`;
}

function lineAt({ at }: Fold, lines: readonly string[]): string {
  const line = lines[at] ?? "";
  // a pair of surrogates is one sign, and half of it none
  return line.length <= LINE ? line : `${line.slice(0, LINE).replace(/[\uD800-\uDBFF]$/, "")} …`;
}

/** Fewest lines that are folded. */
const LEAST_FOLDED = 4;
/** Longest line of an outline, characters: a table of numbers is none. */
const LINE = 160;
