/** The one generator of the package that is used: the others cost a start seven files. */
declare module "seedrandom/lib/alea.js" {
  /** A generator of numbers in [0, 1), 32 bits. */
  export default function alea(seed: string): () => number;
}
