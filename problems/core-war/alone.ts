/** How a warrior behaves by itself: its descriptors where duels are too many to be watched. */
import {
  type Behaviour,
  completeSettings,
  createEngine,
  describeBehaviour,
  type Engine,
  type MarsSettings,
  type Warrior,
} from "galapagos/corewar";

/** Whoever stands still, so that there is a battle. */
const BYSTANDER: Warrior = {
  name: "Bystander",
  author: "Galapagos",
  strategy: "",
  instructions: [{ opcode: "JMP", modifier: "B", aMode: "$", a: 0, bMode: "$", b: 0 }],
  start: 0,
  pin: null,
};

/** Simulators by their settings, built once. */
const engines = new Map<string, Engine>();

/** Behaviour beside a warrior that does nothing, opposite in the core, for as many cycles as the core has cells. */
export function describeAlone(warrior: Warrior, settings: MarsSettings): Behaviour {
  const { coreSize } = settings;
  const maxCycles = Math.min(settings.maxCycles, coreSize);
  const key = JSON.stringify({ ...settings, maxCycles });
  const engine = engines.get(key) ?? createEngine(completeSettings({ ...settings, maxCycles, warriors: 2 }));
  engines.set(key, engine);
  engine.enter([warrior, BYSTANDER]);
  const round = { positions: [0, Math.floor(coreSize / 2)], toTheEnd: true, observe: 0 };
  return describeBehaviour(warrior, engine.fight(round).observations ?? []);
}
