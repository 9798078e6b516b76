import { expect, it, vi } from "vitest";
import { previewRun } from "../../src/cli/preview.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { SLOPE } from "./support.ts";

it("previews a run that money alone bounds without naming a time", async () => {
  const settings = {
    models: [{ model: "stand-in", price: "free", keyVariable: null }],
    budget: { usd: 1 },
  };
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await previewRun(await loadProblem(SLOPE), resolveConfig([{ origin: "test", settings }]), {});
  } finally {
    spy.mockRestore();
  }
  expect(written.join("")).toContain("\ntime: as long as the budget lasts\n");
}, 60_000);
