import { type Drawn, type Json, readPicture, guarded } from "../../../core/index.ts";
import type { ProblemView, Problem } from "../../../problem/index.ts";
import { describeError } from "./error-place.ts";
import { loadDefault, unheard } from "./load-default.ts";

/**
 * The picture that a problem's view makes of an output; `null` where the problem has no view. The output is hostile and the view may
 * pass on what it likes: what comes back is read anew, and is bounded. One that breaks draws nothing, and says so.
 */
export async function draw(
  { folder, definition }: Problem,
  output: Json,
  input: Json,
): Promise<Drawn | null> {
  const { view } = definition;
  if (!view) return null;
  try {
    const show = await loadDefault(folder, view);
    if (typeof show !== "function") return { fault: `${view} exports no function as its default` };
    return readPicture(await guarded(unheard, () => (show as ProblemView)(output, input)));
  } catch (error) {
    return { fault: `the view threw: ${describeError(error, folder)}`.slice(0, 500) };
  }
}
