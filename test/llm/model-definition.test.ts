import { describe, expect, test } from "vitest";
import { parseModel } from "../../src/llm/index.ts";

describe("a model named in a few words", () => {
  test.each([
    ["gpt-5-mini", "gpt-5-mini", undefined],
    ["qwen2.5-coder:7b@http://localhost:11434/v1/", "qwen2.5-coder:7b", "http://localhost:11434/v1"],
    ["m@HTTP://127.0.0.1:1234/v1", "m", "HTTP://127.0.0.1:1234/v1"],
    ["@cf/meta/llama@https://example.org/v1", "@cf/meta/llama", "https://example.org/v1"],
    ["claude@20250101", "claude@20250101", undefined],
  ])("%s", (text, model, baseUrl) => {
    expect(parseModel(text)).toEqual({ model, ...(baseUrl && { baseUrl }) });
  });

  // taken for a name, it would go to OpenAI with OpenAI's key
  test.each(["m@localhost:11434/v1", "m@localhost", "m@10.0.0.1:8080", "m@ftp://host/v1", "m@http://"])(
    "an address that is none is not taken for a part of the name: %s",
    (text) => {
      expect(() => parseModel(text)).toThrow(/^Model "m": expected an http or https base URL, got /);
    },
  );

  test.each(["?key=sk-secret-1234", "#sk-secret-1234"])(
    "a key in the address is refused, not recorded: %s",
    (rest) => {
      const url = `https://example.org/v1${rest}`;
      expect(() => parseModel(`m@${url}`)).toThrow(
        expect.objectContaining({ code: "llm/model", message: expect.not.stringContaining("secret") }),
      );
    },
  );
});
