import type { RowContext } from "../candidate-row.ts";
import { createProgramContents, type ProgramRow } from "../program-contents.ts";
import { readContentText } from "../stored-program.ts";
import type { Queries } from "./queries.ts";

/** The texts and names that rows refer to, each looked up once as long as it is at hand. */
export function createRowContext({ get, corrupt }: Queries): RowContext {
  const texts = new Map<number, string>();
  const contents = createProgramContents(
    (program) =>
      get("SELECT base, depth, frame FROM programs WHERE id = ?", program) as ProgramRow | undefined,
    corrupt,
  );
  return {
    textOf(number) {
      const text = texts.get(number) ?? get("SELECT text FROM names WHERE id = ?", number)?.text;
      if (typeof text !== "string") throw corrupt(`the text number ${number} is missing`);
      texts.set(number, text);
      return text;
    },
    contentOf(program) {
      const known = contents.get(program);
      try {
        return known && readContentText(known.content);
      } catch (error) {
        throw corrupt(`program ${program} cannot be read`, error);
      }
    },
  };
}
