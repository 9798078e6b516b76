/** A small number in an evaluator's text, and what it is compared with. */
export interface Tolerance {
  readonly where: string;
  readonly width: number;
}

/** The widest small number that a comparison adds, takes away, or asks a difference to stay below; `null` for none. */
export function widestTolerance(code: readonly (readonly [path: string, text: string])[]): Tolerance | null {
  let widest: Tolerance | null = null;
  for (const [path, text] of code) {
    const plain = withoutPowers(text);
    for (const width of [...written(plain), ...named(plain), ...usual(plain), ...rounded(plain)])
      if (width > 0 && width < 0.1 && (widest === null || width > widest.width))
        widest = { where: path, width };
  }
  return widest;
}

/** A text with powers of ten, and one by a power of ten, written as numbers. */
function withoutPowers(text: string): string {
  return text
    .replace(/\b10(?:\.0*)?\s*\*\*\s*-\s*(\d+)/g, "1e-$1")
    .replace(/(?:Math\.|math\.)?\bpow\(\s*10\s*,\s*-\s*(\d+)\s*\)/g, "1e-$1")
    .replace(/\b1\s*\/\s*1(0+)\b/g, (_, zeros: string) => `1e-${zeros.length}`)
    .replace(/\b1\s*\/\s*1e(\d+)\b/g, "1e-$1");
}

const SMALL = "(\\d*\\.?\\d+e-\\d+|0?\\.0\\d*[1-9]\\d*)";

/** Numbers that stand in a comparison, or are given to something that is called a tolerance, also in a file of data. */
function written(text: string): readonly number[] {
  return WRITTEN.flatMap((pattern) => [...text.matchAll(pattern)].map(([, digits]) => Number(digits)));
}

const WRITTEN = [
  new RegExp(`[<>]=?[^;\\n]*[-+]\\s*${SMALL}`, "g"),
  new RegExp(`[-+]\\s*${SMALL}\\s*[<>]`, "g"),
  new RegExp(`\\w\\s*-\\s*[\\w.]+\\s*(?:<=?|>=?)\\s*${SMALL}`, "g"),
  new RegExp(`\\w*(?:tol|eps|slack|margin)\\w*["']?\\s*(?::\\s*number\\s*)?[=:]\\s*${SMALL}`, "gi"),
  new RegExp(`abs\\([^;\\n]*\\)\\s*>=?\\s*${SMALL}`, "g"),
];

/** Numbers with a name that a comparison adds or takes away. */
function named(text: string): readonly number[] {
  const names = [
    ...text.matchAll(new RegExp(`\\b(\\w+)\\s*(?::\\s*number\\s*)?=\\s*${SMALL}\\s*[;,\\n]`, "g")),
  ];
  return names.flatMap(([, name = "", digits]) => {
    const used = new RegExp(
      `[<>]=?[^;\\n]*[-+]\\s*${name}\\b|[-+]\\s*${name}\\s*[<>]|abs\\([^;\\n]*\\)\\s*>=?\\s*${name}\\b`,
    );
    return used.test(text) ? [Number(digits)] : [];
  });
}

/** Tolerances of functions that compare where they are not told: NumPy's `isclose` and `allclose`, and Python's. */
function usual(text: string): readonly number[] {
  const calls = text.matchAll(/\b(math|np|numpy)\.(?:isclose|allclose)\(([^\n]*)/g);
  return [...calls].flatMap(([, of, given = ""]) =>
    /tol\s*=/.test(given) ? [] : [of === "math" ? 1e-9 : 1e-5],
  );
}

/**
 * Half a unit of the last digit that is left where something is rounded before it is compared; of numbers about one, where as many
 * digits are kept as are told.
 */
function rounded(text: string): readonly number[] {
  const digits = ROUNDED.flatMap((pattern) => [...text.matchAll(pattern)]);
  const single = SINGLE.test(text) ? [SINGLE_WIDTH] : [];
  return [
    ...digits.map(([, fixed, python, kept]) => 0.5 * 10 ** -Number(fixed ?? python ?? Number(kept) - 1)),
    ...single,
  ];
}

/** Numbers of 32 bits, in which those about one differ by this at least. */
const SINGLE = /\bMath\.fround\(|\bnew Float32Array\b|\b(?:np|numpy|torch)\.float32\b/;
const SINGLE_WIDTH = 2 ** -24;

const ROUNDING =
  "(?:\\.toFixed\\((\\d+)\\)|\\bround\\((?:[^\\n()]|\\([^\\n()]*\\))*,\\s*(\\d+)\\)|\\.toPrecision\\((\\d+)\\))";
/** Rounding on the left of a comparison, and on the right: not in the text or the statement that may follow one. */
const ROUNDED = [
  new RegExp(`${ROUNDING}\\)*\\s*(?:[<>]|[!=]=)`, "g"),
  new RegExp(`(?:(?<!=)[<>]=?|[!=]==?)(?:[^;\\n?&|{}"'\`:,=<>)]|\\)(?!\\s*\\w))*?${ROUNDING}`, "g"),
];
