// Writes what follows from other sources: schemas/*.json and docs/settings.md from the declarations of settings,
// the script of the report's page from src/report/html/page, and the kits that candidates import. With --check it writes nothing, and fails where
// one of them is not what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { CONFIG_FILE } from "../src/config/index.ts";
import { MEMORY_SCHEMA } from "../src/memory/index.ts";
import { KNOWN_VALUES_SCHEMA, PROBLEM_SCHEMA } from "../src/problem/index.ts";
import { PROGRAM_LINE_SCHEMA, TRACE_LINE_SCHEMA } from "../src/report/index.ts";
import { STUDY_SCHEMA } from "../src/run/index.ts";
import { settingsPage } from "./settings-page.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const json = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

/** Notices that the licences of others' code in a kit ask to be kept with it. */
const NOTICE = `// Made by npm run generate. With Alea of seedrandom 3.0.5, Copyright 2019 David Bau, MIT licence,
// a port of an algorithm by Johannes Baagøe <baagoe@baagoe.com>, 2010:
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
// files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
// modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
// Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice
// shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY
// OF ANY KIND.`;

const files = {
  "schemas/config.schema.json": json(CONFIG_FILE),
  "schemas/problem.schema.json": json(PROBLEM_SCHEMA),
  "schemas/known-values.schema.json": json(KNOWN_VALUES_SCHEMA),
  "schemas/study.schema.json": json(STUDY_SCHEMA),
  "schemas/memory.schema.json": json(MEMORY_SCHEMA),
  "schemas/export-program.schema.json": json(PROGRAM_LINE_SCHEMA),
  "schemas/export-trace.schema.json": json(TRACE_LINE_SCHEMA),
  "docs/settings.md": settingsPage(),
  "src/report/html/page.js": pageScript(),
  "src/kit/math.js": kitModule("math"),
};

const stale = Object.entries(files).filter(([path, text]) => textOf(path) !== text);
if (!process.argv.includes("--check")) {
  for (const [path, text] of stale) writeFileSync(`${root}/${path}`, text);
} else if (stale.length > 0) {
  for (const [path] of stale) console.error(`${path} is not what its declaration says`);
  console.error("npm run generate writes them anew");
  process.exitCode = 1;
}

/** The page's modules as one script for browsers. */
function pageScript(): string {
  const { outputFiles } = buildSync({
    ...{ entryPoints: [`${root}/src/report/html/page/main.ts`], absWorkingDir: root },
    ...{
      bundle: true,
      write: false,
      format: "iife",
      target: "es2022",
      charset: "ascii",
      legalComments: "inline",
    },
  });
  return outputFiles[0]?.text ?? "";
}

/** A kit's modules as one, without imports. */
function kitModule(name: string): string {
  const { outputFiles } = buildSync({
    ...{ entryPoints: [`${root}/src/kit/${name}/index.ts`], absWorkingDir: root },
    ...{ bundle: true, write: false, format: "esm", target: "es2022", charset: "ascii" },
    ...{ platform: "browser", legalComments: "inline", banner: { js: NOTICE } },
  });
  return outputFiles[0]?.text ?? "";
}

function textOf(path: string): string | null {
  try {
    return readFileSync(`${root}/${path}`, "utf8");
  } catch {
    return null;
  }
}
