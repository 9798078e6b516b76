/**
 * A small structured assembler for WebAssembly modules: just the part of the binary format that the MARS
 * needs, written straight from the WebAssembly Core Specification (chapter 5, "Binary Format"; section
 * numbers in the files). Expressions are typed values that know their bytes, a {@link FunctionBuilder} turns
 * statements and structured control into a function body and a {@link ModuleBuilder} puts the functions into
 * the sections of a module.
 */

export type { Expression, Statement } from "./code.ts";
export { FunctionBuilder, type Label, type Local } from "./function-builder.ts";
export { i32 } from "./i32.ts";
export { i64 } from "./i64.ts";
export { memory } from "./memory.ts";
export { type FunctionHandle, ModuleBuilder } from "./module-builder.ts";
