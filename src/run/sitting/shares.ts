/** Evaluations of one island when `total` are split over all: ⌊N/I⌋, plus one for the first N mod I. */
export function shareOf(total: number, islands: number, island: number): number {
  if (!Number.isFinite(total)) return total;
  return Math.floor(total / islands) + (island < total % islands ? 1 : 0);
}

/** The smallest total whose shares reach what each island has consumed already. */
export function totalCovering(consumed: readonly number[]): number {
  const islands = consumed.length;
  const most = Math.max(...consumed);
  const last = consumed.lastIndexOf(most);
  return most === 0 ? 0 : (most - 1) * islands + last + 1;
}
