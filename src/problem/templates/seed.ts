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
