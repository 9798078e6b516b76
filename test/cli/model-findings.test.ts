import { expect, it } from "vitest";
import { modelFindings } from "../../src/cli/model-findings.ts";

it("a model without its key is a finding among others: the doctor goes on with the next model", async () => {
  const settings = { model: "m", baseUrl: "http://127.0.0.1:9999/v1", keyVariable: "NO_SUCH_KEY_HERE" };
  expect(await modelFindings(settings, AbortSignal.timeout(1000))).toEqual([
    {
      name: "model m",
      ok: false,
      fact: 'Model "m" needs a key, and NO_SUCH_KEY_HERE is not set.',
      hint: expect.stringContaining("export NO_SUCH_KEY_HERE="),
    },
  ]);
});
