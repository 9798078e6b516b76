import { ByteWriter, bytesOf } from "./byte-writer.ts";
import { type Code, type Expression, type Statement, TYPE_BYTE, type ValueType } from "./code.ts";
import { unsignedLeb128 } from "./leb128.ts";

/** A parameter or local variable of the function being built. */
export interface Local<T extends ValueType = ValueType> extends Expression<T> {
  readonly index: number;
  /** Assigns and gives the value assigned (`local.tee`). */
  tee(value: Expression<T>): Expression<T>;
}

/** A block that can be branched to: the end of a block, the beginning of a loop. */
export interface Label {
  /** Number of blocks open around the labelled one, itself included. */
  readonly depth: number;
}

/** Block type of a block without parameters and results (spec 5.4.1). */
const EMPTY = 0x40;
const END = 0x0b;

/**
 * Builds one function statement by statement. Blocks nest as closures, so that a branch names the {@link
 * Label} it goes to and the builder works out the relative depth that the format wants (spec 5.4.1).
 */
export class FunctionBuilder {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  private readonly locals: ValueType[] = [];
  private readonly bytes = new ByteWriter();
  private depth = 0;

  constructor(parameters: readonly ValueType[] = [], results: readonly ValueType[] = []) {
    this.parameters = parameters;
    this.results = results;
  }

  /** The parameter at `index`, which must have type `type`. */
  parameter<T extends ValueType>(index: number, type: T): Local<T> {
    if (this.parameters[index] !== type) throw new Error(`parameter ${index} is not of type ${type}`);
    return local(index, type);
  }

  /** A new local variable; it is zero at first. */
  local<T extends ValueType>(type: T): Local<T> {
    this.locals.push(type);
    return local(this.parameters.length + this.locals.length - 1, type);
  }

  /** Appends a statement. */
  do(statement: Statement): void {
    this.emit(statement.code);
  }

  /** Assigns a value to a local variable (`local.set`, spec 5.4.5). */
  set<T extends ValueType>(target: Local<T>, value: Expression<T>): void {
    this.emit([value.code, 0x21, unsignedLeb128(target.index)]);
  }

  /** A block; a branch to its label leaves it. */
  block(body: (end: Label) => void): void {
    this.nest([0x02, EMPTY], body);
  }

  /** A loop; a branch to its label begins the next turn, reaching its end leaves it. */
  loop(body: (again: Label) => void): void {
    this.nest([0x03, EMPTY], body);
  }

  /** Runs `then` if the condition is not zero, else `otherwise`. */
  when(condition: Expression<"i32">, then: () => void, otherwise?: () => void): void {
    this.nest([condition.code, 0x04, EMPTY], () => {
      then();
      if (otherwise !== undefined) {
        this.emit([0x05]);
        otherwise();
      }
    });
  }

  /** Goes to a label. */
  branch(to: Label): void {
    this.emit([0x0c, unsignedLeb128(this.depth - to.depth)]);
  }

  /** Goes to a label if the condition is not zero. */
  branchIf(to: Label, condition: Expression<"i32">): void {
    this.emit([condition.code, 0x0d, unsignedLeb128(this.depth - to.depth)]);
  }

  /**
   * Runs the case with the number `index`, or `otherwise` when there is none, by one `br_table` (spec 5.4.1).
   * Every case ends with a branch behind the whole switch. `targets` maps indices to cases where several
   * indices share one; by default index i is case i.
   */
  switchOn(
    index: Expression<"i32">,
    cases: readonly (() => void)[],
    otherwise: () => void,
    targets: readonly number[] = cases.map((_, i) => i),
  ): void {
    this.block((end) => {
      // The innermost block ends where case 0 begins, the next one where case 1 begins, and so on.
      const entries = [...cases, otherwise];
      const outermost = this.depth;
      for (let i = 0; i < entries.length; i++) this.open([0x02, EMPTY]);
      this.emit([
        index.code,
        0x0e,
        unsignedLeb128(targets.length),
        targets.map(unsignedLeb128),
        unsignedLeb128(cases.length),
      ]);
      for (const [i, body] of entries.entries()) {
        this.close();
        body();
        if (i < entries.length - 1) this.branch(end);
      }
      if (this.depth !== outermost) throw new Error("unbalanced switch");
    });
  }

  /** Return instruction, with the function's results. */
  return(...values: readonly Expression[]): void {
    this.emit([values.map((value) => value.code), 0x0f]);
  }

  /** The function's entry in the code section (spec 5.5.13): its size, its locals, its body. */
  finish(...values: readonly Expression[]): Uint8Array<ArrayBuffer> {
    this.emit([values.map((value) => value.code), END]);
    const declarations = this.locals.map((type) => [1, TYPE_BYTE[type]]);
    const locals = bytesOf([unsignedLeb128(declarations.length), declarations]);
    return bytesOf([unsignedLeb128(locals.length + this.bytes.length), locals, this.bytes.finish()]);
  }

  private emit(code: Code): void {
    this.bytes.write(code);
  }

  private nest(opening: Code, body: (label: Label) => void): void {
    this.open(opening);
    body({ depth: this.depth });
    this.close();
  }

  private open(opening: Code): void {
    this.emit(opening);
    this.depth++;
  }

  private close(): void {
    this.emit([END]);
    this.depth--;
  }
}

function local<T extends ValueType>(index: number, type: T): Local<T> {
  const at = unsignedLeb128(index);
  return {
    type,
    index,
    code: [0x20, at],
    tee: (value) => ({ type, code: [value.code, 0x22, at] }),
  };
}
