import type { TemplateLanguage } from "./template-language.ts";

/** The template's seed program: a formula that is wrong in its numbers and in its structure. */
export function renderSeed(language: TemplateLanguage): string {
  switch (language) {
    case "typescript":
      return script(": number", ": readonly number[]", ": number[]");
    case "javascript":
      return script("", "", "");
    case "python":
      return PYTHON;
    case "cpp":
      return CPP;
    case "rust":
      return RUST;
    case "go":
      return GO;
    case "shell":
      return SHELL;
    case "any":
      return AWK;
  }
}

function script(number: string, numbersIn: string, numbersOut: string): string {
  return `// EVOLVE-BLOCK-START
// Only this part changes. A first guess at the curve:
function curve(x${number})${number} {
  const rise = 0.5 + 0.5 * x;
  const fall = 0.2 * Math.exp(0.5 * x);
  return rise - fall;
}
// EVOLVE-BLOCK-END

export function solve(xs${numbersIn})${numbersOut} {
  return xs.map((x) => curve(x));
}
`;
}

const PYTHON = `import json
import math
import sys


# EVOLVE-BLOCK-START
# Only this part changes. A first guess at the curve:
def curve(x):
    rise = 0.5 + 0.5 * x
    fall = 0.2 * math.exp(0.5 * x)
    return rise - fall


# EVOLVE-BLOCK-END

# One input as JSON on stdin, one output as JSON on stdout.
json.dump([curve(x) for x in json.load(sys.stdin)], sys.stdout)
`;

const CPP = `#include <cmath>
#include <cstdio>

// EVOLVE-BLOCK-START
// Only this part changes. A first guess at the curve:
double curve(double x) {
  double rise = 0.5 + 0.5 * x;
  double fall = 0.2 * std::exp(0.5 * x);
  return rise - fall;
}
// EVOLVE-BLOCK-END

// One input, a list of numbers, as JSON on standard input; one output as JSON on standard output.
int main() {
  double x = 0;
  int count = 0;
  std::scanf(" [");
  while (std::scanf("%lf", &x) == 1) {
    std::printf("%s%.17g", count++ == 0 ? "[" : ",", curve(x));
    std::scanf(" ,");
  }
  std::puts(count == 0 ? "[]" : "]");
}
`;

const RUST = `use std::io::Read;

// EVOLVE-BLOCK-START
// Only this part changes. A first guess at the curve:
fn curve(x: f64) -> f64 {
    let rise = 0.5 + 0.5 * x;
    let fall = 0.2 * (0.5 * x).exp();
    rise - fall
}
// EVOLVE-BLOCK-END

// One input, a list of numbers, as JSON on standard input; one output as JSON on standard output.
fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let numbers = text.trim().trim_matches(|c| c == '[' || c == ']').split(',');
    let xs = numbers.filter_map(|number| number.trim().parse::<f64>().ok());
    println!("{:?}", xs.map(curve).collect::<Vec<f64>>());
}
`;

const GO = `package main

import (
	"encoding/json"
	"math"
	"os"
)

// EVOLVE-BLOCK-START
// Only this part changes. A first guess at the curve:
func curve(x float64) float64 {
	rise := 0.5 + 0.5*x
	fall := 0.2 * math.Exp(0.5*x)
	return rise - fall
}

// EVOLVE-BLOCK-END

// One input, a list of numbers, as JSON on standard input; one output as JSON on standard output.
func main() {
	var xs []float64
	if err := json.NewDecoder(os.Stdin).Decode(&xs); err != nil {
		panic(err)
	}
	ys := make([]float64, len(xs))
	for i, x := range xs {
		ys[i] = curve(x)
	}
	if err := json.NewEncoder(os.Stdout).Encode(ys); err != nil {
		panic(err)
	}
}
`;

const SHELL = `#!/bin/sh
# EVOLVE-BLOCK-START
# Only this part changes. A first guess at the curve, as awk reads it:
curve='
  rise = 0.5 + 0.5 * x
  fall = 0.2 * exp(0.5 * x)
  y = rise - fall
'
# EVOLVE-BLOCK-END

# One input, a list of numbers, as JSON on standard input; one output as JSON on standard output.
tr -d '[] \\n' | tr ',' '\\n' |
  awk "{ x = \\$1; $curve; printf \\"%s%.17g\\", (NR > 1 ? \\",\\" : \\"[\\"), y } END { print \\"]\\" }"
`;

const AWK = `# EVOLVE-BLOCK-START
# Only this part changes. A first guess at the curve:
function curve(x) {
  rise = 0.5 + 0.5 * x
  fall = 0.2 * exp(0.5 * x)
  return rise - fall
}
# EVOLVE-BLOCK-END

# One input, a list of numbers, as JSON on standard input; one output as JSON on standard output.
BEGIN { RS = "," }
{ gsub(/[^0-9.eE+-]/, ""); printf "%s%.17g", (NR > 1 ? "," : "["), curve($0 + 0) }
END { print "]" }
`;
