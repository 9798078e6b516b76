import { el, put } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { count } from "./format.ts";
import type { State } from "./state.ts";
import { shownTo, type View } from "./view.ts";

/** Time that a replay of a whole run takes, milliseconds. */
const REPLAY_MS = 12_000;
/** Time between two steps of a replay for readers who want no motion, milliseconds. */
const STEP_MS = 700;

/**
 * The time slider: how much of the run all views show, by hand, by keys or as a replay.
 *
 * @param move - shows a place while the slider moves; `go` also keeps it in the address
 */
export function createSlider(
  evolution: Evolution,
  move: (to: number | null) => void,
  go: (change: Partial<State>) => void,
): View {
  const { last } = evolution;
  const range = el("input", { type: "range", min: 0, max: last, step: 1, "aria-label": "Results shown" });
  const told = el("output", {});
  const play = el("button", { type: "button" }, "replay");
  const at = (): number | null => (Number(range.value) >= last ? null : Number(range.value));
  const replay = new Replay(last, (now) => {
    range.value = String(Math.min(last, Math.round(now)));
    move(at());
    if (now < last) return;
    stop();
    go({ to: null });
  });
  const stop = (): void => {
    replay.stop();
    put(play, "replay");
  };
  const hold = (): void => {
    stop();
    go({ to: at() });
  };
  play.addEventListener("click", () => {
    if (replay.isOn) return hold();
    put(play, "hold");
    replay.start(Number(range.value) >= last ? 0 : Number(range.value));
  });
  range.addEventListener("input", () => {
    stop();
    move(at());
  });
  range.addEventListener("change", () => go({ to: at() }));
  const element = el("section", { class: "slider", "aria-label": "Time" }, play, range, told);
  const update = (state: State): void => {
    const to = shownTo(evolution, state);
    if (!replay.isOn) range.value = String(to);
    const text = to === last ? `all ${count(last)} results` : `${count(to)} of ${count(last)} results`;
    range.setAttribute("aria-valuetext", text);
    put(told, text);
  };
  return { element, update };
}

/** A clock that runs through the places of a run: smoothly, or in steps for readers who want no motion. */
class Replay {
  readonly #last: number;
  readonly #show: (now: number) => void;
  #frame = 0;

  /** @param show - gets each place, and at last one that is not before the end */
  constructor(last: number, show: (now: number) => void) {
    this.#last = last;
    this.#show = show;
  }

  get isOn(): boolean {
    return this.#frame !== 0;
  }

  start(from: number): void {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const begun = performance.now();
    const next = (): void => {
      this.#frame = isCalm ? window.setTimeout(step, STEP_MS) : requestAnimationFrame(step);
    };
    const step = (): void => {
      const now = from + ((performance.now() - begun) / REPLAY_MS) * this.#last;
      if (now < this.#last) next();
      this.#show(now);
    };
    next();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#frame);
    this.#frame = 0;
  }
}
