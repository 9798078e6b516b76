/**
 * The assembler turns Redcode, the language of Core War, into a {@link Warrior} that a core can load, or says
 * what is wrong with it, line by line. It reads Redcode '94 as pMARS 0.9.2 does; '88 code is translated on
 * the way. Sources come from strangers and models: whatever the text is, it is assembled or refused within
 * bounded time.
 */
export { type AssemblerOptions, type Assembly, assemble } from "./assemble.ts";
export { calculate } from "./calculate.ts";
export { type Diagnostic, formatDiagnostic, showDiagnostic } from "./diagnostic.ts";
