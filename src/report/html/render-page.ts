import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { PageData } from "./page-data.ts";

/**
 * A report as one HTML file that needs nothing else and asks for nothing: a policy lets only its own script and style run, and its
 * data travels as compressed base64, in which no program's text can close an element.
 */
export function renderPage(data: PageData): string {
  const script = readFileSync(new URL("./page.js", import.meta.url), "utf8");
  const style = readFileSync(new URL("./page.css", import.meta.url), "utf8");
  const packed = gzipSync(JSON.stringify(data), { level: 9 }).toString("base64");
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    "<title>Galapagos report</title>",
    `<style>${style}</style>`,
    "<noscript>This report draws itself with JavaScript, which is switched off here.</noscript>",
    '<main id="report"></main>',
    `<script type="text/plain" id="data">${packed}</script>`,
    `<script>${script}</script>`,
    "</html>",
    "",
  ].join("\n");
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
