import { factorOf, type SearchDistribution } from "./cma-es.ts";

/** A search distribution as JSON: its vectors are little-endian doubles in base64, so that every bit comes back. */
export interface PackedDistribution {
  readonly mean: string;
  readonly sigma: number;
  readonly covariance: string;
  /** Absent where the covariance alone learns. */
  readonly scales?: string;
  readonly scalesPath?: string;
  readonly covariancePath: string;
  readonly sigmaPath: string;
  readonly generation: number;
}

/** The distribution as JSON. The factor is left out: it follows from the covariance. */
export function pack(distribution: SearchDistribution): PackedDistribution {
  const { mean, sigma, covariance, scales, covariancePath, sigmaPath, generation } = distribution;
  return {
    mean: packNumbers(mean),
    sigma,
    covariance: packNumbers(covariance),
    ...(scales && { scales: packNumbers(scales.values), scalesPath: packNumbers(scales.path) }),
    covariancePath: packNumbers(covariancePath),
    sigmaPath: packNumbers(sigmaPath),
    generation,
  };
}

/** The distribution that was packed, to the last bit. */
export function unpack(packed: PackedDistribution): SearchDistribution {
  const { scales, scalesPath } = packed;
  const mean = unpackNumbers(packed.mean);
  const covariance = unpackNumbers(packed.covariance);
  return {
    mean,
    sigma: packed.sigma,
    covariance,
    factor: factorOf(covariance, mean.length),
    scales:
      scales === undefined || scalesPath === undefined
        ? null
        : { values: unpackNumbers(scales), path: unpackNumbers(scalesPath) },
    covariancePath: unpackNumbers(packed.covariancePath),
    sigmaPath: unpackNumbers(packed.sigmaPath),
    generation: packed.generation,
  };
}

function packNumbers(numbers: Float64Array): string {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [i, x] of numbers.entries()) bytes.writeDoubleLE(x, 8 * i);
  return bytes.toString("base64");
}

function unpackNumbers(text: string): Float64Array {
  const bytes = Buffer.from(text, "base64");
  return Float64Array.from({ length: bytes.length >> 3 }, (_, i) => bytes.readDoubleLE(8 * i));
}
