/**
 * A language is what the text of a program is written in: how it looks, how it is checked, told apart and
 * varied. It says nothing about where a program runs (an engine) and only the default of how it is called (a
 * contract). One file and one record each; everything that differs between languages stands in the record, so
 * no other room asks for a language by name.
 */
export * from "./language.ts";
export * from "./registry.ts";
