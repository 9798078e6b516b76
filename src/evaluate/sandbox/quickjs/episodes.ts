import type { QuickJSHandle } from "quickjs-emscripten-core";
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
      return openRealm(seat, program, seed, (isWhole) => {
        const { memory, snapshot } = seat.image;
        if (!isWhole || memory.buffer.byteLength !== snapshot.byteLength) return;
        restoreSnapshot(memory, snapshot);
        free.push(seat);
      });
    },
  };
}

/** @param leave - told at the end whether the engine is whole */
function openRealm(
  { image, meter }: Seat,
  program: PreparedProgram,
  seed: number,
  leave: (isWhole: boolean) => void,
): Realm {
  const { context } = image;
  const { calls, enter } = image.policy as NonNullable<Image["policy"]>;
  let isLoaded = false;
  let isWhole = true;
  /** Once a realm failed, nothing is called in it any more. */
  let ended: SandboxRun | null = null;

  function load(): SandboxRun | null {
    context.callFunction(image.init, context.undefined, context.newNumber(seed));
    const loaded = loadProgram(image, meter, program);
    if ("status" in loaded) return loaded;
    const entered = context.callFunction(enter, context.undefined, loaded.target, loaded.key);
    const asked = { entryPoint: program.entryPoint, method: program.entryPoint };
    const reply = readAnswer(textOf(context, entered), asked);
    isLoaded = true;
    return reply.status === "ok" || reply.status === "pending" ? null : reply;
  }

  function call(text: string, method: string): SandboxRun {
    if (!isLoaded) {
      const why = load();
      if (why !== null) return why;
    }
    const list = context.newString(text);
    let reply = take(context.callFunction(calls, context.undefined, list));
    list.dispose();
    if (reply === "p") {
      drain(image, meter);
      reply = take(context.callFunction(image.poll, context.undefined));
    }
    const answer = readAnswer(reply, { entryPoint: program.entryPoint, method });
    if (answer.status === "ok") return answer;
    if (meter.stopped) return meter.failure();
    if (answer.status === "pending")
      return failure("timeout", "pending", `the promise of ${method} never settles`);
    return answer;
  }

  /** The text of a result, which is let go of: an episode may have a great many. */
  function take(result: ReturnType<typeof context.callFunction>): string {
    const text = textOf(context, result);
    if (!result.error) (result.value as QuickJSHandle).dispose();
    return text;
  }

  return {
    send(text, method) {
      if (ended !== null) return ended;
      meter.resume();
      let run: SandboxRun;
      try {
        run = call(text, method);
      } catch (error) {
        isWhole = false;
        run = trapFailure(error);
      }
      meter.pause();
      // without memory for an error object the engine throws null
      const isGrown = image.memory.buffer.byteLength !== image.snapshot.byteLength;
      if (isGrown && run.status === "error" && run.message === "null")
        run = failure("memory", "oom", "out of memory");
      if (run.status !== "ok") ended = run;
      return run;
    },
    async end() {
      const run = ended ?? (meter.overdrawn ? meter.failure() : { status: "ok" as const, text: "null" });
      leave(isWhole);
      return { ...run, ...meter.used };
    },
  };
}
