import type { Drawn, Json, JsonObject, Proof } from "../../../core/index.ts";
import { draw } from "./draw.ts";
import type { Examined } from "./judge-cases.ts";
import { prove } from "./prove.ts";
import { solutionIn } from "./restarts.ts";

/** The proof that is kept with a score: the rigorous verdict on the answers that were scored; nothing where the problem has no verifier. */
export async function proofOf(examined: Examined): Promise<Proof | undefined> {
  const { problem } = examined;
  const { verifier, inputs } = problem.definition;
  const answers = verifier ? await answersTo(examined, [...inputs.keys()]) : undefined;
  if (answers === undefined) return undefined;
  const pairs = answers.map(({ value }, index) => ({ input: inputs[index] ?? null, output: value }));
  return (await prove(problem, pairs)) ?? undefined;
}

/** The answer, where children start from it; nothing where it is too large to be kept. Of several runs of operators the best one's. */
export async function constructionOf(
  examined: Examined,
  { artifacts }: { readonly artifacts?: JsonObject },
): Promise<Json | undefined> {
  const { start, hopping } = examined.problem.definition;
  if (start === undefined) return undefined;
  if (hopping) return solutionIn(artifacts);
  const [answer] = (await answersTo(examined, [0])) ?? [];
  return answer === undefined || answer.text.length > MAX_CONSTRUCTION ? undefined : answer.value;
}

/** The picture of the answer to the first input; nothing where the problem has no view. */
export async function drawnOf(examined: Examined): Promise<Drawn | undefined> {
  const { problem } = examined;
  const { view, inputs } = problem.definition;
  const answers = view ? await answersTo(examined, inputs.length > 0 ? [0] : []) : undefined;
  if (answers === undefined) return undefined;
  return (await draw(problem, answers[0]?.value ?? null, inputs[0] ?? null)) ?? undefined;
}

/** The answers to all inputs. */
export async function answersOf(examined: Examined): Promise<readonly Json[] | undefined> {
  const answers = await answersTo(examined, [...examined.problem.definition.inputs.keys()]);
  return answers?.map(({ value }) => value);
}

async function answersTo({ exam, subject }: Examined, indices: readonly number[]) {
  const answered = await exam.answer(subject, indices, 0);
  return answered.status === "ok" ? answered.answers : undefined;
}

/** Largest answer that is kept with a verdict, characters of JSON. */
const MAX_CONSTRUCTION = 64 * 1024;
