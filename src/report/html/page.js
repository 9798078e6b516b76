"use strict";
(() => {
  // src/report/html/packed-programs.ts
  var USED = ["evaluatorMs", "evaluatorCalls", "tokens", "usd"];
  function unpackPrograms(packed) {
    const ids = packed.island.map((island, index) => `i${island}-s${packed.step[index]}`);
    for (const [index, id] of packed.ids) ids[index] = id;
    const bests = new Set(packed.bests);
    const at = sumsOf(packed.at);
    const [evaluatorMs, evaluatorCalls, tokens, usd] = USED.map(
      (name) => sumsOf(packed.used[name]).map((sum) => sum / SCALES[name])
    );
    const text = (name, index) => {
      const { there, of } = packed.texts[name];
      return there[of[index] ?? -1] ?? null;
    };
    return ids.map((id, index) => ({
      id,
      island: packed.island[index] ?? 0,
      step: packed.step[index] ?? 0,
      at: at[index] ?? 0,
      parents: (packed.parents[index] ?? []).map(
        (parent) => typeof parent === "string" ? parent : ids[index - parent]
      ),
      operator: text("operator", index) ?? "",
      model: text("model", index),
      note: text("note", index) ?? "",
      kind: text("kind", index) ?? "",
      message: text("message", index) ?? "",
      score: packed.score[index] ?? null,
      cell: packed.cell[index] ?? null,
      isBest: bests.has(index),
      features: unpackNumbers(packed.features, index),
      metrics: unpackNumbers(packed.metrics, index),
      used: {
        ...{ evaluatorMs: evaluatorMs?.[index] ?? 0, evaluatorCalls: evaluatorCalls?.[index] ?? 0 },
        ...{ tokens: tokens?.[index] ?? 0, usd: usd?.[index] ?? 0 }
      },
      calls: (packed.calls[index] ?? []).map((call) => unpackCall(call, packed.callTexts)),
      recalled: (packed.recalled[index] ?? []).map((lesson) => packed.lessons[lesson] ?? "")
    }));
  }
  function unpackCall([purpose, model, failed, prompt, completion, nano], texts) {
    return {
      ...{ purpose: texts[purpose] ?? "", model: texts[model] ?? "", failed: texts[failed] ?? "" },
      ...{ promptTokens: prompt, completionTokens: completion, costNanoUsd: nano }
    };
  }
  function unpackNumbers(packed, index) {
    const found = {};
    for (const [name, values] of Object.entries(packed)) {
      const value = values[index];
      if (value != null) found[name] = value;
    }
    return found;
  }
  var SCALES = { evaluatorMs: 100, evaluatorCalls: 1, tokens: 1, usd: 1e6 };
  function sumsOf(steps2) {
    let sum = 0;
    return steps2.map((step) => {
      sum += step;
      return sum;
    });
  }

  // src/report/html/packed-page.ts
  function unpackPage({ parts, ...page }) {
    return { ...page, parts: parts.map((part) => ({ ...part, programs: unpackPrograms(part.programs) })) };
  }

  // src/core/printable.ts
  function printable(text, mark = "\xB7") {
    return text.replace(/\r\n?/g, "\n").replace(HIDDEN, mark);
  }
  var HIDDEN = (
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u2800\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?!(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic}))(?!(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}|\p{Surrogate}/gu
  );

  // src/report/html/page/dom.ts
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== false)
        element.setAttribute(name, value === true ? "" : printable(String(value)));
    }
    put(element, ...children);
    return element;
  }
  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes))
      element.setAttribute(name, printable(String(value)));
    put(element, ...children);
    return element;
  }
  function put(element, ...children) {
    element.replaceChildren(
      ...children.filter((child) => child !== null).map((child) => {
        return child instanceof Node ? child : document.createTextNode(printable(String(child)));
      })
    );
  }

  // src/core/show.ts
  function showNumber(value) {
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(10)));
  }
  function showDuration(ms) {
    if (ms < 1e3) return `${Math.round(ms)} ms`;
    if (ms < 6e4) return `${(ms / 1e3).toFixed(1)} s`;
    const minutes = Math.floor(ms / 6e4);
    if (minutes < 60) return `${minutes} min ${String(Math.floor(ms % 6e4 / 1e3)).padStart(2, "0")} s`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  }

  // src/report/html/page/format.ts
  function score(value) {
    return value === null ? "\u2013" : showNumber(Number(value.toPrecision(7)));
  }
  function bound(value) {
    const isPlain = value === 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
    return isPlain ? showNumber(Number(value.toPrecision(4))) : value.toExponential(1).replace(/\.0|\+/g, "");
  }
  function steps(value) {
    return value === 1 ? "1 step" : `${count(value)} steps`;
  }
  function evaluations(value) {
    return value === 1 ? "1 evaluation" : `${count(value)} evaluations`;
  }
  function change(value) {
    const text = showNumber(Number(Math.abs(value).toPrecision(4)));
    return value === 0 ? "\xB10" : value > 0 ? `+${text}` : `\u2212${text}`;
  }
  function count(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202F");
  }
  function percent(share) {
    const value = share * 100;
    if (value > 0 && value < 0.1) return "< 0.1\xA0%";
    return `${value > 0 && value < 1 ? value.toFixed(1) : value.toFixed(0)}\xA0%`;
  }
  function dollars(value) {
    return value === null ? "unknown" : `$${value.toFixed(value > 0 && value < 1 ? 4 : 2)}`;
  }
  function along(axis, value) {
    if (axis === "evaluatorMs") return showDuration(value);
    return axis === "usd" ? dollars(value) : count(value);
  }

  // src/report/html/page/live/runs-list.ts
  var CALM_MS = 1e3;
  async function createRunsList(host) {
    document.title = "Runs \xB7 Galapagos";
    const body = el("tbody", {});
    const rows = /* @__PURE__ */ new Map();
    put(host, el("header", { class: "title" }, el("h1", {}, "Runs")), tableOf(body));
    const read = async () => {
      const answer2 = await fetch("/data");
      if (!answer2.ok) return;
      const { runs } = await answer2.json();
      const lines = runs.map((line3) => {
        const row = rows.get(line3.run) ?? rowOf(line3.run);
        rows.set(line3.run, row);
        fill(row, line3);
        return row;
      });
      const isSame = lines.length === body.childElementCount && lines.every((row, at) => body.children[at] === row);
      if (!isSame) put(body, ...lines.length > 0 ? lines : [el("tr", {}, el("td", {}, NOTHING))]);
    };
    await read();
    let timer = 0;
    new EventSource("/events").addEventListener("message", () => {
      if (timer !== 0) return;
      timer = window.setTimeout(() => {
        timer = 0;
        void read();
      }, CALM_MS);
    });
  }
  var NOTHING = "There is no run yet. Start one: galapagos run circle-packing";
  function rowOf(run) {
    const link = el("a", { href: `/run/${encodeURIComponent(run)}/` }, run);
    return el(
      "tr",
      {},
      el("td", { class: run.length <= SHORT ? "short" : null }, link),
      ...NAMES.slice(1).map((_, at) => el("td", { class: classOf(at + 1) }))
    );
  }
  function fill(row, { problem, status, evaluations: evaluations2, best }) {
    const cells = [problem, status, count(evaluations2), score(best)];
    for (const [at, text] of cells.entries()) {
      const cell = row.children[at + 1];
      if (cell !== void 0 && cell.textContent !== text) put(cell, text);
    }
  }
  function tableOf(body) {
    const heads = NAMES.map((name, at) => el("th", { scope: "col", class: classOf(at) }, name));
    return el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Runs" },
      el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body)
    );
  }
  var NAMES = ["run", "problem", "status", "evaluations", "best"];
  function classOf(column) {
    return column > 2 ? "number" : "short";
  }
  var SHORT = 32;

  // src/report/html/page/archive-replay.ts
  function archiveReplay({ programs, part, objective, find }) {
    const cells = /* @__PURE__ */ new Map();
    const total = part.islands.reduce((sum, island) => sum + island.cells, 0);
    const immigrants = part.islands.flatMap(
      ({ island, elites }) => elites.flatMap(({ id, cell }) => {
        const program = find(id);
        return program === null || program.island === island ? [] : [{ island, cell, program }];
      })
    );
    const own = programs.flatMap(
      (program) => program.cell === null ? [] : [{ island: program.island, cell: program.cell, program }]
    );
    const entries = [...own, ...immigrants].sort((a, b) => a.program.at - b.program.at);
    const curve = [];
    let [held, qdScore] = [0, 0];
    for (const { island, cell, program } of entries) {
      const history = cells.get(`${island} ${cell}`) ?? [];
      const before = history.at(-1)?.program.score ?? null;
      if (program.score === null || !objective.better(program.score, before)) continue;
      history.push({ from: program.at, program });
      cells.set(`${island} ${cell}`, history);
      if (before === null) held++;
      qdScore += program.score - (before ?? 0);
      curve.push({ at: program.at, coverage: held / Math.max(1, total), qdScore });
    }
    const eliteAt = (island, cell, at) => {
      const history = cells.get(`${island} ${cell}`) ?? [];
      return history.findLast(({ from }) => from <= at)?.program ?? null;
    };
    return { eliteAt, curve };
  }

  // src/report/html/scale.ts
  function scale([low, high], [from, to], wanted) {
    const half = high / 2 - low / 2;
    const rough = half / (Math.max(2, wanted) / 2);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
    const first = Math.ceil(low / step);
    const ticks = Array.from(
      { length: Math.max(0, Math.floor(high / step) - first + 1) },
      (_, i) => Number(((first + i) * step).toPrecision(12))
    );
    return { low, high, ticks, at: (value) => from + (value / 2 - low / 2) / half * (to - from) };
  }

  // src/report/html/page/climb-chart.ts
  function chartOf(evolution, axis, width, height) {
    const [left, right, top] = [62, width - 14, 14];
    const failures2 = height - 34;
    const bottom = failures2 - 16;
    const { programs } = evolution;
    const along2 = (program) => axis === "at" ? program.at : program.used[axis];
    const last = programs.at(-1);
    const xs = scale([0, last === void 0 ? 1 : along2(last) || 1], [left, right], width / 130);
    const ys = scale(scoreRange(evolution), [bottom, top], 4);
    const place = (program) => ({
      x: xs.at(along2(program)),
      y: program.score === null ? failures2 : Math.max(top, Math.min(bottom, ys.at(program.score)))
    });
    const points = programs.map((program) => ({ program, ...place(program) }));
    return { place, width, height, left, right, top, bottom, failures: failures2, points, xs, ys };
  }
  function nearest({ points }, x, y) {
    let found = null;
    let closest = 14;
    for (const { program, x: px, y: py } of points) {
      const distance = Math.hypot(px - x, py - y) - (program.isBest ? 3 : 0);
      if (distance >= closest) continue;
      closest = distance;
      found = program;
    }
    return found;
  }
  function scoreRange({ programs, seed, champion, part, objective }) {
    const scores = programs.flatMap(({ score: score2 }) => score2 === null ? [] : [score2]);
    const sorted = scores.sort((a, b) => objective.gain(a, b));
    const known = objective.best(part.bestKnown.map(({ value }) => value));
    const worst = sorted[Math.floor(sorted.length / 10)];
    const shown = [seed?.score, champion?.score, known, worst].filter((value) => value != null);
    const [low, high] = [Math.min(...shown), Math.max(...shown)];
    if (shown.length === 0) return [0, 1];
    const air = (high - low || Math.abs(high) || 1) * 0.04;
    return [low - air, high + air];
  }

  // src/report/html/page/canvas.ts
  function openSheet(canvas, width, height) {
    const density = devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * density), Math.round(height * density)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    const context = canvas.getContext("2d");
    if (context === null) return null;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(canvas.isConnected ? canvas : document.body);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    context.font = `12px ${style.fontFamily}`;
    return {
      context,
      ink: {
        ...{ ink: colour("ink"), muted: colour("muted"), faint: colour("faint") },
        ...{ accent: colour("accent"), failure: colour("failure"), paper: colour("paper") }
      }
    };
  }
  function reveal({ context }, drawing, x, width, height) {
    const density = devicePixelRatio || 1;
    const [edge, wide] = [Math.min(drawing.width, Math.round(x * density)), drawing.width];
    if (edge > 0) context.drawImage(drawing, 0, 0, edge, drawing.height, 0, 0, edge / density, height);
    if (edge >= wide) return;
    context.globalAlpha = 0.12;
    context.drawImage(
      drawing,
      edge,
      0,
      wide - edge,
      drawing.height,
      edge / density,
      0,
      width - edge / density,
      height
    );
    context.globalAlpha = 1;
  }

  // src/report/html/page/climb-drawing.ts
  function drawClimb({ context, ink }, chart) {
    drawChildren(context, chart.points, ink);
    drawStaircase(context, chart, ink);
  }
  function drawOver({ context, ink }, chart, axis, marked) {
    drawAxes(context, chart, axis, ink);
    drawLevels(context, chart, marked.evolution, ink);
    drawMarks(context, chart, marked, ink);
  }
  function drawAxes(context, chart, axis, ink) {
    const { left, right, bottom, height, xs, ys, failures: failures2 } = chart;
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const tick of ys.ticks) {
      line(context, left, ys.at(tick), right, ys.at(tick), ink.faint);
      context.fillStyle = ink.muted;
      context.fillText(showNumber(tick), left - 8, ys.at(tick));
    }
    line(context, left, bottom, right, bottom, ink.faint);
    context.fillStyle = ink.muted;
    context.fillText("failed", left - 8, failures2);
    for (const tick of xs.ticks) {
      const atEnd = xs.at(tick) > right - 20;
      context.textAlign = tick === 0 ? "left" : atEnd ? "right" : "center";
      context.fillText(along(axis, tick), atEnd ? right : xs.at(tick), height - 10);
    }
  }
  function drawChildren(context, points, ink) {
    context.globalAlpha = Math.max(0.12, Math.min(0.8, 160 / Math.sqrt(points.length) / 10));
    context.lineWidth = 1;
    context.beginPath();
    for (const { program, x, y } of points) {
      if (program.score === null || program.isBest) continue;
      context.moveTo(x + 2.5, y);
      context.arc(x, y, 2.5, 0, 2 * Math.PI);
    }
    context.strokeStyle = ink.muted;
    context.stroke();
    context.beginPath();
    for (const { program, x, y } of points) {
      if (program.score !== null) continue;
      context.moveTo(x - 3, y - 3);
      context.lineTo(x + 3, y + 3);
      context.moveTo(x + 3, y - 3);
      context.lineTo(x - 3, y + 3);
    }
    context.strokeStyle = ink.failure;
    context.stroke();
    context.globalAlpha = 1;
  }
  function drawLevels(context, chart, evolution, ink) {
    const { part, seed, objective } = evolution;
    const known = objective.best(part.bestKnown.map(({ value }) => value));
    const levels = [
      ["seed", seed?.score],
      ["best known", known]
    ];
    context.setLineDash([5, 4]);
    for (const [name, value] of levels) {
      if (value == null) continue;
      const y = chart.ys.at(value);
      line(context, chart.left, y, chart.right, y, ink.muted);
      const isHigh = y < (chart.top + chart.bottom) / 2;
      write(context, `${name} ${score(value)}`, chart.right, y + (isHigh ? 11 : -9), ink);
    }
    context.setLineDash([]);
  }
  function write(context, text, x, y, ink) {
    context.textAlign = "right";
    context.lineWidth = 4;
    context.strokeStyle = ink.paper;
    context.setLineDash([]);
    context.strokeText(text, x, y);
    context.fillStyle = ink.ink;
    context.fillText(text, x, y);
    context.setLineDash([5, 4]);
  }
  function drawStaircase(context, { points, right }, ink) {
    const bests = points.filter(({ program }) => program.isBest);
    context.beginPath();
    for (const [i, { x, y }] of bests.entries()) {
      if (i === 0) context.moveTo(x, y);
      else {
        context.lineTo(x, bests[i - 1].y);
        context.lineTo(x, y);
      }
    }
    if (bests.length > 0) context.lineTo(right, bests.at(-1).y);
    context.strokeStyle = ink.ink;
    context.lineWidth = 1.5;
    context.stroke();
    for (const { x, y } of bests) dot(context, x, y, 3, ink.ink);
  }
  function drawMarks(context, chart, marked, ink) {
    const { evolution, selected, hovered, to } = marked;
    for (const program of selected === null ? [] : evolution.lineage(selected)) {
      const { x, y } = chart.place(program);
      if (program.at <= to) dot(context, x, y, 2.5, ink.accent);
    }
    for (const program of [selected, hovered]) {
      if (program === null || program.at > to) continue;
      const { x, y } = chart.place(program);
      context.beginPath();
      context.arc(x, y, 6.5, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = program === selected ? ink.accent : ink.ink;
      context.stroke();
    }
  }
  function dot(context, x, y, radius, colour) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }
  function line(context, ...[x1, y1, x2, y2, colour]) {
    context.beginPath();
    context.moveTo(x1, Math.round(y1) + 0.5);
    context.lineTo(x2, Math.round(y2) + 0.5);
    context.lineWidth = 1;
    context.strokeStyle = colour;
    context.stroke();
  }

  // src/report/html/page/selectable.ts
  function makeSelectable(canvas, { at, onKey, redraw, go }) {
    let hovered = null;
    const under = (event) => {
      const { offsetX, offsetY } = event;
      return at(offsetX, offsetY);
    };
    canvas.addEventListener("pointermove", (event) => {
      const now = under(event);
      if (now === hovered) return;
      hovered = now;
      canvas.style.cursor = now === null ? "" : "pointer";
      redraw();
    });
    canvas.addEventListener("pointerleave", () => {
      hovered = null;
      redraw();
    });
    canvas.addEventListener("click", (event) => {
      const program = under(event);
      if (program !== null) go({ program: program.id });
    });
    canvas.addEventListener("keydown", (event) => {
      const to = onKey(event.key);
      if (!to) return;
      event.preventDefault();
      go({ program: to.id });
    });
    new ResizeObserver(redraw).observe(canvas);
    return () => hovered;
  }

  // src/report/html/page/view.ts
  function selectedIn(evolution, { program, to }) {
    const named = program === null ? null : evolution.find(program);
    return named ?? (to === null ? evolution.champion : evolution.bestAt(to));
  }
  function shownTo({ last }, { to }) {
    return to === null ? last : Math.min(to, last);
  }

  // src/report/html/page/climb.ts
  function createClimb(evolution, go) {
    return new Climb(evolution, go);
  }
  var Climb = class {
    element;
    #evolution;
    #canvas;
    #told = el("p", { class: "told", "aria-live": "polite" });
    #axes;
    /** The program under the pointer. */
    #hovered;
    /** All of the climb, drawn once for each size, colour scheme and axis. */
    #drawing = document.createElement("canvas");
    #drawn = "";
    #chart = null;
    #state = null;
    constructor(evolution, go) {
      this.#evolution = evolution;
      this.#canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": describe(evolution) });
      this.#axes = axesOf(evolution).map(
        (axis) => el("button", { type: "button", "data-axis": axis, click: () => go({ x: axis }) }, NAMES2[axis])
      );
      this.#hovered = makeSelectable(this.#canvas, {
        at: (x, y) => this.#chart && nearest(this.#chart, x, y),
        onKey: (key) => this.#state && stepTo(evolution.programs, selectedIn(evolution, this.#state), key),
        redraw: () => this.#redraw(),
        go
      });
      const choices = el("div", { class: "choices", role: "group", "aria-label": "Against" }, ...this.#axes);
      this.element = el(
        "section",
        { class: "climb" },
        el("header", {}, el("div", { class: "named" }, el("h2", {}, "Climb"), scoreName(evolution)), choices),
        ...[this.#canvas, this.#told, el("p", { class: "key" }, ...keyOf())]
      );
    }
    update(now) {
      this.#state = axesOf(this.#evolution).includes(now.x) ? now : { ...now, x: "at" };
      const { x } = this.#state;
      for (const button of this.#axes) button.setAttribute("aria-pressed", String(button.dataset.axis === x));
      this.#redraw();
    }
    #redraw() {
      const [evolution, state] = [this.#evolution, this.#state];
      const { clientWidth: width, clientHeight: height } = this.#canvas;
      if (state === null || width === 0) return;
      const chart = this.#drawAll(state.x, width, height);
      const selected = selectedIn(evolution, state);
      const to = shownTo(evolution, state);
      const sheet = openSheet(this.#canvas, width, height);
      if (sheet === null) return;
      const edge = evolution.programs[evolution.countAt(to) - 1];
      const x = edge === void 0 || to === evolution.last ? width : chart.place(edge).x + 3;
      reveal(sheet, this.#drawing, x, width, height);
      const hovered = this.#hovered();
      drawOver(sheet, chart, state.x, { evolution, selected, hovered, to });
      const shown = hovered ?? selected;
      put(this.#told, shown === null ? "" : tell(shown, state.x));
    }
    #drawAll(axis, width, height) {
      const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
      const key = `${width} ${height} ${devicePixelRatio} ${isDark} ${axis}`;
      if (key === this.#drawn && this.#chart !== null) return this.#chart;
      this.#chart = chartOf(this.#evolution, axis, width, height);
      const whole = openSheet(this.#drawing, width, height);
      if (whole !== null) drawClimb(whole, this.#chart);
      this.#drawn = key;
      return this.#chart;
    }
  };
  var keyOf = () => [
    "\u25CF\xA0new\xA0best   \u25CB\xA0no\xA0gain   \xD7\xA0failed   ",
    el("span", { class: "lit" }, "\u25CF"),
    "\xA0in its lineage. Click a dot, or use the arrow keys, to select a program."
  ];
  function scoreName({ part: { objective } }) {
    const better = objective.direction === "maximise" ? "more" : "less";
    return el("p", { class: "what" }, `${objective.name}, ${better} is better`);
  }
  function describe({ programs, champion, seed }) {
    return `Climb of ${count(programs.length)} programs, from ${score(seed?.score ?? null)} to ${score(champion?.score ?? null)}`;
  }
  function tell({ id, operator, model, kind, score: value, at, used, isBest }, axis) {
    const outcome = value === null ? `failed: ${kind}` : `${score(value)}${isBest ? ", a new best" : ""}`;
    const spent = axis === "at" ? "" : `, after ${along(axis, used[axis])}`;
    return `${id} \xB7 ${outcome} \xB7 ${model === null ? operator : `${operator} with ${model}`} \xB7 evaluation ${count(at)}${spent}`;
  }
  function stepTo(programs, from, key) {
    const at = from === null ? -1 : programs.indexOf(from);
    switch (key) {
      case "ArrowRight":
        return programs[at + 1] ?? null;
      case "ArrowLeft":
        return programs[at - 1] ?? null;
      case "ArrowUp":
        return programs.find(({ isBest }, i) => isBest && i > at) ?? null;
      case "ArrowDown":
        return programs.findLast(({ isBest }, i) => isBest && i < at) ?? null;
      default:
        return null;
    }
  }
  function axesOf({ programs }) {
    const used = programs.at(-1)?.used;
    const moving = ["evaluatorMs", "tokens", "usd"].filter((axis) => (used?.[axis] ?? 0) > 0);
    return ["at", ...moving];
  }
  var NAMES2 = { at: "evaluations", evaluatorMs: "evaluator time", tokens: "tokens", usd: "dollars" };

  // src/core/objective.ts
  function objectiveOf(direction) {
    return direction === "maximise" ? MAXIMISE : MINIMISE;
  }
  var LEAST_GAIN = 1e-9;
  function isRounding(a, b) {
    return Math.abs(a - b) <= LEAST_GAIN * Math.max(Math.abs(a), Math.abs(b));
  }
  var MAXIMISE = createObjective("maximise");
  var MINIMISE = createObjective("minimise");
  function createObjective(direction) {
    const sign = direction === "maximise" ? 1 : -1;
    const better = (score2, than) => than === null || (direction === "maximise" ? score2 > than : score2 < than);
    const compare = (a, b) => {
      if (a.score !== b.score) return better(a.score, b.score) ? -1 : 1;
      return a.step - b.step || a.island - b.island;
    };
    const compared = (score2, than) => isRounding(score2, than) ? "same" : better(score2, than) ? "improved" : "worse";
    return {
      direction,
      better,
      compared,
      leastSame(score2) {
        const least = score2 - sign * LEAST_GAIN * Math.abs(score2);
        return isRounding(least, score2) ? least : least + sign * Number.EPSILON * Math.abs(score2);
      },
      gain: (child, parent) => sign * (child - parent),
      outcome(child, parent) {
        if (child.status !== "ok") return "failed";
        return parent === null ? "same" : compared(child.score, parent);
      },
      reaches: (score2, target) => !better(target, score2),
      best(scores) {
        let best = null;
        for (const score2 of scores) if (better(score2, best)) best = score2;
        return best;
      },
      order: { compare, dominates: (a, b) => compare(a, b) < 0, ties: (a, b) => a.score === b.score },
      sql: direction === "maximise" ? "DESC" : "ASC"
    };
  }

  // node_modules/diff/libesm/diff/base.js
  var Diff = class {
    diff(oldStr, newStr, options = {}) {
      let callback;
      if (typeof options === "function") {
        callback = options;
        options = {};
      } else if ("callback" in options) {
        callback = options.callback;
      }
      const oldString = this.castInput(oldStr, options);
      const newString = this.castInput(newStr, options);
      const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
      const newTokens = this.removeEmpty(this.tokenize(newString, options));
      return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
    }
    diffWithOptionsObj(oldTokens, newTokens, options, callback) {
      var _a;
      const done = (value) => {
        value = this.postProcess(value, options);
        if (callback) {
          setTimeout(function() {
            callback(value);
          }, 0);
          return void 0;
        } else {
          return value;
        }
      };
      const newLen = newTokens.length, oldLen = oldTokens.length;
      let editLength = 1;
      let maxEditLength = newLen + oldLen;
      if (options.maxEditLength != null) {
        maxEditLength = Math.min(maxEditLength, options.maxEditLength);
      }
      const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
      const abortAfterTimestamp = Date.now() + maxExecutionTime;
      const bestPath = [{ oldPos: -1, lastComponent: void 0 }];
      let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
      if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
        return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
      }
      let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
      const execEditLength = () => {
        for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
          let basePath;
          const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
          if (removePath) {
            bestPath[diagonalPath - 1] = void 0;
          }
          let canAdd = false;
          if (addPath) {
            const addPathNewPos = addPath.oldPos - diagonalPath;
            canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
          }
          const canRemove = removePath && removePath.oldPos + 1 < oldLen;
          if (!canAdd && !canRemove) {
            bestPath[diagonalPath] = void 0;
            continue;
          }
          if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) {
            basePath = this.addToPath(addPath, true, false, 0, options);
          } else {
            basePath = this.addToPath(removePath, false, true, 1, options);
          }
          newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
          if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
            return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
          } else {
            bestPath[diagonalPath] = basePath;
            if (basePath.oldPos + 1 >= oldLen) {
              maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
            }
            if (newPos + 1 >= newLen) {
              minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
            }
          }
        }
        editLength++;
      };
      if (callback) {
        (function exec() {
          setTimeout(function() {
            if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) {
              return callback(void 0);
            }
            if (!execEditLength()) {
              exec();
            }
          }, 0);
        })();
      } else {
        while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
          const ret = execEditLength();
          if (ret) {
            return ret;
          }
        }
      }
    }
    addToPath(path, added, removed, oldPosInc, options) {
      const last = path.lastComponent;
      if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) {
        return {
          oldPos: path.oldPos + oldPosInc,
          lastComponent: { count: last.count + 1, added, removed, previousComponent: last.previousComponent }
        };
      } else {
        return {
          oldPos: path.oldPos + oldPosInc,
          lastComponent: { count: 1, added, removed, previousComponent: last }
        };
      }
    }
    extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
      const newLen = newTokens.length, oldLen = oldTokens.length;
      let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
      while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
        newPos++;
        oldPos++;
        commonCount++;
        if (options.oneChangePerToken) {
          basePath.lastComponent = { count: 1, previousComponent: basePath.lastComponent, added: false, removed: false };
        }
      }
      if (commonCount && !options.oneChangePerToken) {
        basePath.lastComponent = { count: commonCount, previousComponent: basePath.lastComponent, added: false, removed: false };
      }
      basePath.oldPos = oldPos;
      return newPos;
    }
    equals(left, right, options) {
      if (options.comparator) {
        return options.comparator(left, right);
      } else {
        return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
      }
    }
    removeEmpty(array) {
      const ret = [];
      for (let i = 0; i < array.length; i++) {
        if (array[i]) {
          ret.push(array[i]);
        }
      }
      return ret;
    }
    // eslint-disable-next-line @typescript-eslint/no-unused-vars
    castInput(value, options) {
      return value;
    }
    // eslint-disable-next-line @typescript-eslint/no-unused-vars
    tokenize(value, options) {
      return Array.from(value);
    }
    join(chars) {
      return chars.join("");
    }
    postProcess(changeObjects, options) {
      return changeObjects;
    }
    get useLongestToken() {
      return false;
    }
    buildValues(lastComponent, newTokens, oldTokens) {
      const components = [];
      let nextComponent;
      while (lastComponent) {
        components.push(lastComponent);
        nextComponent = lastComponent.previousComponent;
        delete lastComponent.previousComponent;
        lastComponent = nextComponent;
      }
      components.reverse();
      const componentLen = components.length;
      let componentPos = 0, newPos = 0, oldPos = 0;
      for (; componentPos < componentLen; componentPos++) {
        const component = components[componentPos];
        if (!component.removed) {
          if (!component.added && this.useLongestToken) {
            let value = newTokens.slice(newPos, newPos + component.count);
            value = value.map(function(value2, i) {
              const oldValue = oldTokens[oldPos + i];
              return oldValue.length > value2.length ? oldValue : value2;
            });
            component.value = this.join(value);
          } else {
            component.value = this.join(newTokens.slice(newPos, newPos + component.count));
          }
          newPos += component.count;
          if (!component.added) {
            oldPos += component.count;
          }
        } else {
          component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
          oldPos += component.count;
        }
      }
      return components;
    }
  };

  // node_modules/diff/libesm/diff/line.js
  var LineDiff = class extends Diff {
    constructor() {
      super(...arguments);
      this.tokenize = tokenize;
    }
    equals(left, right, options) {
      if (options.ignoreWhitespace) {
        if (!options.newlineIsToken || !left.includes("\n")) {
          left = left.trim();
        }
        if (!options.newlineIsToken || !right.includes("\n")) {
          right = right.trim();
        }
      } else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
        if (left.endsWith("\n")) {
          left = left.slice(0, -1);
        }
        if (right.endsWith("\n")) {
          right = right.slice(0, -1);
        }
      }
      return super.equals(left, right, options);
    }
  };
  var lineDiff = new LineDiff();
  function diffLines(oldStr, newStr, options) {
    return lineDiff.diff(oldStr, newStr, options);
  }
  function tokenize(value, options) {
    if (options.stripTrailingCr) {
      value = value.replace(/\r\n/g, "\n");
    }
    const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
    if (!linesAndNewlines[linesAndNewlines.length - 1]) {
      linesAndNewlines.pop();
    }
    for (let i = 0; i < linesAndNewlines.length; i++) {
      const line3 = linesAndNewlines[i];
      if (i % 2 && !options.newlineIsToken) {
        retLines[retLines.length - 1] += line3;
      } else {
        retLines.push(line3);
      }
    }
    return retLines;
  }

  // node_modules/diff/libesm/patch/create.js
  function structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
    let optionsObj;
    if (!options) {
      optionsObj = {};
    } else if (typeof options === "function") {
      optionsObj = { callback: options };
    } else {
      optionsObj = options;
    }
    if (typeof optionsObj.context === "undefined") {
      optionsObj.context = 4;
    }
    const context = optionsObj.context;
    if (optionsObj.newlineIsToken) {
      throw new Error("newlineIsToken may not be used with patch-generation functions, only with diffing functions");
    }
    if (!optionsObj.callback) {
      return diffLinesResultToPatch(diffLines(oldStr, newStr, optionsObj));
    } else {
      const { callback } = optionsObj;
      diffLines(oldStr, newStr, Object.assign(Object.assign({}, optionsObj), { callback: (diff) => {
        const patch = diffLinesResultToPatch(diff);
        callback(patch);
      } }));
    }
    function diffLinesResultToPatch(diff) {
      if (!diff) {
        return;
      }
      diff.push({ value: "", lines: [] });
      function contextLines(lines) {
        return lines.map(function(entry) {
          return " " + entry;
        });
      }
      const hunks = [];
      let oldRangeStart = 0, newRangeStart = 0, curRange = [], oldLine = 1, newLine = 1;
      for (let i = 0; i < diff.length; i++) {
        const current = diff[i], lines = current.lines || splitLines(current.value);
        current.lines = lines;
        if (current.added || current.removed) {
          if (!oldRangeStart) {
            const prev = diff[i - 1];
            oldRangeStart = oldLine;
            newRangeStart = newLine;
            if (prev) {
              curRange = context > 0 ? contextLines(prev.lines.slice(-context)) : [];
              oldRangeStart -= curRange.length;
              newRangeStart -= curRange.length;
            }
          }
          for (const line3 of lines) {
            curRange.push((current.added ? "+" : "-") + line3);
          }
          if (current.added) {
            newLine += lines.length;
          } else {
            oldLine += lines.length;
          }
        } else {
          if (oldRangeStart) {
            if (lines.length <= context * 2 && i < diff.length - 2) {
              for (const line3 of contextLines(lines)) {
                curRange.push(line3);
              }
            } else {
              const contextSize = Math.min(lines.length, context);
              for (const line3 of contextLines(lines.slice(0, contextSize))) {
                curRange.push(line3);
              }
              const hunk = {
                oldStart: oldRangeStart,
                oldLines: oldLine - oldRangeStart + contextSize,
                newStart: newRangeStart,
                newLines: newLine - newRangeStart + contextSize,
                lines: curRange
              };
              hunks.push(hunk);
              oldRangeStart = 0;
              newRangeStart = 0;
              curRange = [];
            }
          }
          oldLine += lines.length;
          newLine += lines.length;
        }
      }
      for (const hunk of hunks) {
        for (let i = 0; i < hunk.lines.length; i++) {
          if (hunk.lines[i].endsWith("\n")) {
            hunk.lines[i] = hunk.lines[i].slice(0, -1);
          } else {
            hunk.lines.splice(i + 1, 0, "\\ No newline at end of file");
            i++;
          }
        }
      }
      return {
        oldFileName,
        newFileName,
        oldHeader,
        newHeader,
        hunks
      };
    }
  }
  function splitLines(text) {
    const hasTrailingNl = text.endsWith("\n");
    const result = text.split("\n").map((line3) => line3 + "\n");
    if (hasTrailingNl) {
      result.pop();
    } else {
      result.push(result.pop().slice(0, -1));
    }
    return result;
  }

  // src/report/html/source-delta.ts
  function applyDelta(base, delta) {
    let text = "";
    let at = 0;
    for (let i = 0; i < delta.length; i += 3) {
      const [keep, drop, insert] = [Number(delta[i]), Number(delta[i + 1]), String(delta[i + 2])];
      text += base.slice(at, at + keep) + insert;
      at += keep + drop;
    }
    return text + base.slice(at);
  }

  // src/report/html/page/evolution.ts
  function partAt({ parts }, index) {
    const own = parts.filter(({ summary }) => summary.problem === parts[0]?.summary.problem);
    return parts[index ?? -1] ?? own.at(-1);
  }
  function evolutionOf(page, index, texts) {
    const part = partAt(page, index);
    const { programs } = part;
    const roots = programs.filter(({ score: score2, parents }) => score2 !== null && parents.length === 0);
    const places = new Map(programs.map(({ id }, place) => [id, place]));
    const bests = programs.filter(({ isBest }) => isBest);
    const offspring = Map.groupBy(programs, ({ parents }) => parents[0] ?? "");
    const sources = /* @__PURE__ */ new Map();
    const find = (id) => programs[places.get(id) ?? -1] ?? null;
    const lineage = (program) => {
      const chain = [program];
      const seen = /* @__PURE__ */ new Set([program.id]);
      for (let parent = program.parents[0]; parent !== void 0 && !seen.has(parent); ) {
        seen.add(parent);
        const found = find(parent);
        if (found === null) break;
        chain.push(found);
        parent = found.parents[0];
      }
      return chain;
    };
    const source = async (program) => {
      const deltas = (await texts)[page.parts.indexOf(part)] ?? [];
      let text = "";
      for (const step of lineage(program).toReversed()) {
        text = sources.get(step.id) ?? applyDelta(text, deltas[places.get(step.id) ?? -1] ?? []);
        sources.set(step.id, text);
      }
      return text;
    };
    return {
      ...{ page, part, programs, find, lineage, source },
      last: programs.at(-1)?.at ?? 0,
      bestAt: (at) => bests[upTo(bests, at) - 1] ?? null,
      countAt: (at) => upTo(programs, at),
      children: ({ id }) => offspring.get(id) ?? [],
      objective: objectiveOf(part.objective.direction),
      champion: find(part.summary.best?.id ?? ""),
      seed: roots.find(({ at }) => at > 0) ?? roots[0] ?? null
    };
  }
  function upTo(programs, at) {
    let [low, high] = [0, programs.length];
    while (low < high) {
      const middle = low + high >> 1;
      if ((programs[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // src/report/html/page/line-chart.ts
  var LONGEST_NAME = 17;
  var [WIDTH, HEIGHT, LEFT, RIGHT] = [420, 150, 52, 300];
  function lineChart(title, told, last, show) {
    const lines = told.map(({ name, points }) => ({
      name,
      points: points.filter(([, y]) => Number.isFinite(y))
    }));
    const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
    const [low, high] = [
      values.reduce((a, b) => Math.min(a, b), 0),
      values.reduce((a, b) => Math.max(a, b), 0)
    ];
    const xs = scale([0, Math.max(1, last)], [LEFT, RIGHT], 3);
    const ys = scale([low, high === low ? low + 1 : high], [HEIGHT - 24, 10], 3);
    const cursor = svg("line", { class: "cursor", y1: 10, y2: HEIGHT - 24, x1: RIGHT, x2: RIGHT });
    const names = placed(lines.map(({ points }) => ys.at(points.at(-1)?.[1] ?? 0)));
    const picture = svg(
      "svg",
      { class: "lines", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
      ...ys.ticks.flatMap((tick) => rung(ys.at(tick), show(tick))),
      ...lines.map(
        ({ points }, i) => svg("path", {
          class: `median way-${i % 6}`,
          d: points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${xs.at(x).toFixed(1)} ${ys.at(y).toFixed(1)}`).join("")
        })
      ),
      ...lines.map(({ name }, i) => nameAt(name, i, names[i] ?? 0)),
      cursor
    );
    return {
      element: el("figure", { class: "chart" }, el("figcaption", {}, title), picture),
      mark(at) {
        const x = String(xs.at(Math.min(at, last)).toFixed(1));
        cursor.setAttribute("x1", x);
        cursor.setAttribute("x2", x);
      }
    };
  }
  function rung(y, text) {
    return [
      svg("line", { class: "faint", x1: LEFT, x2: RIGHT, y1: y, y2: y }),
      svg("text", { class: "tick", x: LEFT - 6, y: y + 4, "text-anchor": "end" }, text)
    ];
  }
  function nameAt(name, i, y) {
    const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}\u2026` : name;
    return svg("text", { class: `name way-${i % 6}`, x: RIGHT + 6, y: y + 4 }, shown);
  }
  function placed(heights) {
    const order = heights.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
    const result = [];
    let free = 8;
    for (const { y, i } of order) {
      const at = Math.max(y, free);
      result[i] = at;
      free = at + 13;
    }
    const over = Math.max(0, free - 13 - (HEIGHT - 6));
    return result.map((y) => y - over);
  }

  // src/report/html/page/curves.ts
  var WINDOWS = 48;
  var LEAST_IN_WINDOW = 12;
  var MOST_LINES = 6;
  function createCurves(evolution, { curve }) {
    const { part, last } = evolution;
    const hasGrid = (part.islands[0]?.dimensions.length ?? 0) > 0;
    const points = (of) => [
      ...curve.map((point) => [point.at, point[of]]),
      [last, curve.at(-1)?.[of] ?? 0]
    ];
    const charts = [
      ...hasGrid ? [
        lineChart("Coverage of the archives", [{ name: "", points: points("coverage") }], last, percent),
        lineChart(
          "QD-score, the sum of the elites' scores",
          [{ name: "", points: points("qdScore") }],
          last,
          bound
        )
      ] : [],
      lineChart("Who made the programs, share over time", sharesOf(evolution), last, percent)
    ];
    const element = el(
      "section",
      { class: "curves" },
      el("header", {}, el("h2", {}, "Over time")),
      el("div", { class: "charts" }, ...charts.map(({ element: chart }) => chart))
    );
    const update = (state) => {
      for (const chart of charts) chart.mark(shownTo(evolution, state));
    };
    return { element, update };
  }
  function sharesOf({ programs, last }) {
    const made = programs.filter(({ at, parents }) => at > 0 && parents.length > 0);
    const models2 = new Set(made.flatMap(({ model }) => model ?? []));
    const who = (program) => program.model === null || models2.size === 1 ? program.operator : `${program.operator}, ${program.model}`;
    const busiest = [...Map.groupBy(made, who)].sort(([, a], [, b]) => b.length - a.length).slice(0, MOST_LINES).map(([name]) => name);
    const size = Math.max(LEAST_IN_WINDOW, Math.ceil(last / WINDOWS));
    const windows = Map.groupBy(made, ({ at }) => Math.floor((at - 1) / size));
    return busiest.map((name) => ({
      name,
      points: [...windows].map(([index, own]) => [
        Math.min(last, (index + 0.5) * size),
        own.filter((program) => who(program) === name).length / own.length
      ])
    }));
  }

  // src/report/html/page/front-order.ts
  function dominates(a, b, objectives) {
    let isBetter = false;
    for (const { name, direction } of objectives) {
      const [x, y] = [a.metrics[name] ?? Number.NaN, b.metrics[name] ?? Number.NaN];
      if (objectiveOf(direction).better(y, x)) return false;
      if (x !== y) isBetter = true;
    }
    return isBetter;
  }

  // src/report/html/page/front-chart.ts
  function frontAt({ programs, part, last, countAt }, to) {
    const { objectives } = part;
    if (to === last) {
      const ids = new Set(part.summary.front?.programs.map(({ id }) => id));
      return programs.filter(({ id }) => ids.has(id));
    }
    let front = [];
    for (const program of programs.slice(0, countAt(to))) {
      if (program.score === null || front.some((other) => dominates(other, program, objectives))) continue;
      front = front.filter((other) => !dominates(program, other, objectives));
      front.push(program);
    }
    return front;
  }
  function frontChart(evolution, to, [across, up], [width, height]) {
    const { objectives } = evolution.part;
    const [first, second] = [objectives[across], objectives[up]];
    const best = frontAt(evolution, to);
    if (first === void 0 || second === void 0 || best.length === 0) return null;
    const [left, right, top, bottom] = [62, width - 14, 14, height - 46];
    const range = ({ name, reference }) => {
      const values = [reference, ...best.flatMap(({ metrics }) => metrics[name] ?? [])];
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const air = (high - low || Math.abs(high) || 1) * 0.03;
      return [low - air, high + air];
    };
    const xs = scale(range(first), [left, right], width / 130);
    const ys = scale(range(second), [bottom, top], 4);
    const place = (program) => ({
      program,
      x: xs.at(program.metrics[first.name] ?? Number.NaN),
      y: ys.at(program.metrics[second.name] ?? Number.NaN)
    });
    const isInside = ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom;
    const front = best.map(place).sort((a, b) => a.x - b.x || a.y - b.y);
    const on = new Set(best);
    const others = evolution.programs.slice(0, evolution.countAt(to)).filter((program) => program.score !== null && !on.has(program)).map(place).filter(isInside);
    const corner = { x: xs.at(first.reference), y: ys.at(second.reference) };
    return { left, right, top, bottom, xs, ys, front, points: [...others, ...front], corner };
  }

  // src/report/html/page/front-drawing.ts
  function drawFront({ context, ink }, chart, marked) {
    const { isPlane } = marked;
    if (isPlane) drawDominated(context, chart, ink);
    drawAxes2(context, chart, marked, ink);
    const on = new Set(chart.front);
    const others = chart.points.filter((point) => !on.has(point));
    context.globalAlpha = Math.max(0.15, Math.min(0.8, 16 / Math.sqrt(others.length || 1)));
    context.beginPath();
    for (const { x, y } of others) {
      context.moveTo(x + 2.5, y);
      context.arc(x, y, 2.5, 0, 2 * Math.PI);
    }
    context.strokeStyle = ink.muted;
    context.lineWidth = 1;
    context.stroke();
    context.globalAlpha = 1;
    if (isPlane) drawStairs(context, chart, ink);
    context.beginPath();
    for (const { x, y } of chart.front) {
      context.moveTo(x + 3, y);
      context.arc(x, y, 3, 0, 2 * Math.PI);
    }
    context.fillStyle = ink.ink;
    context.fill();
    for (const program of [marked.selected, marked.hovered]) {
      const point = chart.points.find((one) => one.program === program);
      if (point === void 0) continue;
      context.beginPath();
      context.arc(point.x, point.y, 6.5, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = program === marked.selected ? ink.accent : ink.ink;
      context.stroke();
    }
  }
  function stairsOf({ front, corner }) {
    const places = [];
    for (const [at, { x, y }] of front.entries()) {
      const before = front[at - 1];
      if (before !== void 0) places.push([nearer(before.x, x, corner.x), nearer(before.y, y, corner.y)]);
      places.push([x, y]);
    }
    return places;
  }
  function nearer(a, b, to) {
    return Math.abs(a - to) < Math.abs(b - to) ? a : b;
  }
  function drawStairs(context, chart, ink) {
    context.beginPath();
    for (const [at, [x, y]] of stairsOf(chart).entries()) {
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.strokeStyle = ink.ink;
    context.lineWidth = 1;
    context.stroke();
  }
  function drawDominated(context, chart, ink) {
    const { corner, front, left, right, top, bottom } = chart;
    const [first, last] = [front[0], front.at(-1)];
    if (first === void 0 || last === void 0) return;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    context.beginPath();
    const isFirstNear = Math.abs(first.x - corner.x) <= Math.abs(last.x - corner.x);
    context.moveTo(isFirstNear ? corner.x : first.x, isFirstNear ? first.y : corner.y);
    for (const [x, y] of stairsOf(chart)) context.lineTo(x, y);
    context.lineTo(isFirstNear ? last.x : corner.x, isFirstNear ? corner.y : last.y);
    context.lineTo(corner.x, corner.y);
    context.closePath();
    context.globalAlpha = 0.1;
    context.fillStyle = ink.accent;
    context.fill();
    context.restore();
    context.globalAlpha = 1;
  }
  function drawAxes2(context, { left, right, top, bottom, xs, ys, corner }, { objectives }, ink) {
    const [across, up] = objectives;
    context.textBaseline = "middle";
    context.lineWidth = 1;
    context.strokeStyle = ink.faint;
    context.fillStyle = ink.muted;
    context.textAlign = "right";
    for (const tick of ys.ticks) {
      line2(context, left, ys.at(tick), right, ys.at(tick));
      context.fillText(showNumber(tick), left - 8, ys.at(tick));
    }
    line2(context, left, bottom, right, bottom);
    for (const tick of xs.ticks) {
      const x = xs.at(tick);
      context.textAlign = x > right - 16 ? "right" : "center";
      context.fillText(showNumber(tick), Math.min(x, right), bottom + 14);
    }
    context.textAlign = "center";
    context.fillText(titleOf(across), (left + right) / 2, bottom + 34);
    context.save();
    context.translate(12, (top + bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(titleOf(up), 0, 0);
    context.restore();
    context.setLineDash([5, 4]);
    context.strokeStyle = ink.muted;
    if (corner.x >= left && corner.x <= right) line2(context, corner.x, top, corner.x, bottom);
    if (corner.y >= top && corner.y <= bottom) line2(context, left, corner.y, right, corner.y);
    context.setLineDash([]);
  }
  function titleOf(objective) {
    if (objective === void 0) return "";
    return `${objective.name}, ${objective.direction === "maximise" ? "more" : "less"} is better`;
  }
  function line2(context, x1, y1, x2, y2) {
    context.beginPath();
    context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
    context.stroke();
  }

  // src/report/html/page/front.ts
  function createFront(evolution, go) {
    return evolution.part.objectives.length < 2 ? null : new Front(evolution, go);
  }
  var Front = class {
    element;
    #evolution;
    #canvas;
    #told = el("p", { class: "told", "aria-live": "polite" });
    /** The choosers of the two axes; none with two objectives. */
    #choices;
    /** The program under the pointer. */
    #hovered;
    #chart = null;
    #charted = "";
    #state = null;
    constructor(evolution, go) {
      this.#evolution = evolution;
      this.#canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": describe2(evolution) });
      const { objectives } = evolution.part;
      this.#choices = objectives.length < 3 ? [] : [chooser("fx", "across", evolution, go), chooser("fy", "up", evolution, go)];
      this.#hovered = makeSelectable(this.#canvas, {
        at: (x, y) => this.#chart && nearest2(this.#chart.points, x, y),
        onKey: (key) => this.#chart && this.#state && alongFront(this.#chart.front, selectedIn(evolution, this.#state), key),
        redraw: () => this.#redraw(),
        go
      });
      this.element = el(
        "section",
        { class: "front" },
        el("header", {}, el("h2", {}, "Front"), el("div", { class: "choices" }, ...this.#choices)),
        ...[this.#canvas, this.#told, el("p", { class: "key" }, KEY)]
      );
    }
    update(now) {
      this.#state = now;
      this.#redraw();
      const axes = axesOf2(now, this.#evolution.part.objectives.length);
      for (const [at, choice] of this.#choices.entries()) {
        const select = choice.querySelector("select");
        if (select !== null) select.value = String(axes[at]);
      }
    }
    #redraw() {
      const [evolution, state] = [this.#evolution, this.#state];
      const { clientWidth: width, clientHeight: height } = this.#canvas;
      if (state === null || width === 0) return;
      const { objectives } = evolution.part;
      const axes = axesOf2(state, objectives.length);
      const chart = this.#chartOf(shownTo(evolution, state), axes, width, height);
      const sheet = openSheet(this.#canvas, width, height);
      const [selected, hovered] = [selectedIn(evolution, state), this.#hovered()];
      const shown = axes.flatMap((axis) => objectives[axis] ?? []);
      const isPlane = objectives.length === 2;
      if (sheet !== null && chart !== null)
        drawFront(sheet, chart, { selected, hovered, objectives: shown, isPlane });
      const named = hovered ?? selected;
      const isEmpty = chart === null || named === null;
      put(this.#told, isEmpty ? "no program has a score yet" : tell2(named, evolution, chart));
    }
    #chartOf(to, axes, width, height) {
      const key = `${width} ${height} ${to} ${axes.join(" ")}`;
      if (key !== this.#charted) this.#chart = frontChart(this.#evolution, to, axes, [width, height]);
      this.#charted = key;
      return this.#chart;
    }
  };
  var KEY = "\u25CF\xA0none is as good in all and better in one   \u25CB\xA0dominated   dashed: worst values that count. Click a dot, or go along the front with \u2190 and \u2192.";
  function axesOf2({ fx, fy }, objectives) {
    const first = fx < objectives ? fx : 0;
    return [first, fy < objectives && fy !== first ? fy : first === 0 ? 1 : 0];
  }
  function chooser(name, label, { part }, go) {
    const options = part.objectives.map((objective, i) => el("option", { value: i }, objective.name));
    const change2 = (event) => go({ [name]: Number(event.target.value) });
    return el("label", {}, `${label} `, el("select", { change: change2 }, ...options));
  }
  function describe2({ part }) {
    const names = part.objectives.map(({ name, direction }) => `${direction} ${name}`);
    return `Front of ${count(part.summary.front?.programs.length ?? 0)} programs: ${names.join(", ")}`;
  }
  function tell2(program, { part }, chart) {
    const values = part.objectives.map(({ name }) => `${name} ${score(program.metrics[name] ?? null)}`);
    const isOn = chart.front.some((point) => point.program === program);
    return `${program.id} \xB7 ${values.join(" \xB7 ")} \xB7 ${isOn ? "on the front" : "not on the front"} of ${count(chart.front.length)}`;
  }
  function nearest2(points, x, y) {
    let found = null;
    let closest = 14;
    for (const { program, x: px, y: py } of points) {
      const distance = Math.hypot(px - x, py - y);
      if (distance > closest) continue;
      closest = distance;
      found = program;
    }
    return found;
  }
  function alongFront(front, from, pressed) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[pressed];
    if (by === void 0) return null;
    const at = front.findIndex(({ program }) => program === from);
    return (at === -1 ? front[0] : front[at + by])?.program ?? null;
  }
  function frontInShort({ part }) {
    const { front } = part.summary;
    if (front === void 0) return [];
    const names = part.objectives.map(({ name, direction }) => `${name} (${direction})`).join(", ");
    const share = front.known === null ? "" : `, ${percent(front.hypervolume / front.known)} of the best known`;
    return [
      `${count(front.programs.length)} on the front`,
      names,
      `hypervolume ${showNumber(Number(front.hypervolume.toPrecision(7)))}${share}`
    ];
  }

  // src/report/html/page/state.ts
  function readState(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const oneOf = (name, known) => known.find((value) => value === given.get(name)) ?? known[0];
    return {
      part: wholeNumber(given.get("part"), null),
      program: given.get("program"),
      held: given.get("held"),
      to: wholeNumber(given.get("to"), null),
      view: oneOf("view", ["source", "parent", "seed", "held"]),
      x: oneOf("x", ["at", "evaluatorMs", "tokens", "usd"]),
      across: wholeNumber(given.get("across"), 0),
      up: wholeNumber(given.get("up"), 1),
      fx: wholeNumber(given.get("fx"), 0),
      fy: wholeNumber(given.get("fy"), 1)
    };
  }
  function hashOf({ program, ...state }) {
    const first = readState("");
    const names = Object.keys(state);
    const told = names.filter((name) => state[name] !== first[name]).map((name) => [name, String(state[name])]);
    return new URLSearchParams(program === null ? told : [["program", program], ...told]).toString();
  }
  function wholeNumber(text, otherwise) {
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
  }

  // src/report/html/page/program-link.ts
  function programLink(id) {
    const link = el("a", { class: "program", href: `#${hashOf({ ...readState(""), program: id })}` }, id);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      location.hash = hashOf({ ...readState(location.hash), program: id });
    });
    return link;
  }

  // src/report/html/page/head.ts
  function createHead(evolution) {
    const element = el("section", { class: "answers", "aria-label": "In short" });
    let shown = -1;
    const update = (state) => {
      const to = shownTo(evolution, state);
      if (to === shown) return;
      const [before, now] = [evolution.bestAt(shown), evolution.bestAt(to)];
      if (before !== now || shown === -1 || element.childElementCount === 0) draw(to, now);
      else element.children[2]?.replaceWith(answer("Cost", ...cost(evolution, to)));
      shown = to;
    };
    const draw = (to, best) => {
      const champion = to === evolution.last ? evolution.champion : best;
      put(
        element,
        answer("How far", ...howFar({ ...evolution, champion })),
        answer("Found by", ...foundBy({ ...evolution, champion })),
        answer("Cost", ...cost(evolution, to)),
        answer("Next", ...next(evolution))
      );
    };
    return { element, update };
  }
  function answer(name, value, ...notes) {
    return el(
      "div",
      {},
      el("h2", {}, name),
      el("p", { class: "value" }, value),
      ...notes.map((note) => el("p", {}, note))
    );
  }
  function howFar(evolution) {
    const { part, champion, seed, objective } = evolution;
    const { summary } = evolution.part;
    if (champion?.score == null) return ["nothing yet", "no program has a score"];
    const [size, ...several] = frontInShort(evolution);
    if (size !== void 0) return [size, ...several];
    const { name, direction } = part.objective;
    const gained = seed?.score == null ? null : `${change(champion.score - seed.score)} since the seed, ${score(seed.score)}`;
    const known = objective.best(part.bestKnown.map(({ value }) => value));
    const best = known === null ? null : objective.compared(champion.score, known) === "improved" ? `better than the best known, ${score(known)}` : `best known ${score(known)}${summary.regret === null ? "" : `; ${percent(summary.regret)} of the way is left`}`;
    return [score(champion.score), `${name} (${direction})`, gained, best];
  }
  function foundBy({ champion, part: { summary }, lineage }) {
    if (champion === null) return ["\u2013"];
    const { verified } = summary;
    const writer = champion.model === null ? champion.operator : `${champion.operator} with ${champion.model}`;
    const confirmed = verified?.id !== champion.id ? null : verified.status === "ok" ? "its score held in a fresh process" : `it did not pass in a fresh process: ${verified.message}`;
    const { runnerUp } = summary;
    const instead = runnerUp === void 0 || verified?.id !== champion.id ? null : runnerUp;
    return [
      programLink(champion.id),
      champion.at === 0 ? `${writer}, brought in at the start` : `${writer}, on island ${champion.island}`,
      `evaluation ${count(champion.at)}, ${steps(lineage(champion).length - 1)} from the seed`,
      confirmed,
      instead && el("span", {}, programLink(instead.id), ` passed in its place: ${score(instead.score)}`)
    ];
  }
  function cost({ part: { summary }, programs, countAt, last }, to) {
    if (to < last) {
      const by = programs[countAt(to) - 1]?.used;
      const spent = summary.calls === 0 ? [] : [dollars(by?.usd ?? 0), `${count(by?.tokens ?? 0)} tokens`];
      return [evaluations(to), `${showDuration(by?.evaluatorMs ?? 0)} of evaluator time`, ...spent];
    }
    const used = programs.at(-1)?.used;
    const models2 = summary.calls === 0 ? "no model was asked" : `${count(summary.calls)} requests, ${count(summary.tokens)} tokens`;
    const failed = Object.values(summary.failures).reduce((sum, n) => sum + n, 0);
    return [
      summary.calls === 0 ? evaluations(summary.evaluations) : dollars(summary.costUsd),
      summary.calls === 0 ? null : evaluations(summary.evaluations),
      `${showDuration(used?.evaluatorMs ?? 0)} of evaluator time; ${count(failed)} programs failed`,
      models2
    ];
  }
  function next({ page: { commands }, part: { summary } }) {
    const { convergence } = summary;
    const late = convergence === null ? null : 1 - convergence;
    const advice = late === null ? "early days" : late < LEVEL ? "it has levelled off" : "it still climbs";
    return [
      advice,
      late === null ? null : `${percent(late)} of the gain came in the second half`,
      stateOf(summary),
      command(commands.next),
      command(commands.program)
    ];
  }
  function command(text) {
    const [first = "", ...flags] = text.split(/ (?=--)/);
    return el("code", {}, first, ...flags.flatMap((flag) => [" ", el("span", { class: "flag" }, flag)]));
  }
  var LEVEL = 0.02;
  function stateOf({ status }) {
    if (status === "running") return "it was running when this was written";
    return status === "done" ? null : "it was interrupted, and can go on";
  }

  // src/program/tokens/lexer.ts
  var NUMBER = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d(?:['_]?\d)*)?\.?\d(?:['_]?\d)*(?:[eE][+-]?\d+)?)(?:\.(?![.\w]))?(?:(?:[uUlLfFjJn]+|[iuf](?:8|16|32|64|128|size))(?!\w))?/y;
  var WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
  var SIGN = /\*\*=?|\/\/=?|<<=?|>>=?|\.\.[.=]?|[-+*/%&|^<>=!:@]=|->|=>|&&|\|\||::|\?\?|\+\+|--|\P{L}/uy;
  var BLANK = /(?:[ \t\f\r]|\\\r?\n)+/y;
  var CLOSERS = { "(": ")", "[": "]", "{": "}" };
  function lex(source, rules) {
    if (latest?.source === source && latest.rules === rules) return latest.lexed;
    const lexed = cut(source, rules);
    latest = { source, rules, lexed };
    return lexed;
  }
  var latest;
  function cut(source, rules) {
    const tokens = [];
    const open = [];
    let fault = null;
    for (let at = 0; at < source.length; ) {
      const blank = matchAt(BLANK, source, at);
      if (blank > at) {
        at = blank;
        continue;
      }
      const { kind, end, isBroken } = pieceAt(source, at, rules);
      const text = source.slice(at, end);
      if (isBroken === true) fault ??= { message: "a string is never closed", offset: at };
      const isCloser = kind === "sign" && (text === ")" || text === "]" || text === "}");
      if (isCloser) {
        const opener = open.pop();
        if (opener === void 0 || CLOSERS[opener.text] !== text) {
          fault ??= { message: `${text} closes nothing`, offset: at };
        }
      }
      const token = { kind, text, start: at, end, depth: open.length };
      tokens.push(token);
      if (kind === "sign" && text in CLOSERS) open.push(token);
      at = end;
    }
    const [left] = open;
    if (left !== void 0) fault ??= { message: `${left.text} is never closed`, offset: left.start };
    return { tokens, fault };
  }
  function pieceAt(source, at, rules) {
    if (source[at] === "\n") return { kind: "newline", end: at + 1 };
    const comment = firstMatch(rules.comments, source, at);
    if (comment > at) return { kind: "comment", end: comment };
    const directive = rules.directives === void 0 ? at : matchAt(rules.directives, source, at);
    if (directive > at) return { kind: "directive", end: directive };
    const text = stringAt(source, at, rules.strings);
    if (text !== null) return { kind: "string", end: text.end, isBroken: !text.closed };
    const number = /[\d.]/.test(source[at]) ? matchAt(NUMBER, source, at) : at;
    if (number > at) return { kind: "number", end: number };
    const word = matchAt(WORD, source, at);
    if (word > at) return { kind: "word", end: word };
    return { kind: "sign", end: Math.max(at + 1, matchAt(SIGN, source, at)) };
  }
  function matchAt(pattern, source, at) {
    pattern.lastIndex = at;
    return pattern.test(source) ? pattern.lastIndex : at;
  }
  function firstMatch(patterns, source, at) {
    for (const pattern of patterns) {
      const end = matchAt(pattern, source, at);
      if (end > at) return end;
    }
    return at;
  }
  function stringAt(source, at, rules) {
    for (const rule of rules) {
      const begin = matchAt(rule.open, source, at);
      if (begin > at) return stringEnd(source, begin, rule.close(source.slice(at, begin)), rule);
    }
    return null;
  }
  function stringEnd(source, begin, close, { escapes, multiline }) {
    for (let at = begin; at < source.length; at++) {
      if (source.startsWith(close, at)) return { end: at + close.length, closed: true };
      if (escapes && source[at] === "\\") at++;
      else if (!multiline && source[at] === "\n") return { end: at, closed: false };
    }
    return { end: source.length, closed: false };
  }

  // src/report/html/page/colour-code.ts
  var words = (list) => new Set(list.split(" "));
  var QUOTES = { open: /["']/y, close: (open) => open, escapes: true, multiline: false };
  var TICKS = { open: /`/y, close: () => "`", escapes: true, multiline: true };
  var SLASHES = [/\/\/.*/y, /\/\*[\s\S]*?(?:\*\/|$)/y];
  var C = {
    comments: SLASHES,
    strings: [QUOTES],
    keywords: words(
      "auto bool break case catch char class const constexpr continue default delete do double else enum extern false float for if inline int long namespace new nullptr operator private public return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while"
    )
  };
  var JAVASCRIPT = {
    comments: SLASHES,
    strings: [QUOTES, TICKS],
    keywords: words(
      "async await break case catch class const continue debugger default delete do else export extends false finally for from function if import in instanceof interface let new null of return static super switch this throw true try type typeof undefined var void while yield"
    )
  };
  var LOOKS = {
    javascript: JAVASCRIPT,
    typescript: JAVASCRIPT,
    cpp: C,
    python: {
      comments: [/#.*/y],
      strings: [
        {
          open: /[rRbBuUfF]{0,2}(?:"""|''')/y,
          close: (open) => open.slice(-3),
          escapes: true,
          multiline: true
        },
        { open: /[rRbBuUfF]{0,2}["']/y, close: (open) => open.slice(-1), escapes: true, multiline: false }
      ],
      keywords: words(
        "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case"
      )
    },
    rust: {
      comments: SLASHES,
      strings: [{ ...QUOTES, open: /"/y }],
      keywords: words(
        "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while"
      )
    },
    go: {
      comments: SLASHES,
      strings: [QUOTES, { ...TICKS, escapes: false }],
      keywords: words(
        "break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var"
      )
    },
    shell: {
      comments: [/#.*/y],
      strings: [{ ...QUOTES, multiline: true }],
      keywords: words("case do done elif else esac fi for function if in local return then until while")
    },
    redcode: {
      comments: [/;.*/y],
      strings: [],
      keywords: words(
        "DAT MOV ADD SUB MUL DIV MOD JMP JMZ JMN DJN SPL SLT CMP SEQ SNE NOP LDP STP ORG EQU END FOR ROF dat mov add sub mul div mod jmp jmz jmn djn spl slt cmp seq sne nop ldp stp org equ end for rof"
      )
    }
  };
  var LONGEST = 2e5;
  function colouredLines(source, language) {
    const look = LOOKS[language];
    if (look === void 0 || source.length > LONGEST)
      return source.split("\n").map((text) => [{ text, kind: null }]);
    const lines = [[]];
    const put2 = (text, kind) => {
      for (const [i, piece] of text.split("\n").entries()) {
        if (i > 0) lines.push([]);
        if (piece !== "") lines.at(-1)?.push({ text: piece, kind });
      }
    };
    let at = 0;
    for (const { kind, text, start, end } of lex(source, look).tokens) {
      put2(source.slice(at, start), null);
      if (kind === "comment" || kind === "string" || kind === "number") put2(text, kind);
      else put2(text, kind === "word" && look.keywords.has(text) ? "keyword" : null);
      at = end;
    }
    put2(source.slice(at), null);
    return lines;
  }

  // src/report/html/page/diff.ts
  function diffOf(before, after) {
    if (before === after) return el("p", { class: "told" }, "The texts are the same.");
    const patch = structuredPatch("", "", before, after, "", "", { context: 3, timeout: 500 });
    if (patch === void 0)
      return el("p", { class: "told" }, "The texts differ too much to be compared here.");
    const lines = patch.hunks.flatMap((hunk, i) => [
      ...i > 0 ? [{ kind: "gap", text: "\u22EF" }] : [],
      ...hunk.lines.map((text) => ({ kind: KINDS[text[0] ?? " "] ?? "same", text }))
    ]);
    return linesOf(lines);
  }
  function sourceOf(text, language) {
    const lines = colouredLines(text.replace(/\n$/, ""), language);
    const block = linesOf(
      lines.map((stretches) => ({
        kind: "same",
        text: stretches.map((stretch) => stretch.text).join(""),
        stretches
      }))
    );
    block.classList.add("numbered");
    return block;
  }
  function linesOf(lines) {
    const shown = lines.slice(0, MOST_LINES2).map(
      ({ kind, text, stretches = [] }) => el(
        "span",
        { class: `line ${kind}` },
        ...text.length > LONGEST_LINE || text === "" ? [clipped(text)] : coloured(text, stretches)
      )
    );
    const rest = lines.length - shown.length;
    return el(
      "pre",
      { class: "code", tabindex: 0 },
      ...shown,
      rest > 0 ? el("span", { class: "line gap" }, `${rest} more lines`) : null
    );
  }
  function coloured(text, stretches) {
    if (stretches.length === 0) return [text];
    return stretches.map(
      (stretch) => stretch.kind === null ? stretch.text : el("span", { class: stretch.kind }, stretch.text)
    );
  }
  function clipped(line3) {
    const rest = line3.length - LONGEST_LINE;
    return rest > 0 ? `${line3.slice(0, LONGEST_LINE)} \u2026 ${rest} more characters` : line3 || " ";
  }
  var KINDS = { "+": "added", "-": "removed", "\\": "gap" };
  var MOST_LINES2 = 5e3;
  var LONGEST_LINE = 2e3;

  // src/report/html/page/lineage.ts
  function createLineage(evolution) {
    const title = el("p", { class: "told" }, "No program has a score yet.");
    const list = el("ol", { class: "steps", tabindex: 0 });
    const element = el("section", { class: "lineage" }, el("header", {}, el("h2", {}, "Lineage")), title, list);
    let end = null;
    const update = (state) => {
      const selected = selectedIn(evolution, state);
      if (selected === null) return;
      const chain = chainOf(selected, evolution);
      if (chain.at(-1) !== end) {
        end = chain.at(-1) ?? null;
        put(title, `${steps(chain.length - 1)} from ${chain[0]?.id} to ${end?.id}, along first parents.`);
        list.replaceChildren(...folded(chain, selected, evolution).map((item) => itemOf(item, evolution)));
      }
      for (const link of list.querySelectorAll("a"))
        if (link.textContent === selected.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
    };
    return { element, update, isSlow: true };
  }
  function chainOf(selected, { champion, lineage }) {
    const best = champion === null ? [] : lineage(champion);
    return (best.includes(selected) ? best : lineage(selected)).toReversed();
  }
  function folded(chain, selected, evolution) {
    const items = [];
    let quiet = [];
    const flush = () => {
      if (quiet.length > 2) items.push(quiet);
      else items.push(...quiet);
      quiet = [];
    };
    for (const [i, program] of chain.entries()) {
      const isEnd = i === 0 || i === chain.length - 1 || program === selected;
      if (!isEnd && (gainOf(program, evolution) ?? 0) <= 0) quiet.push(program);
      else {
        flush();
        items.push(program);
      }
    }
    flush();
    return items;
  }
  function itemOf(item, evolution) {
    if (!isStretch(item)) return stepOf(item, evolution);
    const inner = el("ol", { class: "steps" });
    const details = el("details", {}, el("summary", {}, `${item.length} steps without gain`), inner);
    details.addEventListener("toggle", () => {
      if (details.open && inner.childElementCount === 0)
        inner.append(...item.map((program) => stepOf(program, evolution)));
    });
    return el("li", { class: "quiet" }, details);
  }
  function isStretch(item) {
    return Array.isArray(item);
  }
  function stepOf(program, evolution) {
    const gain = gainOf(program, evolution);
    const { id, operator, model, note, isBest } = program;
    const parent = evolution.find(program.parents[0] ?? "");
    const better = gain !== null && gain > 0;
    return el(
      "li",
      { class: better ? "gained" : null },
      el(
        "p",
        { class: "step" },
        programLink(id),
        el("span", { class: "score" }, score(program.score)),
        gain === null ? null : el("span", { class: "gain" }, change(signed(gain, evolution))),
        isBest ? el("span", { class: "best" }, "new best") : null
      ),
      el(
        "p",
        { class: "by" },
        `${model === null ? operator : `${operator} with ${model}`}${note === "" ? "" : ` \xB7 ${note.slice(0, 600)}`}`
      ),
      parent === null ? null : changeOf(parent, program, evolution)
    );
  }
  function changeOf(parent, program, evolution) {
    const details = el("details", {}, el("summary", {}, "change"));
    let asked = false;
    details.addEventListener("toggle", async () => {
      if (!details.open || asked) return;
      asked = true;
      details.append(diffOf(await evolution.source(parent), await evolution.source(program)));
    });
    return details;
  }
  function gainOf(program, { find, objective }) {
    const parent = find(program.parents[0] ?? "")?.score ?? null;
    return program.score === null || parent === null ? null : objective.gain(program.score, parent);
  }
  function signed(gain, { objective }) {
    return objective.direction === "maximise" ? gain : -gain;
  }

  // src/report/html/page/colour.ts
  function colourAt(share) {
    const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
    const index = Math.min(STOPS.length - 2, Math.floor(place));
    const [from, to] = [STOPS[index], STOPS[index + 1]];
    const mixed = from.map((value, i) => Math.round(value + (to[i] - value) * (place - index)));
    return `rgb(${mixed.join(" ")})`;
  }
  var STOPS = [
    [68, 1, 84],
    [71, 45, 123],
    [59, 82, 139],
    [44, 114, 142],
    [33, 145, 140],
    [40, 174, 128],
    [94, 201, 98],
    [173, 220, 48],
    [253, 231, 37]
  ];

  // src/report/html/page/map.ts
  function createMap(evolution, replay, go) {
    const maps = evolution.part.islands;
    const dimensions = maps[0]?.dimensions ?? [];
    const host = el("div", { class: "maps" });
    const range = scoreRange2(maps);
    const choices = dimensions.length < 3 ? [] : [chooser2("across", dimensions, go), chooser2("up", dimensions, go)];
    const element = el(
      "section",
      { class: "map" },
      el("header", {}, el("h2", {}, "Map"), el("div", { class: "choices" }, ...choices)),
      dimensions.length === 0 ? el("p", {}, "This run's archive has no grid: it keeps its best programs in a list.") : host,
      range === null ? null : scaleOf(range, evolution)
    );
    let drawn = "";
    const update = (state) => {
      const axes = axesOf3(state, dimensions.length);
      const to = shownTo(evolution, state);
      const now = `${axes.join(" ")} ${to}`;
      if (drawn !== now) {
        drawn = now;
        const drawing = { evolution, range, go, axes };
        const shown = to === evolution.last ? maps : maps.map((map) => mapAt(map, to, replay, evolution));
        host.replaceChildren(...shown.map((map) => islandOf(map, drawing)));
        for (const [i, choice] of choices.entries()) {
          const select = choice.querySelector("select");
          if (select !== null) select.value = String(axes[i]);
        }
      }
      const selected = selectedIn(evolution, state)?.id ?? null;
      for (const cell of host.querySelectorAll("button"))
        cell.setAttribute("aria-pressed", String(cell.dataset.program === selected));
    };
    return { element, update };
  }
  function mapAt(map, to, replay, { objective }) {
    const elites = Array.from({ length: map.cells }, (_, cell) => {
      const program = replay.eliteAt(map.island, cell, to);
      if (program?.score == null) return [];
      const { id, score: score2, features } = program;
      return [{ id, cell, bins: binsOf(cell, map.dimensions), score: score2, features }];
    }).flat();
    elites.sort((a, b) => objective.gain(b.score, a.score));
    return { ...map, elites, coverage: elites.length / map.cells };
  }
  function binsOf(cell, dimensions) {
    const bins = [];
    let rest = cell;
    for (const dimension of dimensions.toReversed()) {
      bins.unshift(rest % dimension.bins);
      rest = Math.floor(rest / dimension.bins);
    }
    return bins;
  }
  function axesOf3({ across, up }, count2) {
    const first = across < count2 ? across : 0;
    return [first, up < count2 && up !== first ? up : first === 0 ? 1 : 0];
  }
  function chooser2(name, dimensions, go) {
    const options = dimensions.map((dimension, i) => el("option", { value: i }, dimension.name));
    const change2 = (event) => go({ [name]: Number(event.target.value) });
    return el("label", {}, `${name} `, el("select", { change: change2 }, ...options));
  }
  function islandOf(map, drawing) {
    const [across, up] = drawing.axes;
    const [columns, rows] = [map.dimensions[across]?.bins ?? 1, map.dimensions[up]?.bins ?? 1];
    const grid = el("div", { class: "grid" });
    grid.style.setProperty("--columns", String(columns));
    grid.style.setProperty("--rows", String(rows));
    if (rows === 1) grid.style.aspectRatio = "5";
    const taken = /* @__PURE__ */ new Set();
    for (const elite of map.elites) {
      const [column, row] = [elite.bins[across] ?? 0, elite.bins[up] ?? 0];
      if (taken.has(`${column} ${row}`)) continue;
      taken.add(`${column} ${row}`);
      const cell = cellOf(elite, drawing);
      cell.style.gridArea = `${rows - row} / ${column + 1}`;
      grid.append(cell);
    }
    return el(
      "figure",
      {},
      el(
        "figcaption",
        {},
        `Island ${map.island}: ${heldBy(map)} of ${map.cells} cells, ${percent(map.coverage)}`
      ),
      el("div", { class: "up" }, axisName(map.dimensions[up])),
      grid,
      el("div", { class: "across" }, axisName(map.dimensions[across]))
    );
  }
  function heldBy({ elites }) {
    const held = new Set(elites.map(({ cell }) => cell)).size;
    return held === elites.length ? String(held) : `${elites.length} programs in ${held}`;
  }
  function cellOf(elite, { evolution: { part }, range, go }) {
    const features = Object.entries(elite.features).map(([name, value]) => `${name} ${score(value)}`);
    const label = `${elite.id}: ${part.objective.name} ${score(elite.score)}; ${features.join(", ")}`;
    const cell = el("button", {
      ...{ type: "button", title: label, "aria-label": label, "data-program": elite.id },
      click: () => go({ program: elite.id })
    });
    if (range !== null)
      cell.style.backgroundColor = colourAt(shareOf(elite.score, range, part.objective.direction));
    return cell;
  }
  function axisName(dimension) {
    if (dimension === void 0) return null;
    const { name, low, high } = dimension;
    return el("span", {}, el("span", {}, bound(low)), el("span", {}, `${name} \u2192`), el("span", {}, bound(high)));
  }
  function scaleOf([low, high], { part }) {
    const isMaximised = part.objective.direction === "maximise";
    const steps2 = Array.from({ length: 24 }, (_, i) => {
      const step = el("i");
      step.style.backgroundColor = colourAt(i / 23);
      return step;
    });
    return el(
      "p",
      { class: "scale" },
      el("span", {}, score(isMaximised ? low : high)),
      el("span", { class: "ramp" }, ...steps2),
      el("span", {}, score(isMaximised ? high : low)),
      el("span", { class: "empty" }),
      el("span", {}, "empty")
    );
  }
  function shareOf(value, [low, high], direction) {
    const share = high === low ? 1 : (value - low) / (high - low);
    return direction === "maximise" || high === low ? share : 1 - share;
  }
  function scoreRange2(maps) {
    const scores = maps.flatMap(({ elites }) => elites.map(({ score: score2 }) => score2));
    return scores.length === 0 ? null : [scores.reduce((a, b) => Math.min(a, b)), scores.reduce((a, b) => Math.max(a, b))];
  }

  // src/core/json.ts
  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  // src/core/picture.ts
  function readPicture(value) {
    if (!isObject(value)) return { fault: "expected a picture { frame, shapes }" };
    const { frame, shapes, caption } = value;
    if (!isNumbers(frame, 4))
      return { fault: "frame: expected [left, bottom, right, top], four finite numbers" };
    const [left, bottom, right, top] = frame;
    if (!(left < right && bottom < top)) return { fault: "frame: expected left < right and bottom < top" };
    if (!Array.isArray(shapes)) return { fault: "shapes: expected a list" };
    if (shapes.length > MOST_SHAPES)
      return { fault: `shapes: expected at most ${MOST_SHAPES}, got ${shapes.length}` };
    const read = [];
    let places = 0;
    for (const [index, given] of shapes.entries()) {
      const shape = readShape(given);
      if (typeof shape === "string") return { fault: `shape ${index}: ${shape}` };
      places += "points" in shape ? shape.points.length : 1;
      if (places > MOST_PLACES) return { fault: `shapes: expected at most ${MOST_PLACES} places in all` };
      read.push(shape);
    }
    if (caption !== void 0 && typeof caption !== "string") return { fault: "caption: expected a text" };
    const line3 = caption === void 0 ? {} : { caption: caption.slice(0, LONGEST_TEXT) };
    return { frame: [left, bottom, right, top], shapes: read, ...line3 };
  }
  function readShape(value) {
    if (!isObject(value)) return "expected an object";
    const { shape, at, points, radius, text, tone } = value;
    if (tone !== void 0 && !TONES.includes(tone)) return `tone: expected ${TONES.join(", ")}`;
    const told = tone === void 0 ? {} : { tone };
    if (shape === "line" || shape === "area") {
      if (!Array.isArray(points) || !points.every(isPlace))
        return "points: expected a list of [x, y], finite numbers";
      const places = points.map(([x, y]) => [x, y]);
      return shape === "line" ? { shape, points: places, ...told } : { shape, points: places, ...told };
    }
    if (shape !== "circle" && shape !== "dot" && shape !== "text")
      return "shape: expected circle, dot, line, area or text";
    if (!isPlace(at)) return "at: expected [x, y], finite numbers";
    const place = { at: [at[0], at[1]], ...told };
    if (shape === "dot") return { shape, ...place };
    if (shape === "text") {
      if (typeof text !== "string") return "text: expected a text";
      return { shape, text: text.slice(0, LONGEST_TEXT), ...place };
    }
    if (!isNumbers([radius], 1) || radius < 0)
      return "radius: expected a finite number of at least 0";
    return { shape, radius, ...place };
  }
  function isPlace(value) {
    return isNumbers(value, 2);
  }
  function isNumbers(value, length) {
    const isDrawable = (number) => Number.isFinite(number) && Math.abs(number) <= 1e12;
    return Array.isArray(value) && value.length === length && value.every(isDrawable);
  }
  var TONES = ["plain", "strong", "faint", "accent"];
  var MOST_SHAPES = 4e3;
  var MOST_PLACES = 2e4;
  var LONGEST_TEXT = 200;

  // src/report/html/page/picture.ts
  function pictureOf(drawn) {
    const picture = "fault" in drawn ? drawn : readPicture(drawn);
    if ("fault" in picture) return el("p", { class: "told" }, `no picture: ${picture.fault}`);
    const { frame, shapes, caption } = picture;
    const [left, bottom, right, top] = frame;
    const scale2 = SIZE / Math.max(right - left, top - bottom);
    const [width, height] = [(right - left) * scale2, (top - bottom) * scale2];
    const x = (value) => round((value - left) * scale2);
    const y = (value) => round((top - value) * scale2);
    const places = (points) => points.map(([px, py]) => `${x(px)},${y(py)}`).join(" ");
    const drawing = (shape) => {
      const tone = `shape tone-${shape.tone ?? "plain"}`;
      switch (shape.shape) {
        case "circle":
          return svg("circle", {
            class: tone,
            cx: x(shape.at[0]),
            cy: y(shape.at[1]),
            r: round(shape.radius * scale2)
          });
        case "dot":
          return svg("circle", { class: `${tone} dot`, cx: x(shape.at[0]), cy: y(shape.at[1]), r: 3.5 });
        case "line":
          return svg("polyline", { class: `${tone} line`, points: places(shape.points) });
        case "area":
          return svg("polygon", { class: tone, points: places(shape.points) });
        case "text":
          return svg("text", { class: `${tone} words`, x: x(shape.at[0]), y: y(shape.at[1]) }, shape.text);
      }
    };
    const label = caption === void 0 ? "picture of the program's output" : `picture: ${caption}`;
    return el(
      "div",
      { class: "picture" },
      svg(
        "svg",
        { viewBox: `-4 -4 ${round(width) + 8} ${round(height) + 8}`, role: "img", "aria-label": label },
        ...shapes.map(drawing)
      ),
      caption === void 0 ? null : el("p", { class: "told" }, caption)
    );
  }
  function round(value) {
    return Math.round(value * 100) / 100;
  }
  var SIZE = 400;

  // src/report/html/page/program.ts
  function createProgram(evolution, go) {
    const title = el("h2", {});
    const facts = el("dl", { class: "facts" });
    const picture = el("div", {});
    const text = el("div", {});
    const views = ["source", "parent", "seed", "held"].map(
      (view) => el("button", { type: "button", "data-view": view, click: () => go({ view }) }, NAMES3[view])
    );
    let selectedId = null;
    const hold = el(
      "button",
      { type: "button", title: "compare other programs with this one", click: () => go({ held: selectedId }) },
      "hold"
    );
    const element = frameOf(title, [...views, hold], [picture, facts, text]);
    let shown = "";
    const update = (state) => {
      const selected = selectedIn(evolution, state);
      const now = `${selected?.id} ${state.view} ${state.held}`;
      if (shown === now) return;
      shown = now;
      selectedId = selected?.id ?? null;
      const held = state.held === null ? null : evolution.find(state.held);
      for (const button of views) {
        button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
        if (button.dataset.view !== "held") continue;
        button.hidden = held === null;
        put(button, `change to ${held?.id}`);
      }
      put(title, selected === null ? "Program" : `Program ${selected.id}`);
      put(picture, selected === null ? null : pictureIn(selected.id, evolution));
      facts.replaceChildren(...selected === null ? [] : factsOf(selected, evolution));
      if (selected === null) put(text);
      else
        void textOf(selected, state.view, held, evolution).then((it) => {
          if (shown === now) put(text, it);
        });
    };
    return { element, update, isSlow: true };
  }
  function frameOf(title, choices, parts) {
    const group = el("div", { class: "choices", role: "group", "aria-label": "Show" }, ...choices);
    return el("section", { class: "program" }, el("header", {}, title, group), ...parts);
  }
  function pictureIn(id, { part: { pictures } }) {
    const drawn = pictures[id];
    if (drawn !== void 0) return pictureOf(drawn);
    if (Object.keys(pictures).length === 0) return null;
    return el(
      "p",
      { class: "told" },
      "No picture of this one was made: ",
      el("code", {}, "galapagos report --pictures")
    );
  }
  var NAMES3 = {
    ...{ source: "source", parent: "change to its parent", seed: "change to the seed" },
    held: "change to the held one"
  };
  async function textOf(program, view, held, evolution) {
    const source = await evolution.source(program);
    if (view === "source" || view === "held" && held === null)
      return sourceOf(source, evolution.part.language);
    if (view === "held" && held === program) return el("p", { class: "told" }, "It is the one that is held.");
    const parent = evolution.find(program.parents[0] ?? "");
    const other = view === "held" ? held : view === "seed" ? evolution.lineage(program).at(-1) : parent;
    if (!other || other === program) return el("p", { class: "told" }, "It is where its lineage begins.");
    return diffOf(await evolution.source(other), source);
  }
  function factsOf(program, { part }) {
    const { kind, message, operator, model, note, parents, at, features, metrics, island } = program;
    const { id, calls, recalled } = program;
    const rows = [
      [part.objective.name, program.score === null ? `failed: ${kind}` : score(program.score)],
      ...message === "" ? [] : [["message", message.slice(0, 2e3)]],
      ["made by", model === null ? operator : `${operator} with ${model}`],
      ...note === "" ? [] : [["note", note.slice(0, 2e3)]],
      ...parents.length === 0 ? [] : [["parents", ...parents.flatMap((id2) => [programLink(id2), " "])]],
      ["place", at === 0 ? "brought in at the start" : `evaluation ${count(at)}, island ${island}`],
      ...calls.length === 0 ? [] : [["calls", ...calls.flatMap((call) => [callOf(call)])]],
      ...recalled.length === 0 ? [] : [["lessons it was told", recalled.join(" ")]],
      ...Object.entries(features).map(([name, value]) => [`feature ${name}`, score(value)]),
      ...Object.entries(metrics).map(([name, value]) => [`metric ${name}`, score(value)]),
      ...artifactsOf(id, part).map(([name, value]) => [`artifact ${name}`, value])
    ];
    return rows.map(([name, ...value]) => {
      const isLong = typeof value[0] === "string" && value[0].length > LONG;
      return el("div", { class: isLong && "long" }, el("dt", {}, name), el("dd", {}, ...value));
    });
  }
  var LONG = 90;
  function artifactsOf(id, { artifacts }) {
    return Object.hasOwn(artifacts, id) && artifacts[id] || [];
  }
  function callOf({
    purpose,
    model,
    failed,
    promptTokens,
    completionTokens,
    costNanoUsd
  }) {
    const tokens = `${count(promptTokens)} + ${count(completionTokens)} tokens`;
    const cost2 = costNanoUsd === null ? "" : `, ${dollars(costNanoUsd / 1e9)}`;
    return el("p", {}, `${purpose} with ${model}: ${failed === "" ? `${tokens}${cost2}` : `failed, ${failed}`}`);
  }

  // src/report/html/page/rounds.ts
  function createRounds({ rounds }) {
    if (rounds.length < 2) return null;
    const isKnown = rounds.some(({ met }) => met.some(({ beaten }) => beaten !== null));
    const columns = isKnown ? rounds.slice(0, -1).map((_, turn) => turn) : [];
    const hasSides = rounds.some(({ side }) => side > 0);
    const head = [
      ["champion"],
      ...hasSides ? [["side"]] : [],
      ["score", "number"],
      ...isKnown ? [["beats of those it met", "number"]] : []
    ];
    const rows = rounds.map((champion, turn) => [
      el("th", { scope: "row" }, nameOf(rounds, turn)),
      ...hasSides ? [el("td", {}, String(champion.side))] : [],
      el("td", { class: "number" }, score(champion.score)),
      isKnown ? el("td", { class: "number" }, generality(champion)) : null,
      ...columns.map((other) => cellOf2(rounds, turn, other))
    ]);
    return el(
      "section",
      { class: "rounds" },
      el("header", {}, el("h2", {}, isKnown ? "Who beats whom" : "Champions")),
      el(
        "div",
        { class: "scroll", tabindex: 0 },
        el(
          "table",
          {},
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              ...head.map(([name, kind = null]) => el("th", { scope: "col", class: kind }, name)),
              ...columns.map((turn) => el("th", { scope: "col", class: "met" }, nameOf(rounds, turn)))
            )
          ),
          el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row)))
        )
      ),
      isKnown ? el("p", { class: "key" }, KEY2) : null,
      rounds.some(({ isAnew }) => isAnew) ? el("p", { class: "key" }, ANEW) : null
    );
  }
  var KEY2 = "\u25CF\xA0beaten   \u25CB\xA0met and not beaten   \xB7\xA0not met, or not known";
  var ANEW = "The best of a round were scored again, under seeds that it had not used; the first of them is its champion, with the mean of those scores.";
  function nameOf(rounds, turn) {
    const { round: round2 = turn, side = 0 } = rounds[turn] ?? {};
    return rounds.some((one) => one.side > 0) ? `${round2 + 1}${side === 0 ? "a" : "b"}` : String(round2 + 1);
  }
  function generality({ met }) {
    const known = met.filter(({ beaten: beaten2 }) => beaten2 !== null);
    if (known.length === 0) return "\u2013";
    const beaten = known.filter((one) => one.beaten).length;
    return `${beaten} of ${known.length}, ${percent(beaten / known.length)}`;
  }
  function cellOf2(rounds, turn, other) {
    const meeting = rounds[turn]?.met.find((one) => one.turn === other);
    const beaten = meeting?.beaten ?? null;
    const [sign, words2] = beaten === null ? ["\xB7", "not met, or not known"] : beaten ? ["\u25CF", "beaten"] : ["\u25CB", "not beaten"];
    return el("td", { class: "met", title: words2 }, el("span", { "aria-label": words2, role: "img" }, sign));
  }

  // src/report/html/page/slider.ts
  var REPLAY_MS = 12e3;
  var STEP_MS = 700;
  function createSlider(evolution, move, go) {
    const { last } = evolution;
    const range = el("input", { type: "range", min: 0, max: last, step: 1, "aria-label": "Results shown" });
    const told = el("output", {});
    const play = el("button", { type: "button" }, "replay");
    const at = () => Number(range.value) >= last ? null : Number(range.value);
    const replay = new Replay(last, (now) => {
      range.value = String(Math.min(last, Math.round(now)));
      move(at());
      if (now < last) return;
      stop();
      go({ to: null });
    });
    const stop = () => {
      replay.stop();
      put(play, "replay");
    };
    const hold = () => {
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
    const update = (state) => {
      const to = shownTo(evolution, state);
      if (!replay.isOn) range.value = String(to);
      const text = to === last ? `all ${count(last)} results` : `${count(to)} of ${count(last)} results`;
      range.setAttribute("aria-valuetext", text);
      put(told, text);
    };
    return { element, update };
  }
  var Replay = class {
    #last;
    #show;
    #frame = 0;
    /** @param show - gets each place, and at last one that is not before the end */
    constructor(last, show) {
      this.#last = last;
      this.#show = show;
    }
    get isOn() {
      return this.#frame !== 0;
    }
    start(from) {
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const begun = performance.now();
      const next2 = () => {
        this.#frame = isCalm ? window.setTimeout(step, STEP_MS) : requestAnimationFrame(step);
      };
      const step = () => {
        const now = from + (performance.now() - begun) / REPLAY_MS * this.#last;
        if (now < this.#last) next2();
        this.#show(now);
      };
      next2();
    }
    stop() {
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#frame);
      this.#frame = 0;
    }
  };

  // src/report/html/page/tables.ts
  function createTables(evolution) {
    const element = el(
      "div",
      { class: "tables" },
      section("What pays", operators(evolution)),
      section("What failed", failures(evolution)),
      section("Models", models(evolution)),
      section("What was learnt", lessons(evolution))
    );
    return { element, update: () => {
    } };
  }
  function section(name, content) {
    return content && el("section", {}, el("header", {}, el("h2", {}, name)), content);
  }
  function operators({ part }) {
    const hasModels = part.summary.calls > 0;
    const rows = part.operators.map(({ operator, model, made, valid, improved, bests, gain, used }) => [
      hasModels && model !== null ? `${operator} with ${model}` : operator,
      ...[count(made), percent(valid / made), percent(improved / made), count(bests), score(gain)],
      improved === 0 ? "\u2013" : showDuration(used.evaluatorMs / improved),
      ...hasModels ? [
        improved === 0 ? "\u2013" : count(used.tokens / improved),
        improved === 0 ? "\u2013" : dollars(used.usd / improved)
      ] : []
    ]);
    const costs = hasModels ? ["tokens per improvement", "dollars per improvement"] : [];
    return table(
      [
        "operator",
        "made",
        "scored",
        "improved",
        "new bests",
        `gain, ${part.objective.name}`,
        "evaluator time per improvement",
        ...costs
      ],
      rows
    );
  }
  function failures({ part }) {
    if (part.failures.length === 0) return null;
    const rows = part.failures.slice(0, MOST_ROWS).map(({ kind, count: number, share, example }) => [
      ...[kind, count(number), percent(share), programLink(example.id)],
      el("span", { class: "message" }, example.message.slice(0, 500))
    ]);
    return table(["kind", "programs", "share", "example", "its message"], rows);
  }
  function models({ part }) {
    if (part.models.length === 0) return null;
    const rows = part.models.map(({ model, calls, failed, promptTokens, completionTokens, usd }) => [
      ...[model, count(calls), count(failed), count(promptTokens), count(completionTokens), dollars(usd)]
    ]);
    return table(["model", "calls", "failed", "prompt tokens", "completion tokens", "cost"], rows);
  }
  function lessons({ part, programs }) {
    if (part.lessons.length === 0) return null;
    const told = /* @__PURE__ */ new Map();
    for (const { id, recalled } of programs)
      for (const lesson of recalled) told.set(lesson, [...(told.get(lesson) ?? []).slice(-2), id]);
    const rows = part.lessons.toSorted((a, b) => b.value - a.value).slice(0, MOST_ROWS).map(({ id, level, text, value, recalled, improved }) => [
      el("span", { class: "message" }, text.slice(0, 600)),
      ...[level, value.toFixed(2), count(recalled), count(improved)],
      el(
        "span",
        { class: "links" },
        ...(told.get(id) ?? []).flatMap((program) => [programLink(program), " "])
      )
    ]);
    const found = table(["lesson", "level", "value", "recalled", "improved", "last told to"], rows);
    return part.effect === null ? found : el("div", {}, el("p", { class: "told" }, part.effect.slice(0, 600)), found);
  }
  var SHORT2 = 32;
  var MOST_ROWS = 30;
  function table(names, rows) {
    const isNumeric = names.map(
      (_, column) => rows.every((row) => typeof row[column] === "string" && NUMERIC.test(row[column]))
    );
    const classOf2 = (column) => isNumeric[column] ? "number" : null;
    const kindOf = (cell, column) => classOf2(column) ?? (typeof cell === "string" && cell.length <= SHORT2 ? "short" : null);
    const head = names.map((name, i) => el("th", { scope: "col", class: classOf2(i) }, name));
    const body = rows.map(
      (row) => el("tr", {}, ...row.map((cell, i) => el("td", { class: kindOf(cell, i) }, cell)))
    );
    return el(
      "div",
      { class: "scroll", tabindex: 0 },
      el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body))
    );
  }
  var NUMERIC = /^[<–±+−$\d-][^a-z]*(?:e[+-]\d+)?(?:ms|s|min.*|h.*)?$/;

  // src/report/html/page/sight.ts
  var AHEAD = "100px";
  function watchSight(element, tell4) {
    const observer = new IntersectionObserver((entries) => tell4(entries.at(-1)?.isIntersecting === true), {
      rootMargin: AHEAD
    });
    observer.observe(element);
  }

  // src/report/html/page/tree-layout.ts
  function treeLayout({ programs, children, objective }) {
    const best = /* @__PURE__ */ new Map();
    for (const program of programs.toReversed()) {
      const below = children(program).flatMap((child) => best.get(child) ?? []);
      best.set(program, objective.best(program.score === null ? below : [program.score, ...below]));
    }
    const ids = new Set(programs.map(({ id }) => id));
    const roots = programs.filter(({ parents }) => parents[0] === void 0 || !ids.has(parents[0]));
    const before = (a, b) => {
      const [of, than] = [best.get(a) ?? null, best.get(b) ?? null];
      if (of === null || than === null) return of === than ? 0 : of === null ? 1 : -1;
      return of === than ? 0 : objective.better(of, than) ? -1 : 1;
    };
    const rows = /* @__PURE__ */ new Map();
    let leaves = 0;
    const stack = roots.toSorted(before).reverse().map((program) => ({ program, isDone: false }));
    for (let top = stack.pop(); top !== void 0; top = stack.pop()) {
      const { program, isDone } = top;
      const below = children(program);
      if (below.length === 0) rows.set(program, leaves++);
      else if (isDone) {
        const places = below.flatMap((child) => rows.get(child) ?? []);
        rows.set(program, (Math.min(...places) + Math.max(...places)) / 2);
      } else {
        stack.push({ program, isDone: true });
        for (const child of below.toSorted(before).reverse()) stack.push({ program: child, isDone: false });
      }
    }
    return { rows: Math.max(1, leaves), row: (program) => rows.get(program) ?? 0 };
  }

  // src/report/html/page/tree.ts
  var EDGE = 10;
  var MANY = 60;
  function createTree(evolution, go) {
    return new Tree(evolution, go);
  }
  var Tree = class {
    element;
    #evolution;
    /** Made when the tree comes into sight: a large one takes a moment. */
    #layout = null;
    #isInSight = false;
    #canvas;
    #told = el("p", { class: "told", "aria-live": "polite" });
    /** All edges, drawn once for each size and colour scheme. */
    #drawing = document.createElement("canvas");
    #drawn = "";
    #width = 0;
    #height = 0;
    #state = null;
    #kin = { of: null, lines: [] };
    constructor(evolution, go) {
      this.#evolution = evolution;
      const label = `Tree of ${count(evolution.programs.length)} programs`;
      this.#canvas = el("canvas", { role: "img", "aria-label": label });
      this.#canvas.addEventListener("click", ({ offsetX, offsetY }) => {
        const program = this.#nearest(offsetX, offsetY);
        if (program !== null) go({ program: program.id });
      });
      watchSight(this.#canvas, (isInSight) => {
        this.#isInSight = isInSight;
        this.#redraw();
      });
      new ResizeObserver(() => this.#redraw()).observe(this.#canvas);
      this.element = el(
        "section",
        { class: "tree" },
        el("header", {}, el("h2", {}, "Tree")),
        ...[this.#canvas, this.#told, el("p", { class: "key" }, KEY3)]
      );
    }
    update(now) {
      this.#state = now;
      this.#redraw();
    }
    drawForPaper() {
      this.#isInSight = true;
      this.#redraw();
    }
    #redraw() {
      const [evolution, state, canvas] = [this.#evolution, this.#state, this.#canvas];
      this.#width = canvas.clientWidth;
      this.#height = canvas.clientHeight;
      if (state === null || this.#width === 0 || !this.#isInSight) return;
      this.#drawAll();
      const sheet = openSheet(canvas, this.#width, this.#height);
      if (sheet === null) return;
      const to = shownTo(evolution, state);
      const edge = to === evolution.last ? this.#width : this.#across(to);
      reveal(sheet, this.#drawing, edge, this.#width, this.#height);
      const selected = selectedIn(evolution, state);
      if (this.#kin.of !== selected)
        this.#kin = { of: selected, lines: selected === null ? [] : kinOf(selected, evolution) };
      const lit = this.#kin.lines.filter(({ at }) => at <= to);
      const after = lit.filter(({ at }) => at > (selected?.at ?? to));
      this.#stroke(sheet, after, sheet.ink.accent, after.length > MANY ? 0.5 : 1);
      const before = lit.filter(({ at }) => at <= (selected?.at ?? to));
      this.#stroke(sheet, before, sheet.ink.accent, 1.8);
      if (selected !== null && selected.at <= to) this.#mark(sheet, selected);
    }
    /** The selected program, as a dot and in words. */
    #mark({ context, ink }, selected) {
      context.beginPath();
      context.arc(this.#across(selected.at), this.#down(selected), 5, 0, 2 * Math.PI);
      context.fillStyle = ink.accent;
      context.fill();
      const children = this.#evolution.children(selected).length;
      const descendants = this.#kin.lines.length - this.#evolution.lineage(selected).length;
      const told = `${selected.id} \xB7 ${score(selected.score)} \xB7 ${count(children)} children \xB7 ${count(descendants)} descendants`;
      put(this.#told, told);
    }
    #drawAll() {
      const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
      const key = `${this.#width} ${this.#height} ${devicePixelRatio} ${isDark}`;
      if (key === this.#drawn) return;
      const sheet = openSheet(this.#drawing, this.#width, this.#height);
      if (sheet === null) return;
      this.#drawn = key;
      const { programs, champion, lineage } = this.#evolution;
      const scored = programs.filter((program) => program.score !== null);
      sheet.context.globalAlpha = Math.max(0.18, Math.min(0.7, 40 / Math.sqrt(programs.length)));
      this.#stroke(sheet, scored, sheet.ink.muted, 1);
      sheet.context.globalAlpha = 1;
      if (champion !== null) this.#stroke(sheet, lineage(champion), sheet.ink.ink, 1.8);
    }
    #stroke({ context }, some, colour, thickness) {
      context.beginPath();
      for (const program of some) {
        const parent = this.#evolution.find(program.parents[0] ?? "");
        if (parent === null) continue;
        context.moveTo(this.#across(parent.at), this.#down(parent));
        context.lineTo(this.#across(parent.at), this.#down(program));
        context.lineTo(this.#across(program.at), this.#down(program));
      }
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      context.stroke();
    }
    #nearest(atX, atY) {
      let [found, closest] = [null, 12];
      for (const program of this.#evolution.programs) {
        const aside = this.#across(program.at) - atX;
        if (Math.abs(aside) > closest) continue;
        const distance = Math.hypot(aside, this.#down(program) - atY);
        if (distance < closest) [found, closest] = [program, distance];
      }
      return found;
    }
    /** Pixels from the left of a place in the run. */
    #across(at) {
      return EDGE + at / Math.max(1, this.#evolution.last) * (this.#width - 2 * EDGE);
    }
    #down(program) {
      this.#layout ??= treeLayout(this.#evolution);
      const { row, rows } = this.#layout;
      return EDGE + (row(program) + 0.5) / rows * (this.#height - 2 * EDGE);
    }
  };
  var KEY3 = "From left to right in the order of results. The champion's way is dark; the selected program's ancestors and descendants are lit.";
  function kinOf(program, { lineage, children }) {
    const kin = new Set(lineage(program));
    const open = [...children(program)];
    for (let next2 = open.pop(); next2 !== void 0; next2 = open.pop()) {
      if (kin.has(next2)) continue;
      kin.add(next2);
      open.push(...children(next2));
    }
    return [...kin];
  }

  // src/report/html/page/run-page.ts
  function createRunPage(host) {
    let shown = null;
    let state = readState(location.hash);
    let views = [];
    let rest = 0;
    const update = () => {
      clearTimeout(rest);
      for (const view of views) view.update(state);
    };
    const move = (to) => {
      state = { ...state, to };
      for (const view of views) if (view.isSlow !== true) view.update(state);
      clearTimeout(rest);
      rest = window.setTimeout(update, REST_MS);
    };
    const go = (change2) => {
      const next2 = { ...state, ...change2 };
      if (next2.part !== state.part) location.hash = hashOf({ ...next2, program: null, held: null, to: null });
      else location.hash = hashOf(next2);
    };
    const draw = () => {
      if (shown === null) return;
      const { data, texts } = shown;
      const drawn = viewsOf(data, evolutionOf(data, state.part, texts), move, go);
      views = drawn.views;
      put(host, headingOf(data, state.part, go), ...drawn.parts);
      update();
    };
    window.addEventListener("hashchange", () => {
      const before = state;
      state = readState(location.hash);
      if (before.part === state.part) update();
      else draw();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
    window.addEventListener("beforeprint", () => {
      for (const view of views) view.drawForPaper?.();
    });
    return {
      show(now, texts) {
        shown = { data: now, texts };
        document.title = printable(`${now.run.slice(0, 200)} \xB7 Galapagos`);
        draw();
      }
    };
  }
  function viewsOf(data, evolution, move, go) {
    const [head, slider] = [createHead(evolution), createSlider(evolution, move, go)];
    const front = createFront(evolution, go);
    const fronts = front === null ? [] : [front];
    const replay = archiveReplay(evolution);
    const [climb, map] = [createClimb(evolution, go), createMap(evolution, replay, go)];
    const [tree, curves] = [createTree(evolution, go), createCurves(evolution, replay)];
    const [lineage, program] = [createLineage(evolution), createProgram(evolution, go)];
    const tables = createTables(evolution);
    return {
      views: [head, slider, ...fronts, climb, map, tree, curves, lineage, program, tables],
      parts: [
        ...[head.element, createRounds(data), slider.element, ...fronts.map(({ element }) => element)],
        ...[pair("upper", climb, map), tree.element],
        ...[pair("lower", lineage, program), curves.element, tables.element]
      ]
    };
  }
  function pair(name, left, right) {
    return el("div", { class: `pair ${name}` }, left.element, right.element);
  }
  var REST_MS = 140;
  function headingOf(data, part, go) {
    const shown = partAt(data, part);
    const hasSides = data.parts.some(({ summary }) => summary.problem !== shown.summary.problem);
    const rounds = data.parts.map(
      ({ name, summary }, i) => el(
        "option",
        { value: i, selected: data.parts[i] === shown },
        hasSides ? `${name}, ${summary.problem}` : name
      )
    );
    const change2 = (event) => go({ part: Number(event.target.value) });
    return el(
      "header",
      { class: "title" },
      el("h1", {}, data.title),
      el("p", {}, `${data.run} \xB7 problem ${shown.summary.problem} \xB7 seed ${shown.summary.seed}`),
      data.parts.length > 1 ? el("label", {}, "round ", el("select", { change: change2 }, ...rounds)) : null
    );
  }

  // src/report/html/page/live/controls.ts
  function createControls() {
    const told = el("p", { class: "told", role: "status" });
    const ask = async (request) => {
      put(told, "\u2026");
      try {
        const answer2 = await fetch("act", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(request)
        });
        const text = await answer2.text();
        put(told, answer2.headers.get("content-type") === "application/json" ? JSON.parse(text).message : text);
      } catch {
        put(told, "the dashboard does not answer: it has ended");
      }
    };
    const button = (name, title, request) => el("button", { type: "button", title, click: () => void ask(request()) }, name);
    const running = [
      button("pause", "nothing new is scored until it goes on", () => ({ type: "pause" })),
      button("go on", "open the gate again", () => ({ type: "go-on" })),
      button("drain", "record what is in flight, then stop", () => ({ type: "drain" })),
      button("stop", "leave at once; nothing recorded is lost", () => ({ type: "stop" }))
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
        put(buttons, ...takes === "nothing" ? [DEAF] : isRunning ? running : stopped);
        more.hidden = takes !== "everything";
      }
    };
  }
  var DEAF = "Its process takes no requests, as that of a study, of --repeat and of a program that uses the library: Ctrl-C where it goes on stops it.";
  function forms(ask) {
    const budget = el("input", { type: "number", min: 0, step: "any" });
    const unit = el(
      "select",
      { "aria-label": "of what" },
      ...Object.keys(UNITS).map((name) => el("option", {}, name))
    );
    const program = el("textarea", { rows: 6, spellcheck: "false" });
    const hint = el("textarea", { rows: 2, maxlength: 2e3 });
    return [
      form(
        "a larger budget, in all",
        el("span", { class: "amount" }, budget, unit),
        "raise the budget",
        () => ask({ type: "budget", ...UNITS[unit.value]?.(Number(budget.value)) })
      ),
      form(
        "a program of your own",
        program,
        "inject",
        () => ask({ type: "inject", source: program.value, note: "from the dashboard" })
      ),
      form("a hint for the models", hint, "give", () => ask({ type: "hint", text: hint.value }))
    ];
  }
  var UNITS = {
    results: (evaluations2) => ({ evaluations: evaluations2 }),
    minutes: (minutes) => ({ timeMs: 6e4 * minutes }),
    dollars: (usd) => ({ usd })
  };
  function form(name, field, verb, send) {
    const click = () => void send();
    return el(
      "div",
      { class: "field" },
      el("label", {}, name, field),
      el("button", { type: "button", click }, verb)
    );
  }

  // src/report/html/page/live/follow-run.ts
  var LEAST_MS = 800;
  var PAUSE = 30;
  var STILL_MS = 600;
  var MOST_WAIT_MS = 8e3;
  async function followRun(host) {
    const standing = el("p", { class: "standing", role: "status" });
    const controls = createControls();
    const views = el("div", {});
    put(
      host,
      el(
        "nav",
        { class: "live", "aria-label": "This run" },
        el("a", { href: "/" }, "all runs"),
        standing,
        controls.element
      ),
      views
    );
    const page = createRunPage(views);
    const reading = createReading(
      views,
      ({ page: data, texts }) => page.show(unpackPage(data), Promise.resolve(texts))
    );
    const first = reading.now();
    new EventSource("events").addEventListener("message", ({ data }) => {
      const news = JSON.parse(data);
      put(standing, tell3(news));
      if (news.type !== "standing") return;
      standing.dataset.best = String(news.best?.score ?? "");
      controls.update(news);
      reading.soon();
    });
    await first;
  }
  function tell3(news) {
    if (news.type === "unreadable") return "it cannot be read just now";
    const { isRunning, part, results, of, best } = news;
    return [
      ...part === null ? [] : [part],
      isRunning ? "running" : "stopped",
      `${count(results)}${of === null ? "" : ` of ${count(of)}`} results`,
      best === null ? "nothing scored yet" : `best ${score(best.score)} (${best.id})`
    ].join(" \xB7 ");
  }
  function createReading(views, show) {
    let due = 0;
    let timer = 0;
    let underWay = false;
    let [lastMove, waitsSince] = [0, 0];
    for (const move of ["pointermove", "pointerdown", "keydown"])
      views.addEventListener(move, () => {
        lastMove = performance.now();
      });
    const now = async () => {
      underWay = true;
      const begun = performance.now();
      try {
        const answer2 = await fetch("data");
        if (answer2.ok) show(await answer2.json());
      } finally {
        underWay = false;
        due = performance.now() + Math.max(LEAST_MS, PAUSE * (performance.now() - begun));
      }
    };
    const soon = () => {
      if (timer !== 0) return;
      timer = window.setTimeout(
        () => {
          timer = 0;
          const isRead = views.querySelector("details[open]") !== null || String(getSelection()) !== "";
          const time = performance.now();
          waitsSince ||= time;
          const isBusy = time - lastMove < STILL_MS && time - waitsSince < MOST_WAIT_MS;
          if (underWay || document.hidden || isRead || isBusy) soon();
          else {
            waitsSince = 0;
            void now();
          }
        },
        Math.max(due - performance.now(), waitsSince === 0 ? 0 : STILL_MS)
      );
    };
    return { now, soon };
  }

  // src/report/html/page/unpack.ts
  async function unpack(carrier) {
    const text = atob(carrier.textContent?.trim() ?? "");
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  // src/report/html/page/main.ts
  async function main() {
    const host = document.getElementById("report");
    const [data, texts] = [document.getElementById("data"), document.getElementById("texts")];
    if (data !== null && texts !== null) {
      const page = unpackPage(await unpack(data));
      const later = painted().then(() => unpack(texts));
      createRunPage(host).show(page, later);
      await later;
    } else if (location.pathname === "/") await createRunsList(host);
    else await followRun(host);
    host.setAttribute("data-ready", "");
  }
  function painted() {
    return new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done));
    });
  }
  main();
})();
