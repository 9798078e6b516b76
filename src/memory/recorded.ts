import { applyEvents, type Book, EMPTY_BOOK } from "./fold/book.ts";
import { crossBorder, stepsOf } from "./fold/borders.ts";
import type { MemoryRecord } from "./record.ts";
import type { MemoryPlace } from "./settings.ts";

/**
 * All that a run's record knows, for people and for export: what the islands shared as of the last border that all of them
 * reached, and everything after it.
 *
 * @param lastSteps - highest recorded step of each island
 */
export function recordedBook(
  place: Omit<MemoryPlace, "island">,
  record: MemoryRecord,
  lastSteps: readonly number[],
): Book {
  const { interval, islands } = place;
  const last = Math.max(0, Math.floor(Math.min(...lastSteps) / interval));
  let book: Book = EMPTY_BOOK;
  for (let epoch = 0; epoch <= last; epoch++) {
    book = crossBorder(book, epoch, { ...place, island: 0 }, record).book;
  }
  const from = last === 0 ? 0 : last * interval + 1;
  const rest = stepsOf(record, islands, from, Math.max(0, ...lastSteps));
  return applyEvents(
    book,
    rest.map(({ event }) => event),
  );
}
