/**
 * The same object without the properties that are `undefined`, in the same order: what was left out stays
 * left out, since `exactOptionalPropertyTypes` tells an absent property from an undefined one.
 */
export function given<const T extends object>(object: T): Given<T> {
  const kept: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(object)) if (value !== undefined) kept[name] = value;
  return kept as Given<T>;
}

/** An object's type with each property that may be `undefined` as one that may be absent. */
export type Given<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
