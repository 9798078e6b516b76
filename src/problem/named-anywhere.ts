import { dirname, extname, join } from "node:path";

/**
 * Files that a scorer's file may name, seen from the problem's folder: for Python the modules that it imports, and for
 * every language its words that look like a file's name. Most of them name nothing, and then nothing is found there.
 */
export function namedAnywhere(file: string, text: string): readonly string[] {
  const home = dirname(file);
  const words = [...text.matchAll(WORD)].map(([word]) => word);
  const names = [...new Set(words)].slice(0, MOST).flatMap((word) => [join(home, word), join(word)]);
  const modules = extname(file) === ".py" ? importedModules(text).flatMap((way) => places(home, way)) : [];
  return [...new Set([...modules, ...names])];
}

/** Modules that a Python file imports, as the steps of their path. */
function importedModules(text: string): readonly (readonly string[])[] {
  const modules: string[][] = [];
  for (const [, from, names = ""] of text.matchAll(IMPORT)) {
    for (const name of names.replace(/[()\\]/g, " ").split(",")) {
      const plain = name.trim().split(/\s/)[0] ?? "";
      const way = [...(from ?? "").split("."), ...plain.split(".")].filter(Boolean);
      for (let length = 1; length <= way.length; length++) modules.push(way.slice(0, length));
    }
  }
  return modules;
}

function places(home: string, way: readonly string[]): readonly string[] {
  const path = way.join("/");
  return [home, "."].flatMap((place) => [join(place, `${path}.py`), join(place, path, "__init__.py")]);
}

/** A word that ends like a file's name. */
const WORD = /[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}\.[A-Za-z0-9]{1,10}/g;
/** `import a.b, c` and `from a.b import c, d`, also over several lines in parentheses. */
const IMPORT = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+)?import[ \t]+(\([^)]*\)|.*)/gm;
/** Words of one file that are looked at, so that a long one stays cheap. */
const MOST = 5000;
