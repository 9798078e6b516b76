/** Languages that `init` can scaffold a problem in. */
export type TemplateLanguage = "typescript" | "javascript" | "python";

/** All of them, for messages and flags. */
export const TEMPLATE_LANGUAGES: readonly TemplateLanguage[] = ["typescript", "javascript", "python"];

/** File names of the seed and the evaluator; `.mts` and `.mjs` are modules whatever the surrounding package.json says. */
export const TEMPLATE_FILES = {
  typescript: { seed: "seed.ts", evaluator: "evaluator.mts" },
  javascript: { seed: "seed.js", evaluator: "evaluator.mjs" },
  python: { seed: "seed.py", evaluator: "evaluator.py" },
} as const satisfies {
  readonly [language in TemplateLanguage]: { readonly seed: string; readonly evaluator: string };
};
