import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { packPage } from "./packed-page.ts";
import type { WholePage } from "./page-data.ts";

/**
 * A report as one HTML file that needs nothing else and asks for nothing: a policy lets only its own script and style run, and its
 * data travels as compressed base64, in which no program's text can close an element.
 */
export function renderPage(data: WholePage): string {
  const { page, texts } = packPage(data);
  return document(carried("data", page) + carried("texts", texts), readParts()).page;
}

/** Data as an element of a page. */
function carried(id: string, data: unknown): string {
  // a higher level takes three times as long for a hundredth less
  const packed = gzipSync(JSON.stringify(data), { level: 6 }).toString("base64");
  return `<script type="text/plain" id="${id}">${packed}</script>\n`;
}

/** The page of a dashboard: the same page without data, which may ask its own server and nobody else. */
export function livePage(): { readonly page: string; readonly policy: string } {
  return document("", readParts(), ["connect-src 'self'", "frame-ancestors 'none'"]);
}

/** Script and style of the page. */
interface Parts {
  readonly script: string;
  readonly style: string;
}

function readParts(): Parts {
  return {
    script: readFileSync(new URL("./page.js", import.meta.url), "utf8"),
    style: readFileSync(new URL("./page.css", import.meta.url), "utf8"),
  };
}

function document(data: string, { script, style }: Parts, more: readonly string[] = []) {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...more,
  ].join("; ");
  // a live page is told its policy by its server
  const told = data === "" ? [] : [`<meta http-equiv="Content-Security-Policy" content="${policy}">`];
  const page = [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    ...told,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    "<title>Galapagos report</title>",
    `<style>${style}</style>`,
    "<noscript>This report draws itself with JavaScript, which is switched off here.</noscript>",
    // a large run takes a moment: what is painted first says so
    '<main id="report"><p class="told">The run is being read …</p></main>',
    ...(data === "" ? [] : [data]),
    `<script>${script}</script>`,
    "</html>",
    "",
  ].join("\n");
  return { page, policy };
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
