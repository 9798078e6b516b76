import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import type { Replay } from "./record.ts";

/**
 * A replay as one page of HTML that needs nothing else: no request leaves it, and its policy allows none;
 * nothing runs but the player, by its hash. What warriors say of themselves is in the packed data, which the
 * player shows as text alone.
 */
export function renderReplay(replay: Replay): string {
  const script = readFileSync(new URL("./player.js", import.meta.url), "utf8");
  const style = readFileSync(new URL("./player.css", import.meta.url), "utf8");
  const data = deflateRawSync(JSON.stringify(replay)).toString("base64");
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Core War replay</title>
<style>${style}</style>
</head>
<body>
<main>
<div id="stage"><canvas id="core" tabindex="0" aria-label="the core; click a cell, or go to it by arrow keys, to see its instruction"></canvas></div>
<div id="controls">
<button id="play" type="button">play</button>
<input id="moment" type="range" min="0" value="0" aria-label="moment of the round">
<output id="cycle"></output>
</div>
<div id="facts">
<ul id="warriors"></ul>
<pre id="cells"></pre>
</div>
</main>
<script type="text/plain" id="replay">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
