import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPicture } from "../../src/core/index.ts";
import { FIXED } from "../islands/support.ts";

const frame = [0, 0, 1, 1];

describe("a picture", () => {
  it("is read as it was made, without anything that belongs to none", () => {
    const shapes = [
      { shape: "circle", at: [0.5, 0.5], radius: 0.1, tone: "strong" },
      { shape: "dot", at: [0, 1] },
      {
        shape: "line",
        points: [
          [0, 0],
          [1, 1],
        ],
        tone: "faint",
      },
      {
        shape: "area",
        points: [
          [0, 0],
          [1, 1],
          [1, 0],
        ],
      },
      { shape: "text", at: [0, 0], text: "<script>alert(1)</script>" },
    ];
    expect(readPicture({ frame, shapes, caption: "all" })).toEqual({ frame, shapes, caption: "all" });
    const dressed = shapes.map((shape) => ({ ...shape, onclick: "alert(1)", href: "http://a.example" }));
    expect(readPicture({ frame, shapes: dressed, style: "x" })).toEqual({ frame, shapes });
  });

  it.each([
    ["<svg onload='alert(1)'>", "expected a picture { frame, shapes }"],
    [{ shapes: [] }, "frame: expected [left, bottom, right, top], four finite numbers"],
    [{ frame: [1, 0, 0, 1], shapes: [] }, "frame: expected left < right and bottom < top"],
    [
      { frame: [0, 0, 1e300, 1], shapes: [] },
      "frame: expected [left, bottom, right, top], four finite numbers",
    ],
    [{ frame, shapes: "circle" }, "shapes: expected a list"],
    [
      { frame, shapes: new Array(4001).fill({ shape: "dot", at: [0, 0] }) },
      "shapes: expected at most 4000, got 4001",
    ],
    [
      { frame, shapes: new Array(3).fill({ shape: "line", points: new Array(9000).fill([0, 0]) }) },
      "shapes: expected at most 20000 places in all",
    ],
    [
      { frame, shapes: [{ shape: "image", at: [0, 0] }] },
      "shape 0: shape: expected circle, dot, line, area or text",
    ],
    [
      { frame, shapes: [{ shape: "dot", at: [0, Number.NaN] }] },
      "shape 0: at: expected [x, y], finite numbers",
    ],
    [
      { frame, shapes: [{ shape: "circle", at: [0, 0], radius: -1 }] },
      "shape 0: radius: expected a finite number of at least 0",
    ],
    [
      { frame, shapes: [{ shape: "dot", at: [0, 0], tone: "url(#x)" }] },
      "shape 0: tone: expected plain, strong, faint, accent",
    ],
    [{ frame, shapes: [{ shape: "text", at: [0, 0], text: 7 }] }, "shape 0: text: expected a text"],
    [{ frame, shapes: [], caption: {} }, "caption: expected a text"],
  ])("is refused in a sentence: %j", (value, fault) => {
    expect(readPicture(value)).toEqual({ fault });
  });

  it("is a picture or a fault whatever it is read from, and small", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ frame: fc.constant(frame), shapes: fc.anything() })),
        (value) => {
          const read = readPicture(value);
          expect("fault" in read || read.shapes.length <= 4000).toBe(true);
          expect(readPicture(JSON.parse(JSON.stringify(read)))).toEqual(
            "fault" in read ? { fault: expect.any(String) } : read,
          );
        },
      ),
      FIXED,
    );
  });
});
