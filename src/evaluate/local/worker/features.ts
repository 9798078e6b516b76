import type { Language } from "../../../language/index.ts";
import type { FeatureDimension } from "../../../problem/index.ts";

/**
 * Features that need no scorer: `length`, the program's characters, always; those of its language only where
 * a feature dimension asks for them, because parsing costs more than a trivial evaluation.
 */
export function builtInFeatures(
  source: string,
  language: Language,
  dimensions: readonly FeatureDimension[],
): { readonly [name: string]: number } {
  const features: { [name: string]: number } = { length: source.length };
  for (const { name } of dimensions) {
    if (!Object.hasOwn(language.features, name)) continue;
    const measure = language.features[name];
    if (measure !== undefined) features[name] = measure(source);
  }
  return features;
}
