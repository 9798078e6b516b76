/** A small number in an evaluator's text, and what it is compared with. */
export interface Tolerance {
  readonly where: string;
  readonly width: number;
}

/** The widest small number that a comparison adds, takes away, or asks a difference to stay below; `null` for none. */
export function widestTolerance(code: readonly (readonly [path: string, text: string])[]): Tolerance | null {
  let widest: Tolerance | null = null;
  for (const [path, text] of code) {
    for (const width of [...written(text), ...named(text), ...usual(text), ...rounded(text)])
      if (width > 0 && width < 0.1 && (widest === null || width > widest.width))
        widest = { where: path, width };
  }
  return widest;
}

const SMALL = "(\\d*\\.?\\d+e-\\d+|0?\\.0\\d*[1-9]\\d*)";

/** Numbers that stand in a comparison, or in the assignment of something that is called a tolerance. */
function written(text: string): readonly number[] {
  return WRITTEN.flatMap((pattern) => [...text.matchAll(pattern)].map(([, digits]) => Number(digits)));
}

const WRITTEN = [
  new RegExp(`[<>]=?[^;\\n]*[-+]\\s*${SMALL}`, "g"),
  new RegExp(`[-+]\\s*${SMALL}\\s*[<>]`, "g"),
  new RegExp(`\\w*(?:tol|eps|slack|margin)\\w*\\s*(?::\\s*number\\s*)?[=:]\\s*${SMALL}`, "gi"),
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

/** Half a unit of the last digit that is left where something is rounded before it is compared. */
function rounded(text: string): readonly number[] {
  const digits = ROUNDED.flatMap((pattern) => [...text.matchAll(pattern)]);
  return digits.map(([, fixed, python]) => 0.5 * 10 ** -Number(fixed ?? python));
}

const ROUNDING = "(?:\\.toFixed\\((\\d+)\\)|\\bround\\((?:[^\\n()]|\\([^\\n()]*\\))*,\\s*(\\d+)\\))";
/** Rounding on the left of a comparison, and on the right: not in the text or the statement that may follow one. */
const ROUNDED = [
  new RegExp(`${ROUNDING}\\)*\\s*(?:[<>]|[!=]=)`, "g"),
  new RegExp(`(?:(?<!=)[<>]=?|[!=]==?)(?:[^;\\n?&|{}"'\`:,=<>)]|\\)(?!\\s*\\w))*?${ROUNDING}`, "g"),
];
