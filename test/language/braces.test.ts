import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { languageNamed, languageOfFile } from "../../src/language/index.ts";
import { sameOutsideRegions } from "../../src/program/index.ts";

const read = (name: string): string => readFileSync(new URL(`programs/${name}`, import.meta.url), "utf8");
const GO = `package main

import "fmt"

// EVOLVE-BLOCK-START
func curve(x float64) float64 {
	rise := 0.5 + 0.5*x // "half"
	fall := 0.2 * x * x
	if rise < fall && x > 2.0 {
		rise = fall
	} else {
		fall = 0.0
	}
	return rise - fall
}
// EVOLVE-BLOCK-END

func main() {
	fmt.Println(curve(3.0))
}
`;

const PROGRAMS = [
  ["cpp", read("pack.cpp")],
  ["rust", read("pack.rs")],
  ["go", GO],
] as const;

function childrenOf(name: string, source: string, count: number): readonly string[] {
  const language = languageNamed(name);
  return Array.from({ length: count }, (_, i) => {
    const random = randomStream("braces", name, i);
    const child = language?.vary({ source, mates: [], strategy: {}, random, maxLength: 20_000 });
    return child?.status === "changed" ? child.source : "";
  });
}

const quiet = (source: string): readonly string[] =>
  source.match(/\/\/.*|\/\*[\s\S]*?\*\/|"[^"\n]*"|^#.*/gm) ?? [];
const count = (source: string, part: RegExp): number => source.match(part)?.length ?? 0;

describe.each(PROGRAMS)("children of a program in %s", (name, seed) => {
  const children = childrenOf(name, seed, 120);

  it("hang together, and keep strings, comments and everything outside the regions", () => {
    const known = new Set(quiet(seed));
    for (const child of children) {
      expect(languageNamed(name)?.check?.(child, null)).toBeNull();
      expect(quiet(child).filter((text) => !known.has(text))).toEqual([]);
      expect(sameOutsideRegions(seed, child)).toBe(true);
    }
  });

  it("are of many kinds, and keep their functions", () => {
    expect(new Set(children).size).toBeGreaterThan(80);
    const functions = /^(?:fn|func|double|std::vector<double>) \w+[(<].*$/gm;
    for (const child of children) expect(child.match(functions)).toEqual(seed.match(functions));
  });

  it("move, remove or double whole statements", () => {
    const lines = count(seed, /\n/g);
    const other = children.filter((child) => count(child, /\n/g) !== lines);
    expect(other.length).toBeGreaterThan(0);
    for (const child of other) expect(count(child, /{/g)).toBe(count(child, /}/g));
  });

  it("are equal programs whatever their layout and comments", () => {
    const language = languageNamed(name);
    const spread = seed.replaceAll(/\n(?= |\t)/g, "\n\n  ").replaceAll(/ \/\/ .*/g, " // other words");
    expect(language?.fingerprint(spread)).toEqual(language?.fingerprint(seed));
    expect(language?.fingerprint(seed.replace(/0\.5(?= \+|\))/, "0.6"))).not.toEqual(
      language?.fingerprint(seed),
    );
  });
});

describe("a look at a program", () => {
  it.each([
    ["rust", "fn f<'a>(x: &'a str) -> char { '\\'' }"],
    ["rust", 'fn f() { let s = r#"a " b { "#; }'],
    ["cpp", "char c = '\"'; const char* s = R\"x({ ( )x\"; int n = 1'000;"],
    ["cpp", "#define OPEN {\nint x;"],
    ["go", "s := `a\n{ ( `\nr := '\\''"],
  ])("%s: finds no fault in %j", (name, source) => {
    expect(languageNamed(name)?.check?.(source, null)).toBeNull();
  });

  it("finds a brace that is never closed", () => {
    expect(languageNamed("cpp")?.check?.("int f() {", null)?.message).toMatch(/{ is never closed \(line 1\)/);
  });
});

describe("files", () => {
  it.each([
    ["a.cpp", "cpp"],
    ["a.rs", "rust"],
    ["a.go", "go"],
    ["a.sh", "shell"],
    ["a.lua", "any"],
  ])("%s is %s", (file, name) => {
    expect(languageOfFile(file).name).toBe(name);
  });
});
