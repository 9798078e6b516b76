/** Languages that `init` can scaffold a problem in; `any` is shown by a language that the toolkit does not know. */
export type TemplateLanguage =
  | "typescript"
  | "javascript"
  | "python"
  | "cpp"
  | "rust"
  | "go"
  | "shell"
  | "any";

/** File names of the seed and the evaluator; `.mts` and `.mjs` are modules whatever the surrounding package.json says. */
export const TEMPLATE_FILES = {
  typescript: { seed: "seed.ts", evaluator: "evaluator.mts" },
  javascript: { seed: "seed.js", evaluator: "evaluator.mjs" },
  python: { seed: "seed.py", evaluator: "evaluator.py" },
  cpp: { seed: "seed.cpp", evaluator: "evaluator.mjs" },
  rust: { seed: "seed.rs", evaluator: "evaluator.mjs" },
  go: { seed: "seed.go", evaluator: "evaluator.mjs" },
  shell: { seed: "seed.sh", evaluator: "evaluator.mjs" },
  any: { seed: "seed.awk", evaluator: "evaluator.mjs" },
} as const satisfies {
  readonly [language in TemplateLanguage]: { readonly seed: string; readonly evaluator: string };
};

/** All of them, for messages and flags. */
export const TEMPLATE_LANGUAGES = Object.keys(TEMPLATE_FILES) as readonly TemplateLanguage[];
