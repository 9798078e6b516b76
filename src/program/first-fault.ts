import { babel } from "./babel.ts";

/**
 * Where the text of a JavaScript module stops being JavaScript: line and column from 1; `null` where it
 * parses.
 */
export function firstFault(text: string): { readonly line: number; readonly column: number } | null {
  try {
    babel().parse(text, { sourceType: "module" });
    return null;
  } catch (fault) {
    const { loc } = fault as { readonly loc?: { readonly line: number; readonly column: number } };
    return loc === undefined ? null : { line: loc.line, column: loc.column + 1 };
  }
}
