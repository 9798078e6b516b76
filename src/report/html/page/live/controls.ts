import type { ControlRequest } from "../../../../run/control/request.ts";
import { el, put } from "../dom.ts";

/** Controls by which a person steers a run from its page. */
export interface Controls {
  readonly element: HTMLElement;
  update(isRunning: boolean): void;
}

/** The controls of a run: pause, drain, stop; more budget; a program or a hint of one's own. */
export function createControls(): Controls {
  const told = el("p", { class: "told", role: "status" });
  const ask = async (request: ControlRequest): Promise<void> => {
    put(told, "…");
    try {
      const answer = await fetch("act", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      });
      const text = await answer.text();
      put(told, answer.headers.get("content-type") === "application/json" ? JSON.parse(text).message : text);
    } catch {
      put(told, "the dashboard does not answer: it has ended");
    }
  };
  const button = (name: string, title: string, request: () => ControlRequest): HTMLButtonElement =>
    el("button", { type: "button", title, click: () => void ask(request()) }, name);
  const running = [
    button("pause", "nothing new is scored until it goes on", () => ({ type: "pause" })),
    button("go on", "open the gate again", () => ({ type: "go-on" })),
    button("drain", "record what is in flight, then stop", () => ({ type: "drain" })),
    button("stop", "leave at once; nothing recorded is lost", () => ({ type: "stop" })),
  ];
  const stopped = [button("resume", "go on where it was", () => ({ type: "go-on" }))];
  const buttons = el("div", { class: "choices", role: "group", "aria-label": "Control" });
  const element = el(
    "div",
    { class: "controls" },
    buttons,
    el("details", {}, el("summary", {}, "give it more"), ...forms(ask)),
    told,
  );
  let shown: boolean | null = null;
  return {
    element,
    update(isRunning) {
      if (shown === isRunning) return;
      shown = isRunning;
      put(buttons, ...(isRunning ? running : stopped));
    },
  };
}

function forms(ask: (request: ControlRequest) => Promise<void>): readonly HTMLElement[] {
  const evaluations = el("input", { type: "number", min: 1, step: 1 });
  const program = el("textarea", { rows: 6, spellcheck: "false" });
  const hint = el("textarea", { rows: 2, maxlength: 2000 });
  return [
    form("results in all", evaluations, "raise the budget", () =>
      ask({ type: "budget", evaluations: Number(evaluations.value) }),
    ),
    form("a program of your own", program, "inject", () =>
      ask({ type: "inject", source: program.value, note: "from the dashboard" }),
    ),
    form("a hint for the models", hint, "give", () => ask({ type: "hint", text: hint.value })),
  ];
}

function form(name: string, field: HTMLElement, verb: string, send: () => Promise<void>): HTMLElement {
  const click = (): void => void send();
  return el(
    "div",
    { class: "field" },
    el("label", {}, name, field),
    el("button", { type: "button", click }, verb),
  );
}
