/** Bounds within which any text is assembled or refused; far above what warriors need. */
export const LIMITS = {
  /** Characters of source. */
  characters: 2_000_000,
  /** Lines of source. */
  sourceLines: 100_000,
  /** Lines read, loops and substitutions unrolled. */
  lines: 400_000,
  /** Tokens that substitutions may produce. */
  tokens: 400_000,
  /** Depth of `EQU` substitutions, and of loops, within each other. */
  depth: 64,
  /** Depth of parentheses and signs in an expression. */
  nesting: 200,
  /** Operators in a row in an expression. */
  operators: 1000,
} as const;
