/**
 * Languages a program may be written in, as the rooms above name them. JavaScript and TypeScript have a parser here;
 * `command` stands for every other language.
 */
export type ProgramLanguage = "javascript" | "typescript" | "command";
