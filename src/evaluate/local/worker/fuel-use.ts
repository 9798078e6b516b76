/** The fuel of a program's runs so far; nothing where the engine counts none. */
export class FuelUse {
  /** Deterministic execution units of all runs. */
  total: number | undefined;
  /** The most that one run took. */
  most: number | undefined;

  add(fuel: number | undefined): void {
    if (fuel === undefined) return;
    this.total = (this.total ?? 0) + fuel;
    this.most = Math.max(this.most ?? 0, fuel);
  }
}
