/** Metrics that submissions are scored by, each with its direction; named as MLE-bench's graders are. */
export const METRICS = {
  accuracy: "maximise",
  "auc-roc": "maximise",
  "log-loss": "minimise",
  rmse: "minimise",
  rmsle: "minimise",
  mae: "minimise",
} as const;

/** The scorer of an imported competition. */
export const EVALUATOR = `import competition from "./competition.json" with { type: "json" };

const { id, targets, metric, answers } = competition;

/**
 * Scores a submission, a CSV text, for each input: the mean of the metric over its columns, then over the inputs. The right
 * values stand in competition.json, where no program can read them.
 *
 * @type {import("galapagos").Scorer}
 */
export default function score(submissions, { inputs }) {
  const scores = [];
  for (const [at, { name }] of inputs.entries()) {
    const wanted = answers[name];
    const told = readSubmission(submissions[at], wanted);
    if (typeof told === "string") return { invalid: \`\${name}: \${told}\` };
    const ids = Object.keys(wanted);
    const each = targets.map((target, column) =>
      METRICS[metric](ids.map((own) => told[own][column]), ids.map((own) => wanted[own][column])),
    );
    scores.push(mean(each));
  }
  return { score: mean(scores), instances: scores };
}

/** Values by id, or what is wrong with a submission. */
function readSubmission(text, wanted) {
  const [head = [], ...rows] = linesOf(text);
  const places = [id, ...targets].map((name) => head.indexOf(name));
  if (places.includes(-1)) return \`expected the columns \${[id, ...targets].join(", ")}, got \${head.join(", ").slice(0, 200)}\`;
  const told = Object.create(null);
  for (const row of rows) {
    const [own, ...values] = places.map((place) => row[place]);
    if (!Object.hasOwn(wanted, own)) return \`\${String(own).slice(0, 50)} is not asked for\`;
    if (Object.hasOwn(told, own)) return \`\${String(own).slice(0, 50)} is there twice\`;
    const odd = metric === "accuracy" ? -1 : values.findIndex((value) => !value || !Number.isFinite(Number(value)));
    if (odd >= 0) return \`expected a number, got \${String(values[odd]).slice(0, 50)}\`;
    told[own] = values;
  }
  const missing = Object.keys(wanted).find((own) => told[own] === undefined);
  return missing === undefined ? told : \`nothing is said of \${missing}\`;
}

const METRICS = {
  accuracy: (told, right) => mean(told.map((value, at) => (same(value, right[at]) ? 1 : 0))),
  "auc-roc": (told, right) => areaUnderCurve(told.map(Number), right.map(isTrue)),
  "log-loss": (told, right) => mean(told.map((value, at) => -Math.log(chance(isTrue(right[at]) ? Number(value) : 1 - value)))),
  rmse: (told, right) => Math.sqrt(mean(told.map((value, at) => (value - right[at]) ** 2))),
  rmsle: (told, right) => Math.sqrt(mean(told.map((value, at) => (Math.log1p(Math.max(0, value)) - Math.log1p(right[at])) ** 2))),
  mae: (told, right) => mean(told.map((value, at) => Math.abs(value - right[at]))),
};

/** Share of the pairs of a true and a false one that are told in this order; ties count half. */
function areaUnderCurve(told, right) {
  const order = told.map((value, at) => ({ value, isTrue: right[at] })).sort((a, b) => a.value - b.value);
  let [below, sum, hits] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to].value === order[from].value) to++;
    const trues = order.slice(from, to).filter((one) => one.isTrue).length;
    const falses = to - from - trues;
    sum += trues * (below + falses / 2);
    below += falses;
    hits += trues;
    from = to;
  }
  return below === 0 || hits === 0 ? 0.5 : sum / (below * hits);
}

function same(told = "", right) {
  const number = Number(told);
  return told === right || told.toLowerCase() === right.toLowerCase() || (told !== "" && right !== "" && number === Number(right));
}

function isTrue(value) {
  return value.toLowerCase() === "true" || Number(value) > 0;
}

function chance(value) {
  return Math.min(1 - 1e-15, Math.max(1e-15, value));
}

/** The cells of a CSV text (RFC 4180), line by line; empty lines are left out. */
function linesOf(text) {
  const lines = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]+|"")*)"|([^,\\r\\n]*))(,|\\r?\\n|\\r|$)/gy)) {
    lines.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "") break;
    if (end !== ",") lines.push([]);
  }
  return lines.filter((cells) => cells.some((cell) => cell !== ""));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
`;

/** A first program: it tells every row the middle of what it has learnt, with Python alone. */
export const SEED = `import csv
import io
import json
import sys
from collections import Counter

question = json.load(sys.stdin)
train = list(csv.DictReader(io.StringIO(question["train"])))
test = list(csv.DictReader(io.StringIO(question["test"])))
columns = next(csv.reader(io.StringIO(question["sample_submission"])))


# EVOLVE-BLOCK-START
def predict(train, test, target):
    """What is told of each row of the test: numbers, or the words that the training table has."""
    values = [row[target] for row in train]
    if question["metric"] == "accuracy":
        likely = Counter(values).most_common(1)[0][0]
    else:
        numbers = [float({"True": 1, "False": 0}.get(value, value)) for value in values]
        likely = sum(numbers) / len(numbers)
    return [likely for _ in test]
# EVOLVE-BLOCK-END


told = {name: predict(train, test, name) for name in columns if name not in test[0]}
out = io.StringIO()
writer = csv.writer(out, lineterminator="\\n")
writer.writerow(columns)
for at, row in enumerate(test):
    writer.writerow([told[name][at] if name in told else row[name] for name in columns])
json.dump(out.getvalue(), sys.stdout)
`;
