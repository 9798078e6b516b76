import type { JsonObject } from "../../core/index.ts";
import type { ToolDefinition } from "../../llm/index.ts";

const text = (description: string): JsonObject => ({ type: "string", description });
const object = (properties: { readonly [name: string]: JsonObject }): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The tools of a model that works on a program. */
export const REACT_TOOLS: readonly ToolDefinition[] = [
  {
    name: "edit",
    description:
      "Changes the working program by SEARCH/REPLACE blocks; answers with the program as it is then.",
    parameters: object({
      edit: text(
        "One or more blocks of lines: `<<<<<<< SEARCH`, then whole lines copied exactly from the working program (they must occur once), then `=======`, then the new lines, then `>>>>>>> REPLACE`; each marker on a line of its own.",
      ),
    }),
  },
  {
    name: "write",
    description: "Replaces the working program by another one.",
    parameters: object({ program: text("The whole new program, without a fence.") }),
  },
  {
    name: "evaluate",
    description: "Scores the working program. The best one scored is what counts in the end.",
    parameters: object({}),
  },
  {
    name: "read",
    description:
      "Shows the working program (id `working`), the parent, or another program of the run by its id.",
    parameters: object({ id: text("`working`, `parent`, or an id such as i0-s41.") }),
  },
  {
    name: "note",
    description: "Keeps a remark for whoever explains the outcome.",
    parameters: object({ remark: text("One or two sentences.") }),
  },
  {
    name: "finish",
    description: "Ends the work.",
    parameters: object({ summary: text("What was done and why, one or two sentences.") }),
  },
];
