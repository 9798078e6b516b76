export { redcodeMutator as default } from "galapagos/corewar";
