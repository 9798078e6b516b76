import { readFileSync } from "node:fs";

/** Version of this toolkit, as its package says. */
export const VERSION: string = readVersion(["../../package.json", "../../../package.json"]);

/** The package's description lies above `src` in a checkout, and above `dist/src` in the package. */
function readVersion(places: readonly string[]): string {
  for (const place of places) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"));
      if (name === "galapagos") return String(version);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return "0.0.0";
}
