import type { ControlRequest } from "../../../../run/control/request.ts";
import type { Standing } from "../../../dashboard/standing.ts";
import { el, put } from "../dom.ts";

/** Controls by which a person steers a run from its page. */
export interface Controls {
  readonly element: HTMLElement;
  update(standing: Pick<Standing, "isRunning" | "takes">): void;
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
  const more = el("details", {}, el("summary", {}, "give it more"), ...forms(ask));
  const element = el("div", { class: "controls" }, buttons, more, told);
  let shown = "";
  return {
    element,
    update({ isRunning, takes }) {
      const now = `${isRunning} ${takes}`;
      if (shown === now) return;
      shown = now;
      put(buttons, ...(takes === "nothing" ? [DEAF] : isRunning ? running : stopped));
      more.hidden = takes !== "everything";
    },
  };
}

const DEAF =
  "Its process takes no requests, as that of a study, of --repeat and of a program that uses the library: Ctrl-C where it goes on stops it.";

function forms(ask: (request: ControlRequest) => Promise<void>): readonly HTMLElement[] {
  const budget = el("input", { type: "number", min: 0, step: "any" });
  const unit = el(
    "select",
    { "aria-label": "of what" },
    ...Object.keys(UNITS).map((name) => el("option", {}, name)),
  );
  const program = el("textarea", { rows: 6, spellcheck: "false" });
  const hint = el("textarea", { rows: 2, maxlength: 2000 });
  return [
    form("a larger budget, in all", el("span", { class: "amount" }, budget, unit), "raise the budget", () =>
      ask({ type: "budget", ...UNITS[unit.value]?.(Number(budget.value)) }),
    ),
    form("a program of your own", program, "inject", () =>
      ask({ type: "inject", source: program.value, note: "from the dashboard" }),
    ),
    form("a hint for the models", hint, "give", () => ask({ type: "hint", text: hint.value })),
  ];
}

/** Budgets by what they count. */
const UNITS: {
  readonly [name: string]: (amount: number) => Omit<Extract<ControlRequest, { type: "budget" }>, "type">;
} = {
  results: (evaluations) => ({ evaluations }),
  minutes: (minutes) => ({ timeMs: 60_000 * minutes }),
  dollars: (usd) => ({ usd }),
};

function form(name: string, field: HTMLElement, verb: string, send: () => Promise<void>): HTMLElement {
  const click = (): void => void send();
  return el(
    "div",
    { class: "field" },
    el("label", {}, name, field),
    el("button", { type: "button", click }, verb),
  );
}
