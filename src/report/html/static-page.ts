import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { printable } from "../../core/index.ts";

/** Text that stands on a page as it is: what could be markup is written as references, what could deceive becomes `·`. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * A page without a script: one file that asks for nothing and runs nothing, in the style of the report.
 *
 * @param title - text
 * @param body - markup, every text in it {@link escaped}
 */
export function staticPage(title: string, body: string): string {
  const style = readFileSync(new URL("./page.css", import.meta.url), "utf8");
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<main>${body}</main>`,
    "</html>",
    "",
  ].join("\n");
}
