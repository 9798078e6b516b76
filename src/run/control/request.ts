import {
  integer,
  literal,
  number,
  object,
  optional,
  schemaCheck,
  string,
  type Written,
} from "../../schema/index.ts";

const PAUSE = object({ type: literal("pause", {}) }, {});
const GO_ON = object({ type: literal("go-on", {}) }, {});
const DRAIN = object({ type: literal("drain", {}) }, {});
const STOP = object({ type: literal("stop", {}) }, {});
const BUDGET = object(
  {
    type: literal("budget", {}),
    evaluations: optional(integer({ minimum: 1 })),
    timeMs: optional(number({ exclusiveMinimum: 0 })),
    usd: optional(number({ exclusiveMinimum: 0 })),
  },
  {},
);
const INJECT = object(
  {
    type: literal("inject", {}),
    source: string({ minLength: 1, maxLength: 1_000_000 }),
    note: string({ maxLength: 200 }),
  },
  {},
);
const HINT = object({ type: literal("hint", {}), text: string({ minLength: 1, maxLength: 2000 }) }, {});

const FORMS = {
  pause: PAUSE,
  "go-on": GO_ON,
  drain: DRAIN,
  stop: STOP,
  budget: BUDGET,
  inject: INJECT,
  hint: HINT,
};

/**
 * A person's wish while a run goes on. `pause` and `go-on` hold back what is to be scored; `drain` is Ctrl-C, `stop` is a second one;
 * `budget` raises budgets; `inject` gives it a program and `hint` a lesson, from the next border on.
 */
export type ControlRequest = {
  [Name in keyof typeof FORMS]: Written<(typeof FORMS)[Name]>;
}[keyof typeof FORMS];

/** A control request, or what is wrong with the data that came in its place. */
type ReadRequest = ControlRequest | { readonly type: "invalid"; readonly message: string };

/** The request that plain data from outside holds. */
export function readRequest(value: unknown): ReadRequest {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
  const name = (Object.keys(FORMS) as (keyof typeof FORMS)[]).find((known) => known === type);
  if (name === undefined)
    return { type: "invalid", message: `expected a type of ${Object.keys(FORMS).join(", ")}` };
  const check = schemaCheck<ControlRequest>(FORMS[name], "");
  if (check.accepts(value)) return value;
  const [fault] = check.faults(value);
  return {
    type: "invalid",
    message: `${fault?.pointer || name}: expected ${fault?.expected}, got ${fault?.came}`,
  };
}
