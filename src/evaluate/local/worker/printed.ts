/** A scorer's printed words since they were last asked for; bounded. */
export interface Printed {
  readonly keep: (text: string) => void;
  /** Hands over what there is, and begins anew; empty where nothing was printed. */
  take(): string;
}

/** Begins to keep what a scorer prints. */
export function createPrinted(): Printed {
  let text = "";
  let left = 0;
  return {
    keep(more) {
      const room = MOST - text.length;
      text += more.slice(0, room);
      left += Math.max(0, more.length - room);
    },
    take() {
      const taken = left === 0 ? text : `${text}\n… and ${left} more characters`;
      text = "";
      left = 0;
      return taken;
    },
  };
}

/** Most that is kept of what a scorer prints for one program, characters. */
const MOST = 16 * 1024;
