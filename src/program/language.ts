/** Languages with a parser in this room. */
export type ParsedLanguage = "javascript" | "typescript";
