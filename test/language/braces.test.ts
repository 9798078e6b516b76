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

describe("children of a program in go", () => {
  const seed = `package main

func sum(n int) int {
	total := 0
	for i := 0; i < n; i++ {
		if half := i / 2; half > 1 {
			total = total + half // twice
		} else {
			total = total - 1 // once
		}
	}
	return total
}

func twice(n int) int { return sum(n) + sum(n) }

func main() { println(twice(9)) }
`;
  const language = languageNamed("go");
  const children = Array.from({ length: 300 }, (_, i) => {
    const random = randomStream("go", i);
    const mates = [seed.replaceAll("total", "all").replaceAll("half", "part")];
    const child = language?.vary({ source: seed, mates, strategy: {}, random, maxLength: 20_000 });
    return child?.status === "changed" ? child.source : "";
  });

  it("keep what stands between the semicolons of a header", () => {
    const headers = /\bfor \w+ := [^;\n]+; [^;\n]+; i\+\+ {|\bif \w+ := [^;\n]+; [^;\n]+ {/g;
    for (const child of children)
      expect(count(child, headers), child).toBe(count(child, /\b(?:for|if) \w+ :=/g));
    expect(children.filter((child) => count(child, headers) !== 2).length).toBeGreaterThan(0);
  });

  it("have a line end or a semicolon between two statements", () => {
    const together = /[\w)] *\b(?:return \w|total = |all = )|\)return/;
    for (const child of children) expect(child.match(together)?.[0] ?? "", child).toBe("");
    const doubled = children.filter((child) => count(child, /return sum/g) > 1);
    expect(doubled.length).toBeGreaterThan(0);
  });
});
