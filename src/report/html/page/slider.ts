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
  let frame = 0;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(frame);
    frame = 0;
    put(play, "replay");
  };
  const run = (): void => {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const next = (step: () => void): void => {
      frame = isCalm ? window.setTimeout(step, STEP_MS) : requestAnimationFrame(step);
    };
    const from = Number(range.value) >= last ? 0 : Number(range.value);
    const begun = performance.now();
    const step = (): void => {
      const now = from + ((performance.now() - begun) / REPLAY_MS) * last;
      range.value = String(Math.min(last, Math.round(now)));
      move(at());
      if (now < last) next(step);
      else {
        stop();
        go({ to: null });
      }
    };
    put(play, "hold");
    next(step);
  };
  const hold = (): void => {
    stop();
    go({ to: at() });
  };
  play.addEventListener("click", () => (frame === 0 ? run() : hold()));
  range.addEventListener("input", () => {
    stop();
    move(at());
  });
  range.addEventListener("change", () => go({ to: at() }));
  const element = el("section", { class: "slider", "aria-label": "Time" }, play, range, told);
  const update = (state: State): void => {
    const to = shownTo(evolution, state);
    if (frame === 0) range.value = String(to);
    const text = to === last ? `all ${count(last)} results` : `${count(to)} of ${count(last)} results`;
    range.setAttribute("aria-valuetext", text);
    put(told, text);
  };
  return { element, update };
}
