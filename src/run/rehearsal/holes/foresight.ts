import { FORESEEN } from "./together-holes.ts";

/**
 * Code that compares what a policy is asked, turn by turn, with the lists of its set-up, and fails where the first turns stood
 * there in order and more of that list is to come. Lists that only count are of no account.
 */
export const FORESIGHT_IN_JAVASCRIPT = `
const galapagosSeries = (whole) => {
  const found = [];
  const walk = (value, path, depth) => {
    if (value === null || typeof value !== "object" || depth > 5) return;
    if (Array.isArray(value)) {
      found.push([path, value]);
      const [first] = value;
      if (first !== null && typeof first === "object")
        for (const key of Object.keys(first)) found.push([path + "[]." + key, value.map((row) => row?.[key])]);
    }
    for (const [key, part] of Object.entries(value).slice(0, 16)) walk(part, path === "" ? key : path + "." + key, depth + 1);
  };
  walk(whole, "", 0);
  return found;
};
const galapagosForesight = (setup) => {
  const turns = 8;
  const known = galapagosSeries(setup).filter(([, list]) => list.length > turns + 1);
  const asked = new Map();
  return (name, args) => {
    const walk = (value, path, depth) => {
      if (value !== null && typeof value === "object") {
        if (depth < 4) for (const [key, part] of Object.entries(value).slice(0, 8)) walk(part, path + "." + key, depth + 1);
        return;
      }
      const series = asked.get(path) ?? [];
      asked.set(path, series);
      series.push(value);
      if (series.length !== turns || new Set(series).size < 3) return;
      if (series.every((part, k) => k < 2 || part - series[k - 1] === series[1] - series[0])) return;
      for (const [part, list] of known)
        if ([0, 1].some((from) => series.every((one, k) => list[k + from] === one)))
          throw new Error("${FORESEEN}" + 'the part "' + part + '" of the set-up tells, turn by turn, what ' + path + " brings;");
    };
    walk(args, name, 0);
  };
};`;

/** The same in Python. */
export const FORESIGHT_IN_PYTHON = `

def _galapagos_series(whole):
    found = []

    def walk(value, path, depth):
        if depth > 5:
            return
        if isinstance(value, (list, tuple)):
            found.append((path, list(value)))
            if value and isinstance(value[0], dict):
                for key in value[0]:
                    found.append((path + "[]." + str(key), [row.get(key) if isinstance(row, dict) else None for row in value]))
            parts = enumerate(value)
        elif isinstance(value, dict):
            parts = value.items()
        else:
            return
        for key, part in list(parts)[:16]:
            walk(part, str(key) if path == "" else path + "." + str(key), depth + 1)
    walk(whole, "", 0)
    return found


def _galapagos_foresight(setup):
    turns = 8
    known = [(path, values) for path, values in _galapagos_series(setup) if len(values) > turns + 1]
    asked = {}

    def counts(series):
        try:
            return all(b - a == series[1] - series[0] for a, b in zip(series, series[1:]))
        except TypeError:
            return False

    def walk(value, path, depth):
        if isinstance(value, (dict, list, tuple)):
            parts = value.items() if isinstance(value, dict) else enumerate(value)
            if depth < 4:
                for key, part in list(parts)[:8]:
                    walk(part, path + "." + str(key), depth + 1)
            return
        series = asked.setdefault(path, [])
        series.append(value)
        if len(series) != turns or len(set(series)) < 3 or counts(series):
            return
        for part, values in known:
            if any(values[start:start + turns] == series for start in (0, 1)):
                raise RuntimeError("${FORESEEN}" + 'the part "' + part + '" of the set-up tells, turn by turn, what ' + path + " brings;")

    return lambda name, args: walk(args, name, 0)
`;
