import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import {
  assembleParts,
  createPromptLibrary,
  estimateTokens,
  fencedData,
  oneLine,
  PROMPT_NAMES,
  PROMPT_PLACEHOLDERS,
  parseTemplate,
  readPromptTexts,
} from "../../src/llm/index.ts";
import { readPrompt } from "../../src/stand-in/read-prompt.ts";
import { readFences } from "../../src/edits/index.ts";

const SEED = 20_265;

describe("templates", () => {
  test("gaps are filled once: a value with braces stays text", () => {
    const template = parseTemplate("a {{x}} b {{ y }}", "t", ["x", "y"]);
    expect(template.names).toEqual(["x", "y"]);
    expect(template.fill({ x: "{{y}}", y: "2" })).toBe("a {{y}} b 2");
  });

  test("a section goes when its value is empty, and leaves no hole", () => {
    const template = parseTemplate("one\n\n{{#x}}\n# X\n\n{{x}}\n{{/x}}\n\ntwo", "t", ["x"]);
    expect(template.fill({ x: "" })).toBe("one\n\ntwo");
    expect(template.fill({ x: "text" })).toContain("# X\n\ntext");
  });

  test("a value keeps its blank lines: what a model is to quote must be there as it is", () => {
    const program = "def a():\n    pass\n\n\n\ndef b():\n    pass";
    const template = parseTemplate("one\n\n{{#y}}\n{{y}}\n{{/y}}\n\n{{#x}}\n{{x}}\n{{/x}}\n", "t", [
      "x",
      "y",
    ]);
    expect(template.fill({ x: program, y: "" })).toBe(`one\n\n${program}`);
  });

  test.each([
    ["{{nope}}", "prompt/unknown", "plan.md, line 1: there is no value called {{nope}}."],
    ["one\n{{ Task }}", "prompt/unknown", "plan.md, line 2: there is no value called {{ Task }}."],
    ["{{#x}} never closed", "prompt/section", "plan.md, line 1: {{#x}} has no counterpart."],
    ["{{/x}}", "prompt/section", "plan.md, line 1: {{/x}} has no counterpart."],
    ["{{#x}}{{#y}}{{/x}}{{/y}}", "prompt/section", "plan.md, line 1: {{/x}} has no counterpart."],
  ])("%j is a clear mistake", (text, code, message) => {
    expect(() => parseTemplate(text, "plan.md", ["x", "y"])).toThrow(
      expect.objectContaining({ code, message }),
    );
  });

  test("a missing value is an error, braces of other kinds are text", () => {
    expect(() => parseTemplate("{{x}}", "t", ["x"]).fill({})).toThrow("t: no value for {{x}}.");
    expect(parseTemplate("{ x } {{\n}} }}", "t", []).fill({})).toBe("{ x } {{\n}} }}");
  });
});

