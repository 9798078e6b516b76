/** A customer as a program sees one; `null` where nobody wrote it down. */
export interface Row {
  readonly age: number | null;
  readonly months: number;
  readonly plan: string;
  readonly region: string;
  readonly calls: number;
  readonly hour: number;
  readonly spend: number | null;
  readonly discount: boolean;
  readonly visits: number;
}

/** A table of customers with who has left (1) and who has stayed (0). */
export interface Table {
  readonly rows: readonly Row[];
  readonly left: readonly (0 | 1)[];
}

/**
 * Draws customers of one invented company. All tables come from the same law: a chance to leave that bends with age, falls with the
 * months by a rate that depends on the plan, jumps at the fourth call, goes round with the hour, differs from region to region, and
 * hangs on what is missing; the seed draws only who is in it.
 */
export function drawTable(seed: number, size: number): Table {
  const random = generator(seed);
  const rows: Row[] = [];
  const left: (0 | 1)[] = [];
  for (let at = 0; at < size; at++) {
    const age = 18 + 60 * random();
    const months = Math.floor(72 * random() ** 1.6);
    const plan = PLANS[Math.floor(4 * random())] as string;
    const place = Math.floor(12 * random() ** 1.5);
    const calls = Math.floor(8 * random() ** 2);
    const hour = Math.floor(24 * random());
    const spend = Math.exp(3 + normal(random));
    const discount = random() < 0.3;
    const visits = Math.floor(30 * random());
    const isAgeMissing = random() < 0.08;
    // people who are about to leave fill in less
    const isSpendMissing = random() < 0.12;
    const urge =
      -1.1 +
      1.6 * ((age - 48) / 30) ** 2 -
      (RATES[PLANS.indexOf(plan)] as number) * (months / 24) +
      (calls >= 4 ? 1.5 : 0) +
      0.9 * Math.sin((2 * Math.PI * (hour - 3)) / 24) +
      1.2 * Math.sin(5 * place + 1) +
      (discount ? -0.8 : 0.25) * (Math.log(spend) - 3) +
      (isSpendMissing ? 0.9 : 0);
    left.push(random() < 1 / (1 + Math.exp(-urge)) ? 1 : 0);
    rows.push({
      age: isAgeMissing ? null : Math.round(age),
      months,
      plan,
      region: `region ${String.fromCharCode(97 + place)}`,
      calls,
      hour,
      spend: isSpendMissing ? null : Number(spend.toFixed(2)),
      discount,
      visits,
    });
  }
  return { rows, left };
}

const PLANS = ["basic", "family", "student", "business"];
/** How much two years bind a customer of each plan. */
const RATES = [0.5, 1.4, -0.3, 0.9];

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
