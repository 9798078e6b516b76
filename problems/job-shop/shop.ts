/** A seeded shop: an input of the problem. The policy sees none of it but the number of machines. */
export interface Shop {
  readonly seed: number;
  readonly machines: number;
  readonly jobs: number;
  /** Share of the time that a machine is busy, about. */
  readonly load: number;
}

/** A job of the shop. */
export interface Job {
  readonly arrival: number;
  readonly due: number;
  /** Machine and time of each operation, in order. */
  readonly steps: readonly (readonly [machine: number, time: number])[];
}

/** An operation that waits for its machine, as policies see it. */
interface Waiting {
  readonly due: number;
  readonly time: number;
  readonly left: number;
  readonly steps: number;
  readonly since: number;
}

/** A rule: the index of the operation that a machine takes. */
export type Pick = (now: number, machine: number, waiting: readonly Waiting[]) => number | Promise<number>;

/** Draws the jobs of a shop, by their arrival. */
export function drawJobs({ seed, machines, jobs, load }: Shop): readonly Job[] {
  const random = generator(seed);
  let arrival = 0;
  return Array.from({ length: jobs }, () => {
    const order = Array.from({ length: machines }, (_, machine) => machine);
    for (let i = machines - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    const steps = order
      .slice(0, 2 + Math.floor(random() * (machines - 1)))
      .map((machine) => [machine, 1 + Math.floor(20 * random() ** 2)] as const);
    const work = steps.reduce((sum, [, time]) => sum + time, 0);
    arrival += Math.round((-Math.log(1 - random()) * MEAN_WORK) / (load * machines));
    return { arrival, steps, due: arrival + Math.round(work * (1.2 + 1.8 * random())) };
  });
}

/**
 * Plays a shop: in each moment jobs arrive, operations end, and free machines pick, in that order. Returns the tardiness of each
 * job; `null` when the rule named none of those that wait.
 *
 * @param arrived - told of each job when it comes
 */
export async function playShop(
  { machines }: Shop,
  jobs: readonly Job[],
  pick: Pick,
  arrived: (now: number, job: Job) => void = () => {},
): Promise<readonly number[] | null> {
  const queues = Array.from({ length: machines }, (): { job: number; step: number; since: number }[] => []);
  const busy = new Array<{ job: number; step: number; until: number } | null>(machines).fill(null);
  const late = new Array<number>(jobs.length).fill(0);
  let [next, done] = [0, 0];
  for (let now = 0; done < jobs.length; ) {
    for (; (jobs[next]?.arrival ?? Infinity) <= now; next++) {
      const job = jobs[next] as Job;
      arrived(now, job);
      queues[job.steps[0]?.[0] ?? 0]?.push({ job: next, step: 0, since: now });
    }
    for (const [machine, work] of busy.entries()) {
      if (work === null || work.until > now) continue;
      busy[machine] = null;
      const { steps, due } = jobs[work.job] as Job;
      const following = steps[work.step + 1];
      if (following === undefined) {
        late[work.job] = Math.max(0, now - due);
        done++;
      } else queues[following[0]]?.push({ job: work.job, step: work.step + 1, since: now });
    }
    for (const [machine, queue] of queues.entries()) {
      if (busy[machine] !== null || queue.length === 0) continue;
      const waiting = queue.map(({ job, step, since }) => waitingOf(jobs[job] as Job, step, since));
      const index = queue.length === 1 ? 0 : await pick(now, machine, waiting);
      const [taken] = Number.isInteger(index) && index >= 0 ? queue.splice(index, 1) : [];
      if (taken === undefined) return null;
      busy[machine] = { job: taken.job, step: taken.step, until: now + (waiting[index]?.time ?? 0) };
    }
    now = Math.min(jobs[next]?.arrival ?? Infinity, ...busy.map((work) => work?.until ?? Infinity));
  }
  return late;
}

function waitingOf({ steps, due }: Job, step: number, since: number): Waiting {
  const open = steps.slice(step);
  const left = open.reduce((sum, [, time]) => sum + time, 0);
  return { due, time: open[0]?.[1] ?? 0, left, steps: open.length, since };
}

/** The index of the smallest value. */
export function smallest(values: readonly number[]): number {
  return values.indexOf(Math.min(...values));
}

/** Mean work of a job: 3.5 operations of 7.3. */
const MEAN_WORK = 25;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
