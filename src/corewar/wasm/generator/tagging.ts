import { canonical, nameOf } from "./behaviour.ts";
import { CODES, decode, type Operation } from "./encoding.ts";

/**
 * How operations are numbered in the core. Every operation has a tag of its own (`.I` compares them, `MOV.I`
 * copies them); the lowest tags are those of operations with a handler, so that the tag is the index of the
 * main jump table.
 */
export interface Tagging {
  /** Canonical operations that get a handler of their own. */
  readonly handlers: readonly Operation[];
  /** For each tag below its length: the index of its handler. */
  readonly handlerOf: readonly number[];
  /** Tag by code. */
  readonly tagOf: Uint16Array;
  /** Code by tag. */
  readonly codeOf: Uint16Array;
}

/**
 * Numbers all operations; the first of `handlers` must be that of the empty cell, the code of which is 0, as
 * shall be its tag.
 */
export function createTagging(handlers: readonly Operation[]): Tagging {
  const handlerByName = new Map(handlers.map((operation, index) => [nameOf(operation), index]));
  const hot: { readonly code: number; readonly handler: number }[] = [];
  const cold: number[] = [];
  for (let code = 0; code < CODES; code++) {
    const operation = decode(code);
    if (operation === null) continue;
    const handler = handlerByName.get(nameOf(canonical(operation)));
    if (handler === undefined) cold.push(code);
    else hot.push({ code, handler });
  }
  const codeOf = Uint16Array.from([...hot.map(({ code }) => code), ...cold]);
  const tagOf = new Uint16Array(CODES);
  for (const [tag, code] of codeOf.entries()) tagOf[code] = tag;
  return { handlers, handlerOf: hot.map(({ handler }) => handler), tagOf, codeOf };
}
