/** A name that the program declares. */
export interface Binding {
  readonly name: string;
  readonly kind: "const" | "let" | "var" | "loop" | "param" | "function" | "class" | "import";
  /** From this offset on the name may be read within its own function (its declaration is over). */
  readonly from: number;
  /**
   * False when the program shows that it holds a function, an object or text, so that arithmetic on it would
   * be senseless.
   */
  value: boolean;
  /** Number of times it is read. */
  reads: number;
}

/**
 * A lexical scope. Names of outer functions are visible throughout; those of the same function after their
 * declaration.
 */
export interface Scope {
  readonly outer: Scope | null;
  /** The nearest scope that belongs to a function (or the program) as a whole. */
  readonly owner: Scope;
  readonly names: Map<string, Binding>;
}

/** Opens a scope. `ownsVariables` is true for a function's or the program's outermost one. */
export function openScope(outer: Scope | null, ownsVariables: boolean): Scope {
  const names = new Map<string, Binding>();
  if (outer !== null && !ownsVariables) return { outer, owner: outer.owner, names };
  const scope = {
    outer,
    get owner(): Scope {
      return scope;
    },
    names,
  };
  return scope;
}

/** The binding that `name` has in `scope`, or `null` for a global. */
export function resolve(
  scope: Scope,
  name: string,
): { readonly binding: Binding; readonly scope: Scope } | null {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const binding = at.names.get(name);
    if (binding) return { binding, scope: at };
  }
  return null;
}

/** Globals that any program may name even where it did not so far. */
const GLOBALS = new Set(
  (
    "Math Number Infinity NaN undefined Array Object Map Set JSON String Boolean isFinite isNaN parseInt parseFloat " +
    "Float64Array Int32Array Uint8Array Uint32Array"
  ).split(" "),
);

/**
 * True when `name` may be read at `offset` within `scope`: a binding that is ready there, or a plain global.
 */
export function isVisible(scope: Scope, name: string, offset: number): boolean {
  const found = resolve(scope, name);
  if (!found) return GLOBALS.has(name);
  return isReady(found.binding, found.scope, scope, offset);
}

function isReady(binding: Binding, at: Scope, from: Scope, offset: number): boolean {
  return binding.from <= offset || at.owner !== from.owner;
}

/** Names at `offset` within `scope` that may hold a number, innermost first. */
export function visibleValues(scope: Scope, offset: number): string[] {
  const names: string[] = [];
  const hidden = new Set<string>();
  for (let at: Scope | null = scope; at; at = at.outer) {
    for (const binding of at.names.values()) {
      if (hidden.has(binding.name)) continue;
      hidden.add(binding.name);
      if (binding.value && isReady(binding, at, scope, offset)) names.push(binding.name);
    }
  }
  return names;
}
