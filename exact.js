// The door of `galapagos/exact`: the sources in a checkout, compiled JavaScript in the package.
import { existsSync } from "node:fs";

const source = new URL("./src/exact.ts", import.meta.url);
const library = await import(
  existsSync(source) ? source.href : new URL("./dist/src/exact.js", import.meta.url).href
);

export const { convolve, decimalText, exactly, Interval, larger, proved, refused, scaledIntegers, smaller } =
  library;