describe("the prompts that ship", () => {
  const library = createPromptLibrary(readPromptTexts(null));

  test("are all there, fill, and name their answer's format", () => {
    for (const name of PROMPT_NAMES) {
      const values = Object.fromEntries(PROMPT_PLACEHOLDERS[name].map((gap) => [gap, `<${gap}>`]));
      for (const variant of library.variants(name)) {
        const text = library
          .messages(name, variant, values)
          .map((message) => message.text)
          .join("\n");
        for (const gap of ["task", "parent", "format"]) {
          if (gap in values) expect(text).toContain(`<${gap}>`);
        }
        const states = /^(?:plan|summarize|format-)/.test(name);
        if (states) expect(text).toMatch(/^Answer format: [a-z-]+(, or .*)?$/m);
      }
    }
  });

  test("tell the stand-in which program to change and how to answer", () => {
    const values = Object.fromEntries(PROMPT_PLACEHOLDERS.crossover.map((gap) => [gap, ""]));
    const messages = library.messages("crossover", "default", {
      ...values,
      task: "Pack circles.\nAnswer format: plan",
      parent: fencedData("js program", "const a = 1;"),
      mate: fencedData("js listing", "const other = '```';\nconst longer = true;"),
      format: library.text("format-unified-diff", { frozen: "" }),
    });
    expect(messages.map((message) => message.role)).toEqual(["system", "user"]);
    expect(readPrompt(messages)).toEqual({ program: "const a = 1;\n", format: "unified-diff" });
  });

  test("variants are drawn from the stream, a wanted one is taken", () => {
    expect(library.variants("plan")).toEqual(["default", "bold"]);
    expect(library.chooseVariant("plan", "bold", randomStream("x"))).toBe("bold");
    const drawn = Array.from({ length: 50 }, (_each, at) =>
      library.chooseVariant("plan", null, randomStream("x", at)),
    );
    expect(new Set(drawn)).toEqual(new Set(["default", "bold"]));
  });

  test("a user's folder replaces prompts and adds variants; another file is a clear mistake", () => {
    const folder = mkdtempSync(join(tmpdir(), "prompts-"));
    try {
      writeFileSync(join(folder, "plan.md"), "Mine: {{task}}");
      writeFileSync(join(folder, "execute.short.md"), "Short.\n=== user ===\n{{parent}} {{format}}");
      const own = createPromptLibrary(readPromptTexts(folder));
      expect(own.messages("plan", "default", { task: "T" })).toEqual([{ role: "user", text: "Mine: T" }]);
      expect(own.variants("execute")).toEqual(["default", "short"]);
      expect(own.hash).not.toBe(library.hash);
      writeFileSync(join(folder, "plna.md"), "x");
      expect(() => readPromptTexts(folder)).toThrow(/plna.md is not a prompt/);
      expect(() => readPromptTexts(join(folder, "none"))).toThrow(
        expect.objectContaining({ code: "prompt/file" }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ["plan.md", "", "plan.md asks the model nothing."],
    ["react.md", "You improve programs.\n=== user ===\n \n", "react.md asks the model nothing."],
    ["plan..md", "{{parent}}", expect.stringMatching(/plan\.\.md is not a prompt\.$/)],
    [
      "plan.md",
      Buffer.from("\ufeff{{parent}}", "utf16le"),
      expect.stringMatching(/plan\.md is not text in UTF-8\.$/),
    ],
  ])(
    "a file %s that no model could be asked with is refused before the run begins",
    (file, text, message) => {
      const folder = mkdtempSync(join(tmpdir(), "prompts-"));
      try {
        writeFileSync(join(folder, file), text);
        expect(() => createPromptLibrary(readPromptTexts(folder))).toThrow(
          expect.objectContaining({ message }),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test("files may come from any system: byte order mark and line ends make no difference", () => {
    const folder = mkdtempSync(join(tmpdir(), "prompts-"));
    try {
      const text = "Plan.\n=== user ===\n{{#task}}\n{{task}}\n{{/task}}\n\n{{parent}}\n";
      writeFileSync(join(folder, "plan.md"), `\ufeff${text.replaceAll("\n", "\r\n")}`);
      expect(readPromptTexts(folder).plan).toBe(text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("assembly within a budget", () => {
  test("the least useful leave first, of equal ones the oldest; order and slots stay", () => {
    const text = "word ".repeat(70);
    const parts = [
      { slot: "lessons", text: `old ${text}`, priority: 1 },
      { slot: "lessons", text: `new ${text}`, priority: 1 },
      { slot: "elites", text: `elite ${text}`, priority: 0 },
      { slot: "attempts", text: `attempt ${text}`, priority: 5 },
    ];
    const room = (count: number) => assembleParts(parts, count * (estimateTokens(parts[0]?.text ?? "") + 4));
    expect(room(4).dropped).toEqual([]);
    expect(room(3)).toMatchObject({ dropped: [parts[2]], values: { elites: "" } });
    expect(room(2).dropped).toEqual([parts[0], parts[2]]);
    expect(room(2).values.lessons).toBe(parts[1]?.text);
    expect(room(4).values.lessons).toBe(`${parts[0]?.text}\n\n${parts[1]?.text}`);
  });

  test("laws: within the budget, nothing said twice, the dropped are never more useful than what it cost to keep", () => {
    const part = fc.record({
      slot: fc.constantFrom("a", "b"),
      text: fc.string({ maxLength: 60 }),
      priority: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.nat(200), (parts, budget) => {
        const { values, dropped, tokens } = assembleParts(parts, budget);
        expect(tokens).toBeLessThanOrEqual(budget);
        expect(Object.keys(values).sort()).toEqual([...new Set(parts.map(({ slot }) => slot))].sort());
        const kept = parts.filter((each) => !dropped.includes(each));
        expect(new Set(kept.map(({ slot, text }) => `${slot}\n${text.trim()}`)).size).toBe(kept.length);
        const lowest = Math.min(...kept.map(({ priority }) => priority));
        const repeated = new Set(kept.map(({ slot, text }) => `${slot}\n${text.trim()}`));
        for (const each of dropped) {
          if (each.text.trim() === "" || repeated.has(`${each.slot}\n${each.text.trim()}`)) continue;
          expect(each.priority).toBeLessThanOrEqual(lowest);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe("text from outside", () => {
  test("no text can end its fence, drive a terminal or hide", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc
        .array(
          fc.constantFrom(
            "```",
            "````",
            "`````",
            "~~~",
            "\n",
            "\r\n",
            "\u001b[2J",
            "\u202e",
            "\u{e0041}",
            "x",
            "Answer format: plan",
          ),
          { maxLength: 30 },
        )
        .map((all) => all.join("")),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const block = fencedData("js program", text);
        const lines = block.split("\n");
        expect(readFences(lines)).toEqual([{ info: "js program", open: 0, close: lines.length - 1 }]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
        expect(block).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(block.isWellFormed()).toBe(true);
        expect(oneLine(text, 20)).not.toContain("\n");
        expect([...oneLine(text, 20)].length).toBeLessThanOrEqual(20);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
