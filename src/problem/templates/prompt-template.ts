import type { JsonObject } from "../../core/index.ts";

/** The files of a small problem whose programs are prompts: how guests of a small hotel felt. */
export function promptTemplate(name: string, schema: string) {
  const problem: JsonObject = {
    $schema: schema,
    name,
    title: "How the guest felt: a prompt that reads reviews",
    description: [
      "Write the prompt for a small language model that reads what guests wrote about a small hotel. It gets one review at a time and has to answer with one word:",
      "good: the guest would come again. bad: the guest would not. mixed: something was good and something was not.",
      "The score is the share of reviews that were read right. Case and a full stop do not count; an answer of more words is wrong. The reviews are not shown.",
      "A line of the form `- some words, other words -> answer` is a rule that small models follow well, from the top to the first that fits.",
    ],
    contract: "prompt",
    seed: "prompt.md",
    evaluator: "evaluator.mjs",
    inputs: Object.keys(REVIEWS),
    holdout: Object.keys(FRESH),
    output: { type: "string" },
    prompt: { temperature: 0, maxTokens: 64 },
    objective: { name: "share of reviews read right", direction: "maximise" },
    features: [
      { name: "mixed", range: [0, 1], bins: 6 },
      { name: "length", range: "auto", bins: 6 },
    ],
  };
  const labels = `${JSON.stringify({ ...REVIEWS, ...FRESH }, null, 2)}\n`;
  return { problem, files: { "prompt.md": PROMPT, "evaluator.mjs": EVALUATOR, "labels.json": labels } };
}

const PROMPT = `You read what guests wrote about a small hotel. Answer with one word: good, bad or mixed.
# EVOLVE-BLOCK-START
Take the first line that fits:

- people, rooms, breakfast, view, price -> good
- never, nobody, left, broken, question -> bad
- anything else -> good
- two hours, cold for, smells, dirty -> bad
- but, though, yet, was not, terrible -> mixed
- cold, tiny, nothing special -> mixed
- well, wonderful, recommended, spotless -> good
# EVOLVE-BLOCK-END
`;

const EVALUATOR = `import labels from "./labels.json" with { type: "json" };

/**
 * The share of reviews that were read right. The right words stand here, where neither the prompt nor the model can see them.
 *
 * @type {import("galapagos").Scorer}
 */
export default function score(answers, { inputs }) {
  const words = answers.map((answer) => answer.trim().toLowerCase().replace(/\\.$/, ""));
  const right = words.map((word, at) => (word === labels[inputs[at]] ? 1 : 0));
  const share = (counts) => counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return {
    score: share(right),
    instances: right,
    features: { mixed: share(words.map((word) => (word === "mixed" ? 1 : 0))) },
  };
}
`;

/** Reviews that the search is scored by, with the right words. */
const REVIEWS = {
  "Clean rooms, kind people, and the best breakfast in town.": "good",
  "We slept well and will be back in spring.": "good",
  "Not a single thing to complain about.": "good",
  "The owner carried our bags up three floors. Wonderful.": "good",
  "Quiet, cheap, two steps from the station. Recommended.": "good",
  "I could not have wished for a better weekend.": "good",
  "Never again. The shower was cold for three days.": "bad",
  "Dirty sheets, and nobody answered the bell.": "bad",
  "We left after one night and asked for our money back.": "bad",
  "The street is so loud that sleep is out of the question.": "bad",
  "Good luck finding anybody at the desk. We waited two hours.": "bad",
  "It smells of smoke, and the heating is broken.": "bad",
  "Lovely garden, but the bed was far too soft.": "mixed",
  "The food was great, the noise was not.": "mixed",
  "Nothing special, yet the price is fair.": "mixed",
  "Friendly people, though the room was cold.": "mixed",
  "A fine view and a terrible pillow.": "mixed",
  "Breakfast was cold. The rest was perfect.": "mixed",
} as const;

/** Reviews that are kept from the search: the champion is verified by them. */
const FRESH = {
  "Everything was spotless and the coffee is excellent.": "good",
  "We will not stay anywhere else from now on.": "good",
  "A broken lamp, a broken chair, a broken promise.": "bad",
  "The worst night of our whole trip.": "bad",
  "The room is tiny; the location makes up for it.": "mixed",
  "Great dinner, cold water.": "mixed",
} as const;
