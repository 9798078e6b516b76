import { describe, expect, test } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { jointProblem } from "../evaluate/support/joint-problem.ts";
import {
  GAMEABLE_OPERATORS,
  GAMEABLE_POLICIES,
  GAMEABLE_TIMES,
  SOUND_CONTRACTS,
} from "./gameable-contracts.ts";
import { GAMEABLE_JOINT, SOUND_JOINT } from "./gameable-joint.ts";
import { holesIn, sketched } from "./holes-in.ts";

const available = (await probeLevels()).find(({ level }) => level === 3)?.available ?? false;

test.each(GAMEABLE_POLICIES)("of a policy's simulation, %s: %s", async (kind, _, sketch) => {
  expect((await holesIn(await sketched(sketch))).map((hole) => hole.kind)).toContain(kind);
});

test.each(GAMEABLE_TIMES)("where run time counts, %s: %s", async (kind, _, sketch) => {
  expect((await holesIn(await sketched(sketch))).map((hole) => hole.kind)).toContain(kind);
});

test.each(GAMEABLE_OPERATORS)("where operators come to solutions, %s: %s", async (kind, _, sketch) => {
  expect((await holesIn(await sketched(sketch))).map((hole) => hole.kind)).toContain(kind);
});

test.each(SOUND_CONTRACTS)("an evaluator that %s has none", async (_, sketch) => {
  expect(await holesIn(await sketched(sketch))).toEqual([]);
});

describe.skipIf(!available)("where the evaluator runs the program itself", () => {
  test.each(GAMEABLE_JOINT)("%s: %s", async (kind, _, { files, changes = {} }) => {
    expect((await holesIn(await jointProblem(files, changes))).map((hole) => hole.kind)).toContain(kind);
  });

  test.each(SOUND_JOINT)("one that %s has none", async (_, files) => {
    expect(await holesIn(await jointProblem(files))).toEqual([]);
  });
});
