/** Reduces a whole number to an address or field of the core, [0, coreSize). */
export function reduce(value: number, coreSize: number): number {
  const rest = value % coreSize;
  return rest < 0 ? rest + coreSize : rest + 0;
}
