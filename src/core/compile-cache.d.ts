/** True of a folder (by its real path) into which nobody else can put anything, nor another folder in its place. */
export function isOwnFolder(folder: string): boolean;

/**
 * The folder in which compiled code is kept between starts, made when it is missing: `galapagos` in the
 * user's folder of caches, or `null` where another user could write it or take its place, since code is run
 * from it.
 */
export function compileCacheFolder(
  environment?: { readonly [name: string]: string | undefined },
  home?: string,
): string | null;
