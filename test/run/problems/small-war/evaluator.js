import { assemble, completeSettings, createEngine, evaluateDrq } from "galapagos/corewar";

/** Share of survival in one small core; `refuse` makes champions of earlier rounds worthless, `luck` lets the seed have a part in scores, to see what a run makes of it. */
export default function score([source], { inputs, seed }) {
  const { rules, rounds, opponents, refuse, luck = 0 } = inputs[0];
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
    score: fitness + luck * drawn(source, seed),
    artifacts: { unbeaten },
    features: { ...behaviour },
    metrics: { opponents: opponents.length },
  };
}

/** A number from 0 to 1 that source and seed lead to. */
function drawn(source, seed) {
  let state = seed % 2_147_483_647;
  for (const character of source) state = (16_807 * state + character.charCodeAt(0)) % 2_147_483_647;
  return state / 2_147_483_647;
}
