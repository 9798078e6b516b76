import { contractOf, languageOf } from "../../../language/index.ts";
import type { ProblemDefinition } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { PreparedProgram } from "../../sandbox/sandbox.ts";
import { withHopping } from "./hopping.ts";

/** Why a text cannot run; `spent` when it broke the stripper of this thread. */
export type Unprepared = Failure & { readonly spent?: boolean };

/** Turns a program's text into what its engine takes. Throws what a compiler throws. */
export type Compile = (source: string) => string;

/**
 * The compiler of a problem's programs: to JavaScript where they are called as functions; every other engine
 * takes the text as it is.
 */
export function compilerOf(definition: ProblemDefinition): Compile {
  const { hopping } = definition;
  const own = contractOf(definition) === "function" ? languageOf(definition).toJavaScript : undefined;
  const compile = own ?? ((source) => source);
  return hopping ? (source) => withHopping(compile(source), hopping, definition) : compile;
}

/**
 * Makes a candidate's text ready for a realm. TypeScript loses its types here, in the trusted realm
 * (positions stay the same). A text with an export statement is tried as an ES module first, any other as a
 * classic script that defines the entry point as a global function; the judge tries the other form when the
 * first does not fit.
 */
export function prepareProgram(
  source: string,
  compile: Compile,
  entryPoint: string,
): PreparedProgram | Unprepared {
  let code: string;
  try {
    code = compile(source);
  } catch (error) {
    if (error instanceof SyntaxError) return failure("invalid", "syntax", error.message);
    // The stripper trapped, as it does on very deep nesting; it answers nothing but this error from now on.
    return {
      ...failure("invalid", "syntax", "the program is nested too deeply for its types to be stripped"),
      spent: true,
    };
  }
  return { code, kind: EXPORTS.test(code) ? "module" : "script", entryPoint };
}

/** An export statement somewhere, or a comment or string that looks like one. */
const EXPORTS = /(?:^|[\s;}])export[\s{*]/;
