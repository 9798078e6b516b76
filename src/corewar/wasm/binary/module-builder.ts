import { bytesOf } from "./byte-writer.ts";
import { type Code, type Expression, type Statement, TYPE_BYTE, type ValueType } from "./code.ts";
import type { FunctionBuilder } from "./function-builder.ts";
import { unsignedLeb128 } from "./leb128.ts";

/** A function that other functions of the module can call before its body is finished. */
export interface FunctionHandle {
  readonly index: number;
  /** A call that leaves nothing on the stack. */
  call(...values: readonly Expression[]): Statement;
  /** A call whose result is an i32. */
  value(...values: readonly Expression[]): Expression<"i32">;
}

/**
 * Collects functions and writes a module that imports its memory, of any size, as `env.memory` (spec 5.5).
 */
export class ModuleBuilder {
  private readonly functions: {
    readonly builder: FunctionBuilder;
    readonly exportAs: string | null;
    body: Uint8Array | null;
  }[] = [];

  /** Reserves the next function index for a function that is, or will be, built. */
  declare(builder: FunctionBuilder, exportAs: string | null = null): FunctionHandle {
    const index = this.functions.length;
    this.functions.push({ builder, exportAs, body: null });
    const code = (values: readonly Expression[]): Code => [
      values.map((v) => v.code),
      0x10,
      unsignedLeb128(index),
    ];
    return {
      index,
      call: (...values) => ({ code: code(values) }),
      value: (...values) => ({ type: "i32", code: code(values) }),
    };
  }

  /** Ends a declared function with the values that it returns. */
  finish(handle: FunctionHandle, ...values: readonly Expression[]): void {
    const entry = this.functions[handle.index];
    if (entry === undefined) throw new Error(`no function ${handle.index}`);
    entry.body = entry.builder.finish(...values);
  }

  /** The module's bytes. */
  bytes(): Uint8Array<ArrayBuffer> {
    const { functions } = this;
    const exported = functions.flatMap(({ exportAs }, i) =>
      exportAs === null ? [] : [[name(exportAs), 0, unsignedLeb128(i)]],
    );
    const bodies = functions.map(({ body }, i) => {
      if (body === null) throw new Error(`function ${i} is not finished`);
      return body;
    });
    return bytesOf([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic and version (spec 5.5.16)
      section(
        SECTION.type,
        vector(functions.map(({ builder }) => functionType(builder.parameters, builder.results))),
      ),
      section(SECTION.import, vector([[name("env"), name("memory"), 0x02, 0x00, 1]])),
      section(SECTION.function, vector(functions.map((_, i) => unsignedLeb128(i)))),
      section(SECTION.export, vector(exported)),
      section(SECTION.code, vector(bodies)),
    ]);
  }
}

/** A vector (spec 5.1.3): the number of elements, then the elements. */
const vector = (elements: readonly (Code | Uint8Array)[]): Code => [
  unsignedLeb128(elements.length),
  elements,
];

/** A section (spec 5.5.2): its number, its size in bytes, its contents. */
function section(id: number, contents: Code): Code {
  const bytes = bytesOf(contents);
  return [id, unsignedLeb128(bytes.length), bytes];
}

/** A name (spec 5.2.4), in ASCII. */
const name = (text: string): Code => vector([...text].map((letter) => [letter.charCodeAt(0)]));

/** A function type (spec 5.3.6). */
const functionType = (parameters: readonly ValueType[], results: readonly ValueType[]): Code => [
  0x60,
  vector(parameters.map((type) => [TYPE_BYTE[type]])),
  vector(results.map((type) => [TYPE_BYTE[type]])),
];

/** Section numbers (spec 5.5.2). */
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
