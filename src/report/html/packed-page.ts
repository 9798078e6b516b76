import type { PageData, PagePart } from "./page-data.ts";
import { type PackedPrograms, packPrograms, unpackPrograms } from "./packed-programs.ts";

/** A page's data as it travels: programs packed. */
export interface PackedPage extends Omit<PageData, "parts"> {
  readonly parts: readonly (Omit<PagePart, "programs"> & { readonly programs: PackedPrograms })[];
}

/** The data of a page, ready to travel. */
export function packPage({ parts, ...page }: PageData): PackedPage {
  return { ...page, parts: parts.map((part) => ({ ...part, programs: packPrograms(part.programs) })) };
}

/** The data that travelled. */
export function unpackPage({ parts, ...page }: PackedPage): PageData {
  return { ...page, parts: parts.map((part) => ({ ...part, programs: unpackPrograms(part.programs) })) };
}
