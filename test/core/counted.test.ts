import { expect, it } from "vitest";
import { counted } from "../../src/core/index.ts";

it("one of a thing is named by its singular, and any other number by its plural", () => {
  const queues = [0, 1, 2].map((count) => counted(count, "queue of a run", "queues of runs"));
  expect(queues).toEqual(["0 queues of runs", "1 queue of a run", "2 queues of runs"]);
  expect([counted(1, "text"), counted(3, "text")]).toEqual(["1 text", "3 texts"]);
});
