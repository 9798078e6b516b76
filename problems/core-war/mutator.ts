// Warriors are varied by the rules of the battle they fight, not as text.
export { redcodeMutator as default } from "galapagos/corewar";
