/**
 * Languages a program may be written in, as the rooms above name them. JavaScript and TypeScript have a parser here;
 * Redcode and plain text are read by the problem's scorer; `command` stands for every other language.
 */
export type ProgramLanguage = ParsedLanguage | "redcode" | "text" | "command";

/** Languages with a parser in this room. */
export type ParsedLanguage = "javascript" | "typescript";

/** True for a language with a parser in this room. */
export function hasParser(language: ProgramLanguage): language is ParsedLanguage {
  return language === "javascript" || language === "typescript";
}
