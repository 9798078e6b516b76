/** A name that is not in use, after a text: `table_i` for `table[i]`. */
export function freshName(text: string, uses: { has(name: string): boolean }): string {
  const [first = "value", ...others] = text.match(/[A-Za-z]\w*|\d+/g) ?? [];
  const base = [first, ...others].slice(0, MOST_WORDS).join("_");
  let name = base;
  for (let number = 2; uses.has(name); number++) name = `${base}_${number}`;
  return name;
}

const MOST_WORDS = 3;
