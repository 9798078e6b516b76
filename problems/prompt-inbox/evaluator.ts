import type { Scorer } from "galapagos";
import labels from "./labels.json" with { type: "json" };

/** The desk of each message: it stands here, where neither the prompt nor the model can see it. */
const desks: { readonly [message: string]: string } = labels;

/** Mean over the desks of the share of their messages whose answer is the desk's name. */
const score: Scorer<string, string> = (answers, { inputs }) => {
  const given = answers.map(wordOf);
  const wanted = inputs.map((message) => desks[message] ?? "");
  const right = given.map((word, at) => (word === wanted[at] ? 1 : 0));
  const names = [...new Set(wanted)].sort();
  const shares = names.map((name) => mean(right.filter((_, at) => wanted[at] === name)));
  const known = new Set(Object.values(desks));
  return {
    score: mean(shares),
    instances: right,
    metrics: {
      ...Object.fromEntries(names.map((name, at) => [`right.${name}`, shares[at] ?? 0])),
      noDesk: mean(given.map((word) => (known.has(word) ? 0 : 1))),
    },
    features: { other: mean(given.map((word) => (word === "other" ? 1 : 0))) },
  };
};

/** An answer in small letters, without what models put around a word. */
function wordOf(answer: string): string {
  return answer
    .trim()
    .toLowerCase()
    .replace(/^["'`*]+|["'`*.]+$/g, "");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export default score;
