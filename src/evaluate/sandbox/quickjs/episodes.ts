import type { QuickJSContext } from "quickjs-emscripten-core";
import { failure } from "../../failures.ts";
import { readAnswer } from "../policy-answer.ts";
import type { RealmSettings } from "../realm-settings.ts";
import type { Episodes, PreparedProgram, Realm, SandboxRun } from "../sandbox.ts";
import { drain, loadProgram, textOf } from "./call.ts";
import { EpisodeMeter } from "./episode-meter.ts";
import { buildImage, type Image } from "./image.ts";
import { restoreSnapshot } from "./snapshot.ts";
import { trapFailure } from "./trap-failure.ts";

/** An instance of the engine, and the meter of the episode that it serves. */
interface Seat {
  readonly image: Image;
  meter: EpisodeMeter;
}

/**
 * Policies at level 1: an instance of the engine for each realm that is open, gone back to its image, byte for byte, before the
 * next episode. Calls do not leave the thread.
 */
export function createEpisodes(wasm: WebAssembly.Module, settings: RealmSettings): Episodes {
  const { limits } = settings;
  const free: Seat[] = [];

  async function build(): Promise<Seat> {
    const meter = new EpisodeMeter(limits);
    let seat: Seat | null = null;
    const interrupt = (): boolean => (seat === null ? false : seat.meter.interrupt());
    seat = {
      image: await buildImage(wasm, { ...settings, clock: "frozen", isPolicy: true }, interrupt),
      meter,
    };
    return seat;
  }

  return {
    atOnce: 1,
    async open(program, seed) {
      const seat = free.pop() ?? (await build());
      seat.meter = new EpisodeMeter(limits);
      return new EngineRealm(seat, program, seed, (isWhole) => {
        const { memory, snapshot } = seat.image;
        if (!isWhole || memory.buffer.byteLength !== snapshot.byteLength) return;
        restoreSnapshot(memory, snapshot);
        free.push(seat);
      });
    },
  };
}

/** A realm in an engine of its own: one policy from its making to the end of its episode. */
class EngineRealm implements Realm {
  private readonly image: Image;
  private readonly meter: EpisodeMeter;
  private readonly program: PreparedProgram;
  private readonly seed: number;
  /** Told at the end whether the engine is whole. */
  private readonly leave: (isWhole: boolean) => void;
  private isLoaded = false;
  private isWhole = true;
  /** Once a realm failed, nothing is called in it any more. */
  private ended: SandboxRun | null = null;

  constructor(
    { image, meter }: Seat,
    program: PreparedProgram,
    seed: number,
    leave: (isWhole: boolean) => void,
  ) {
    this.image = image;
    this.meter = meter;
    this.program = program;
    this.seed = seed;
    this.leave = leave;
  }

  send(text: string, method: string): SandboxRun {
    if (this.ended !== null) return this.ended;
    this.meter.resume();
    let run: SandboxRun;
    try {
      run = this.load() ?? this.call(text, method);
    } catch (error) {
      this.isWhole = false;
      run = trapFailure(error);
    }
    this.meter.pause();
    // without memory for an error object the engine throws null
    const isGrown = this.image.memory.buffer.byteLength !== this.image.snapshot.byteLength;
    if (isGrown && run.status === "error" && run.message === "null")
      run = failure("memory", "oom", "out of memory");
    if (run.status !== "ok") this.ended = run;
    return run;
  }

  async end(): Promise<SandboxRun> {
    const { meter, ended } = this;
    const run = ended ?? (meter.overdrawn ? meter.failure() : { status: "ok" as const, text: "null" });
    this.leave(this.isWhole);
    return { ...run, ...meter.used };
  }

  /** Makes the policy where that was not done; `null`, or why it cannot be made. */
  private load(): SandboxRun | null {
    if (this.isLoaded) return null;
    const { image, meter, program } = this;
    const { context } = image;
    context.callFunction(image.init, context.undefined, context.newNumber(this.seed));
    const loaded = loadProgram(image, meter, program);
    if ("status" in loaded) return loaded;
    const { enter } = image.policy as NonNullable<Image["policy"]>;
    const entered = context.callFunction(enter, context.undefined, loaded.target, loaded.key);
    const asked = { entryPoint: program.entryPoint, method: program.entryPoint };
    const reply = readAnswer(textOf(context, entered), asked);
    this.isLoaded = true;
    return reply.status === "ok" || reply.status === "pending" ? null : reply;
  }

  private call(text: string, method: string): SandboxRun {
    const { image, meter } = this;
    const { context } = image;
    const { calls } = image.policy as NonNullable<Image["policy"]>;
    const list = context.newString(text);
    let reply = take(context, context.callFunction(calls, context.undefined, list));
    list.dispose();
    if (reply === "p") {
      drain(image, meter);
      reply = take(context, context.callFunction(image.poll, context.undefined));
    }
    const answer = readAnswer(reply, { entryPoint: this.program.entryPoint, method });
    if (answer.status === "ok") return answer;
    if (meter.stopped) return meter.failure();
    if (answer.status === "pending")
      return failure("timeout", "pending", `the promise of ${method} never settles`);
    return answer;
  }
}

/** The text of a result, which is let go of: an episode may have a great many. */
function take(context: QuickJSContext, result: ReturnType<QuickJSContext["callFunction"]>): string {
  const text = textOf(context, result);
  if (!result.error) result.value.dispose();
  return text;
}
