import type { PageData, PagePart, PageTexts, WholePage } from "./page-data.ts";
import { type PackedPrograms, packPrograms, unpackPrograms } from "./packed-programs.ts";

/** A page's data as it travels: programs packed, and their texts apart. */
export interface PackedPage {
  readonly page: Omit<PageData, "parts"> & {
    readonly parts: readonly (Omit<PagePart, "programs"> & { readonly programs: PackedPrograms })[];
  };
  readonly texts: PageTexts;
}

/** The data of a page, ready to travel. */
export function packPage({ parts, texts, ...page }: WholePage): PackedPage {
  const packed = parts.map((part) => ({ ...part, programs: packPrograms(part.programs) }));
  return { page: { ...page, parts: packed }, texts };
}

/** The data that travelled. */
export function unpackPage({ parts, ...page }: PackedPage["page"]): PageData {
  return { ...page, parts: parts.map((part) => ({ ...part, programs: unpackPrograms(part.programs) })) };
}
