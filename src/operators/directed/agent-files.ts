import type { Message } from "../../llm/index.ts";
import type { DirectedStep } from "./directed-step.ts";

/** Name of the file in which an agent names its idea. */
export const IDEA_FILE = "IDEA.md";

/** The files that an agent finds in its folder. */
export function agentFiles(
  { choice, facts }: DirectedStep,
  messages: readonly Message[],
  program: string,
): readonly { readonly name: string; readonly text: string }[] {
  const { values } = facts;
  const sections: readonly (readonly [title: string, text: string | undefined])[] = [
    ["What the results so far recommend", values.recommendations],
    ["What earlier steps taught", values.lessons],
    ["How the program came about, oldest first", values.lineage],
    ["What was tried on it already, failures included", values.siblings],
    ["Another program, to learn from", values.mate],
    ["Other programs, for their ideas", values.elites],
  ];
  const told = sections.flatMap(([title, text]) => (text ? [`# ${title}\n\n${text}`] : []));
  const notes = told.length === 0 ? "Nothing yet: this is among the first tries." : told.join("\n\n");
  return [
    { name: "TASK.md", text: `${messages.map(({ text }) => text).join("\n\n")}\n` },
    { name: "NOTES.md", text: `${notes}\n` },
    { name: "parent.txt", text: choice.parent.source },
    { name: program, text: choice.parent.source },
  ];
}
