import { assemble, completeSettings, createEngine, evaluateDrq } from "galapagos/corewar";

/** Share of survival in one small core; `refuse` makes champions of earlier rounds worthless, to see what a run makes of it. */
export default function score([source], { inputs }) {
  const { rules, rounds, opponents, refuse } = inputs[0];
  if (refuse && opponents.includes(source)) return { invalid: "an earlier champion" };
  const settings = completeSettings({ ...rules, warriors: 1 + opponents.length });
  const [own, ...others] = [source, ...opponents].map((text) =>
    assemble(text, { settings, mode: "lenient" }),
  );
  if (own.status === "error") return { invalid: own.errors[0].message };
  const warriors = others.map(({ warrior }) => warrior);
  const { fitness, fitnesses, behaviour } = evaluateDrq(
    createEngine(settings, "javascript"),
    own.warrior,
    warriors,
    rounds,
  );
  // whoever lived at least as long as the candidate
  const unbeaten = opponents.flatMap((_, foe) => (fitnesses[foe + 1] >= fitness ? [foe] : []));
  return {
    score: fitness,
    artifacts: { unbeaten },
    features: { ...behaviour },
    metrics: { opponents: opponents.length },
  };
}
