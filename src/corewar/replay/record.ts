import { DebugSession } from "../debugger/index.ts";
import type { Instruction, Warrior } from "../instruction.ts";
import type { MarsSettings, Round } from "../mars/index.ts";

/** A round as a film: what changed from picture to picture, enough to show every cell at any of them. */
export interface Replay {
  readonly coreSize: number;
  readonly warriors: readonly { readonly name: string; readonly author: string }[];
  /** Operations by the numbers that changes name them with, such as `MOV.I $ @`. */
  readonly operations: readonly string[];
  readonly pictures: readonly Picture[];
  /** Index of the winner; `null` for a tie. */
  readonly winner: number | null;
}

/** A moment of the round. */
interface Picture {
  readonly cycle: number;
  /** Processes of each warrior, and the address that it executes next; −1 for none. */
  readonly processes: readonly number[];
  readonly next: readonly number[];
  /**
   * Cells that differ from the picture before, five numbers each: address, warrior that brought or touched it
   * + 1, operation, A, B.
   */
  readonly changes: readonly number[];
}

/** Pictures of a round, and changes in all of them, at most. */
const MOST_PICTURES = 400;
const MOST_CHANGES = 600_000;

/** Films a round from its beginning to its end. */
export function recordReplay(settings: MarsSettings, warriors: readonly Warrior[], round: Round): Replay {
  const session = new DebugSession(settings, warriors, round);
  session.finish();
  const { winner, instructions } = session.facts();
  session.backTo(-1);
  const stride = strideOf(instructions, settings.coreSize);
  const camera = new Camera(session, broughtBy(warriors, round, settings.coreSize));
  const pictures = [camera.take()];
  while (session.goesOn) {
    session.step(stride);
    pictures.push(camera.take());
  }
  const { operations } = camera;
  const people = warriors.map(({ name, author }) => ({ name, author }));
  return { coreSize: settings.coreSize, warriors: people, operations, pictures, winner };
}

/** Instructions between two pictures; an instruction changes three cells at most, and is looked at in one. */
function strideOf(instructions: number, coreSize: number): number {
  const fine = Math.max(1, Math.ceil(instructions / MOST_PICTURES));
  const changes = Math.min(coreSize, 4 * fine);
  const pictures = Math.max(2, Math.min(MOST_PICTURES, Math.floor(MOST_CHANGES / changes)));
  return Math.max(1, Math.ceil(instructions / pictures));
}

/** Cells that warriors are loaded into, by the warrior. */
function broughtBy(
  warriors: readonly Warrior[],
  round: Round,
  coreSize: number,
): ReadonlyMap<number, number> {
  const cells = warriors.flatMap(({ instructions }, warrior) =>
    instructions.map((_, at) => [((round.positions[warrior] ?? 0) + at) % coreSize, warrior] as const),
  );
  return new Map(cells);
}

class Camera {
  readonly operations: string[] = [];
  readonly #session: DebugSession;
  readonly #brought: ReadonlyMap<number, number>;
  readonly #numbers = new Map<string, number>();
  /** The core as it was in the last picture: owner, operation, A and B of each cell. */
  readonly #seen: Int32Array;

  constructor(session: DebugSession, brought: ReadonlyMap<number, number>) {
    this.#session = session;
    this.#brought = brought;
    this.#seen = new Int32Array(4 * session.settings.coreSize);
    this.#numberOf({ opcode: "DAT", modifier: "F", aMode: "$", bMode: "$", a: 0, b: 0 });
  }

  take(): Picture {
    const session = this.#session;
    const { cycles, processes } = session.facts();
    const changes: number[] = [];
    for (let address = 0; address < session.settings.coreSize; address++) {
      const cell = session.cell(address);
      const owner = session.ownerOf(address) ?? this.#brought.get(address) ?? -1;
      const now = [owner + 1, this.#numberOf(cell), cell.a, cell.b];
      if (now.every((value, at) => this.#seen[4 * address + at] === value)) continue;
      this.#seen.set(now, 4 * address);
      changes.push(address, ...now);
    }
    const next = session.warriors.map((_, warrior) => session.queueOf(warrior)[0] ?? -1);
    return { cycle: cycles, processes, next, changes };
  }

  #numberOf({ opcode, modifier, aMode, bMode }: Instruction): number {
    const name = `${opcode}.${modifier} ${aMode} ${bMode}`;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.operations.length);
    return this.operations.push(name) - 1;
  }
}
