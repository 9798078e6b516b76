"use strict";
(() => {
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
  function put(element, ...children) {
    element.replaceChildren(
      ...children.filter((child) => child !== null).map((child) => {
        return child instanceof Node ? child : document.createTextNode(printable(String(child)));
      })
    );
  }

  // src/report/html/scale.ts
  function scale([low, high], [from, to], wanted) {
    const rough = (high - low) / Math.max(2, wanted);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
    const first = Math.ceil(low / step);
    const ticks = Array.from(
      { length: Math.max(0, Math.floor(high / step) - first + 1) },
      (_, i) => Number(((first + i) * step).toPrecision(12))
    );
    return { low, high, ticks, at: (value) => from + (value - low) / (high - low) * (to - from) };
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
    const points = programs.map((program) => ({
      program,
      x: xs.at(along2(program)),
      y: program.score === null ? failures2 : Math.max(top, Math.min(bottom, ys.at(program.score)))
    }));
    return { width, height, left, right, top, bottom, failures: failures2, points, xs, ys };
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
  function scoreRange({ programs, seed, champion, page, objective }) {
    const scores = programs.flatMap(({ score: score2 }) => score2 === null ? [] : [score2]);
    const sorted = scores.sort((a, b) => objective.gain(a, b));
    const known = objective.best(page.bestKnown.map(({ value }) => value));
    const worst = sorted[Math.floor(sorted.length / 10)];
    const shown = [seed?.score, champion?.score, known, worst].filter((value) => value != null);
    const [low, high] = [Math.min(...shown), Math.max(...shown)];
    if (shown.length === 0) return [0, 1];
    const air = (high - low || Math.abs(high) || 1) * 0.04;
    return [low - air, high + air];
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

  // src/report/html/page/climb-drawing.ts
  function drawClimb(canvas, chart, marked) {
    const density = devicePixelRatio || 1;
    canvas.width = Math.round(chart.width * density);
    canvas.height = Math.round(chart.height * density);
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.scale(density, density);
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const ink = {
      ...{ ink: colour("ink"), muted: colour("muted"), faint: colour("faint") },
      ...{ accent: colour("accent"), failure: colour("failure"), paper: colour("paper") }
    };
    context.font = `12px ${style.fontFamily}`;
    drawAxes(context, chart, marked.axis, ink);
    drawChildren(context, chart.points, ink);
    drawLevels(context, chart, marked.evolution, ink);
    drawStaircase(context, chart, ink);
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
    const { page, seed, objective } = evolution;
    const known = objective.best(page.bestKnown.map(({ value }) => value));
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
    const { evolution, selected, hovered } = marked;
    const line2 = new Set(selected === null ? [] : evolution.lineage(selected));
    for (const { program, x, y } of chart.points) if (line2.has(program)) dot(context, x, y, 2.5, ink.accent);
    for (const { program, x, y } of chart.points) {
      if (program !== selected && program !== hovered) continue;
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

  // src/report/html/page/view.ts
  function selectedIn(evolution, { program }) {
    return (program === null ? null : evolution.find(program)) ?? evolution.champion;
  }

  // src/report/html/page/climb.ts
  function createClimb(evolution, go) {
    const canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": describe(evolution) });
    const told = el("p", { class: "told", "aria-live": "polite" });
    const axes = axesOf(evolution).map(
      (axis) => el("button", { type: "button", "data-axis": axis, click: () => go({ x: axis }) }, NAMES[axis])
    );
    let chart = null;
    let state = null;
    let hovered = null;
    const redraw = () => {
      if (state === null || canvas.clientWidth === 0) return;
      chart = chartOf(evolution, state.x, canvas.clientWidth, canvas.clientHeight);
      const selected = selectedIn(evolution, state);
      drawClimb(canvas, chart, { evolution, axis: state.x, selected, hovered });
      const shown = hovered ?? selected;
      put(told, shown === null ? "" : tell(shown, state.x));
    };
    const under = (event) => {
      const { offsetX, offsetY } = event;
      return chart && nearest(chart, offsetX, offsetY);
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
      const to = state && stepTo(evolution.programs, selectedIn(evolution, state), event.key);
      if (!to) return;
      event.preventDefault();
      go({ program: to.id });
    });
    new ResizeObserver(redraw).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    const element = el(
      "section",
      { class: "climb" },
      el(
        "header",
        {},
        el("h2", {}, "Climb"),
        el("div", { class: "choices", role: "group", "aria-label": "Against" }, ...axes)
      ),
      canvas,
      told,
      el(
        "p",
        { class: "key" },
        "\u25CF new best   \u25CB no gain   \xD7 failed   \u25E6 in its lineage. Click a dot, or use the arrow keys, to select a program."
      )
    );
    const update = (now) => {
      state = axesOf(evolution).includes(now.x) ? now : { ...now, x: "at" };
      for (const button of axes) button.setAttribute("aria-pressed", String(button.dataset.axis === state.x));
      redraw();
    };
    return { element, update };
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
  var NAMES = { at: "evaluations", evaluatorMs: "evaluator time", tokens: "tokens", usd: "dollars" };

  // src/core/objective.ts
  function objectiveOf(direction) {
    return direction === "maximise" ? MAXIMISE : MINIMISE;
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
    return {
      direction,
      better,
      gain: (child, parent) => sign * (child - parent),
      outcome(child, parent) {
        if (child.status !== "ok") return "failed";
        if (parent === null || child.score === parent) return "same";
        return better(child.score, parent) ? "improved" : "worse";
      },
      reaches: (score2, target) => !better(target, score2),
      best(scores) {
        let best = null;
        for (const score2 of scores) if (better(score2, best)) best = score2;
        return best;
      },
      order: { compare, dominates: (a, b) => compare(a, b) < 0 },
      sql: direction === "maximise" ? "DESC" : "ASC"
    };
  }

  // src/report/html/source-delta.ts
  function applyDelta(base, { head, tail, middle }) {
    return base.slice(0, head) + middle + base.slice(base.length - tail);
  }

  // src/report/html/page/evolution.ts
  function evolutionOf(page, index) {
    const part = page.parts[index ?? -1] ?? page.parts.at(-1);
    const { programs } = part;
    const roots = programs.filter(({ score: score2, parents }) => score2 !== null && parents.length === 0);
    const byId = new Map(programs.map((program) => [program.id, program]));
    const sources = /* @__PURE__ */ new Map();
    const find = (id) => byId.get(id) ?? null;
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
    const source = (program) => {
      let text = "";
      for (const step of lineage(program).toReversed()) {
        text = sources.get(step.id) ?? applyDelta(text, step.delta);
        sources.set(step.id, text);
      }
      return text;
    };
    return {
      ...{ page, part, programs, find, lineage, source },
      objective: objectiveOf(page.objective.direction),
      champion: find(part.summary.best?.id ?? ""),
      seed: roots.find(({ at }) => at > 0) ?? roots[0] ?? null
    };
  }

  // src/report/html/page/state.ts
  function readState(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const oneOf = (name, known) => known.find((value) => value === given.get(name)) ?? known[0];
    return {
      part: wholeNumber(given.get("part"), null),
      program: given.get("program"),
      view: oneOf("view", ["source", "parent", "seed"]),
      x: oneOf("x", ["at", "evaluatorMs", "tokens", "usd"]),
      across: wholeNumber(given.get("across"), 0),
      up: wholeNumber(given.get("up"), 1)
    };
  }
  function hashOf({ program, ...state }) {
    const first = readState("");
    const names = Object.keys(state);
    const told = names.filter((name) => state[name] !== first[name]).map((name) => [name, String(state[name])]);
    return new URLSearchParams(program === null ? told : [["program", program], ...told]).toString();
  }
  function wholeNumber(text, otherwise) {
    return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : otherwise;
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
    const element = el(
      "section",
      { class: "answers", "aria-label": "In short" },
      answer("How far", ...howFar(evolution)),
      answer("Found by", ...foundBy(evolution)),
      answer("Cost", ...cost(evolution)),
      answer("Next", ...next(evolution))
    );
    return { element, update: () => {
    } };
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
  function howFar({ part: { summary }, page, champion, seed, objective }) {
    if (champion?.score == null) return ["nothing yet", "no program has a score"];
    const { name, direction } = page.objective;
    const gained = seed?.score == null ? null : `${change(champion.score - seed.score)} since the seed, ${score(seed.score)}`;
    const known = objective.best(page.bestKnown.map(({ value }) => value));
    const best = known === null ? null : objective.better(champion.score, known) ? `better than the best known, ${score(known)}` : `best known ${score(known)}${summary.regret === null ? "" : `; ${percent(summary.regret)} of the way is left`}`;
    return [score(champion.score), `${name} (${direction})`, gained, best];
  }
  function foundBy({ champion, part: { summary }, lineage }) {
    if (champion === null) return ["\u2013"];
    const { verified } = summary;
    const writer = champion.model === null ? champion.operator : `${champion.operator} with ${champion.model}`;
    const confirmed = verified?.id !== champion.id ? null : verified.status === "ok" ? "its score held in a fresh process" : `it failed in a fresh process: ${verified.status}`;
    return [
      programLink(champion.id),
      champion.at === 0 ? `${writer}, brought in at the start` : `${writer}, on island ${champion.island}`,
      `evaluation ${count(champion.at)}, ${steps(lineage(champion).length - 1)} from the seed`,
      confirmed
    ];
  }
  function cost({ part: { summary, programs } }) {
    const used = programs.at(-1)?.used;
    const models2 = summary.calls === 0 ? "no model was asked" : `${count(summary.calls)} requests, ${count(summary.tokens)} tokens`;
    const failed = Object.values(summary.failures).reduce((sum, n) => sum + n, 0);
    return [
      summary.calls === 0 ? `${count(summary.evaluations)} evaluations` : dollars(summary.costUsd),
      summary.calls === 0 ? null : `${count(summary.evaluations)} evaluations`,
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
      el("code", {}, commands.next),
      el("code", {}, commands.program)
    ];
  }
  var LEVEL = 0.02;
  function stateOf({ status }) {
    if (status === "running") return "it was running when this was written";
    return status === "done" ? null : "it was interrupted, and can go on";
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
      const line2 = linesAndNewlines[i];
      if (i % 2 && !options.newlineIsToken) {
        retLines[retLines.length - 1] += line2;
      } else {
        retLines.push(line2);
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
          for (const line2 of lines) {
            curRange.push((current.added ? "+" : "-") + line2);
          }
          if (current.added) {
            newLine += lines.length;
          } else {
            oldLine += lines.length;
          }
        } else {
          if (oldRangeStart) {
            if (lines.length <= context * 2 && i < diff.length - 2) {
              for (const line2 of contextLines(lines)) {
                curRange.push(line2);
              }
            } else {
              const contextSize = Math.min(lines.length, context);
              for (const line2 of contextLines(lines.slice(0, contextSize))) {
                curRange.push(line2);
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
    const result = text.split("\n").map((line2) => line2 + "\n");
    if (hasTrailingNl) {
      result.pop();
    } else {
      result.push(result.pop().slice(0, -1));
    }
    return result;
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
  function sourceOf(text) {
    const lines = text.replace(/\n$/, "").split("\n");
    const block = linesOf(lines.map((line2) => ({ kind: "same", text: line2 })));
    block.classList.add("numbered");
    return block;
  }
  function linesOf(lines) {
    const shown = lines.slice(0, MOST_LINES).map(({ kind, text }) => el("span", { class: `line ${kind}` }, clipped(text)));
    const rest = lines.length - shown.length;
    return el(
      "pre",
      { class: "code", tabindex: 0 },
      ...shown,
      rest > 0 ? el("span", { class: "line gap" }, `${rest} more lines`) : null
    );
  }
  function clipped(line2) {
    const rest = line2.length - LONGEST_LINE;
    return rest > 0 ? `${line2.slice(0, LONGEST_LINE)} \u2026 ${rest} more characters` : line2 || " ";
  }
  var KINDS = { "+": "added", "-": "removed", "\\": "gap" };
  var MOST_LINES = 5e3;
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
    return { element, update };
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
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1)
        details.append(diffOf(evolution.source(parent), evolution.source(program)));
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
  function createMap(evolution, go) {
    const maps = evolution.part.islands;
    const dimensions = maps[0]?.dimensions ?? [];
    const host = el("div", { class: "maps" });
    const range = scoreRange2(maps);
    const choices = dimensions.length < 3 ? [] : [chooser("across", dimensions, go), chooser("up", dimensions, go)];
    const element = el(
      "section",
      { class: "map" },
      el("header", {}, el("h2", {}, "Map"), el("div", { class: "choices" }, ...choices)),
      dimensions.length === 0 ? el("p", {}, "This run's archive has no grid: it keeps its best programs in a list.") : host,
      range === null ? null : scaleOf(range, evolution)
    );
    let drawn = "";
    const update = (state) => {
      const [across, up] = axesOf2(state, dimensions.length);
      if (drawn !== `${across} ${up}`) {
        drawn = `${across} ${up}`;
        host.replaceChildren(...maps.map((map) => islandOf(map, [across, up], { evolution, range, go })));
        for (const [select, axis] of choices.map(
          (choice, i) => [choice.querySelector("select"), [across, up][i]]
        ))
          if (select && axis !== void 0) select.value = String(axis);
      }
      const selected = selectedIn(evolution, state)?.id ?? null;
      for (const cell of host.querySelectorAll("button"))
        cell.setAttribute("aria-pressed", String(cell.dataset.program === selected));
    };
    return { element, update };
  }
  function axesOf2({ across, up }, count2) {
    const first = across < count2 ? across : 0;
    return [first, up < count2 && up !== first ? up : first === 0 ? 1 : 0];
  }
  function chooser(name, dimensions, go) {
    const options = dimensions.map((dimension, i) => el("option", { value: i }, dimension.name));
    const change2 = (event) => go({ [name]: Number(event.target.value) });
    return el("label", {}, `${name} `, el("select", { change: change2 }, ...options));
  }
  function islandOf(map, [across, up], drawing) {
    const [columns, rows] = [map.dimensions[across]?.bins ?? 1, map.dimensions[up]?.bins ?? 1];
    const grid = el("div", { class: "grid" });
    grid.style.setProperty("--columns", String(columns));
    grid.style.setProperty("--rows", String(rows));
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
        `Island ${map.island}: ${map.elites.length} of ${map.cells} cells, ${percent(map.coverage)}`
      ),
      el("div", { class: "up" }, axisName(map.dimensions[up])),
      grid,
      el("div", { class: "across" }, axisName(map.dimensions[across]))
    );
  }
  function cellOf(elite, { evolution: { page }, range, go }) {
    const features = Object.entries(elite.features).map(([name, value]) => `${name} ${score(value)}`);
    const label = `${elite.id}: ${page.objective.name} ${score(elite.score)}; ${features.join(", ")}`;
    const cell = el("button", {
      ...{ type: "button", title: label, "aria-label": label, "data-program": elite.id },
      click: () => go({ program: elite.id })
    });
    if (range !== null)
      cell.style.backgroundColor = colourAt(shareOf(elite.score, range, page.objective.direction));
    return cell;
  }
  function axisName(dimension) {
    if (dimension === void 0) return null;
    const { name, low, high } = dimension;
    return el("span", {}, el("span", {}, bound(low)), el("span", {}, `${name} \u2192`), el("span", {}, bound(high)));
  }
  function scaleOf([low, high], { page }) {
    const isMaximised = page.objective.direction === "maximise";
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

  // src/report/html/page/program.ts
  function createProgram(evolution, go) {
    const title = el("h2", {});
    const facts = el("dl", { class: "facts" });
    const text = el("div", {});
    const views = ["source", "parent", "seed"].map(
      (view) => el("button", { type: "button", "data-view": view, click: () => go({ view }) }, NAMES2[view])
    );
    const element = el(
      "section",
      { class: "program" },
      el("header", {}, title, el("div", { class: "choices", role: "group", "aria-label": "Show" }, ...views)),
      facts,
      text
    );
    let shown = "";
    const update = (state) => {
      const selected = selectedIn(evolution, state);
      const now = `${selected?.id} ${state.view}`;
      if (shown === now) return;
      shown = now;
      for (const button of views)
        button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
      put(title, selected === null ? "Program" : `Program ${selected.id}`);
      facts.replaceChildren(...selected === null ? [] : factsOf(selected, evolution));
      text.replaceChildren(...selected === null ? [] : [textOf(selected, state.view, evolution)]);
    };
    return { element, update };
  }
  var NAMES2 = { source: "source", parent: "change to its parent", seed: "change to the seed" };
  function textOf(program, view, evolution) {
    const source = evolution.source(program);
    if (view === "source") return sourceOf(source);
    const other = view === "seed" ? evolution.lineage(program).at(-1) : evolution.find(program.parents[0] ?? "");
    if (!other || other === program) return el("p", { class: "told" }, "It is where its lineage begins.");
    return diffOf(evolution.source(other), source);
  }
  function factsOf(program, { page }) {
    const { kind, message, operator, model, note, parents, at, features, metrics, island } = program;
    const rows = [
      [page.objective.name, program.score === null ? `failed: ${kind}` : score(program.score)],
      ...message === "" ? [] : [["message", message.slice(0, 2e3)]],
      ["made by", model === null ? operator : `${operator} with ${model}`],
      ...note === "" ? [] : [["note", note.slice(0, 2e3)]],
      ...parents.length === 0 ? [] : [["parents", ...parents.flatMap((id) => [programLink(id), " "])]],
      ["place", at === 0 ? "brought in at the start" : `evaluation ${count(at)}, island ${island}`],
      ...Object.entries(features).map(([name, value]) => [`feature ${name}`, score(value)]),
      ...Object.entries(metrics).map(([name, value]) => [`metric ${name}`, score(value)])
    ];
    return rows.map(([name, ...value]) => el("div", {}, el("dt", {}, name), el("dd", {}, ...value)));
  }

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
  function operators({ part, page }) {
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
        `gain, ${page.objective.name}`,
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
  function lessons({ part }) {
    if (part.lessons.length === 0) return null;
    const rows = part.lessons.toSorted((a, b) => b.value - a.value).slice(0, MOST_ROWS).map(({ level, text, value, recalled, improved }) => [
      el("span", { class: "message" }, text.slice(0, 600)),
      ...[level, value.toFixed(2), count(recalled), count(improved)]
    ]);
    return table(["lesson", "level", "value", "recalled", "improved"], rows);
  }
  var MOST_ROWS = 30;
  function table(names, rows) {
    const isNumeric = names.map(
      (_, column) => rows.every((row) => typeof row[column] === "string" && NUMERIC.test(row[column]))
    );
    const classOf = (column) => isNumeric[column] ? "number" : null;
    const head = names.map((name, i) => el("th", { scope: "col", class: classOf(i) }, name));
    const body = rows.map(
      (row) => el("tr", {}, ...row.map((cell, i) => el("td", { class: classOf(i) }, cell)))
    );
    return el(
      "div",
      { class: "scroll", tabindex: 0 },
      el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body))
    );
  }
  var NUMERIC = /^[<–±+−$\d-][^a-z]*(?:e[+-]\d+)?(?:ms|s|min.*|h.*)?$/;

  // src/report/html/page/main.ts
  async function main() {
    const host = document.getElementById("report");
    const data = await unpack(document.getElementById("data")?.textContent ?? "");
    document.title = printable(`${data.run.slice(0, 200)} \xB7 Galapagos`);
    let state = readState(location.hash);
    let views = [];
    const show = () => {
      for (const view of views) view.update(state);
    };
    const go = (change2) => {
      const next2 = { ...state, ...change2 };
      if (next2.part !== state.part) location.hash = hashOf({ ...next2, program: null });
      else location.hash = hashOf(next2);
    };
    const draw = () => {
      views = viewsOf(data, state.part, go);
      put(host, headingOf(data, state.part, go), ...views.map(({ element }) => element));
      show();
    };
    window.addEventListener("hashchange", () => {
      const before = state;
      state = readState(location.hash);
      if (before.part === state.part) show();
      else draw();
    });
    draw();
    host.setAttribute("data-ready", "");
  }
  async function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }
  function viewsOf(data, part, go) {
    const evolution = evolutionOf(data, part);
    const [head, climb, map] = [createHead(evolution), createClimb(evolution, go), createMap(evolution, go)];
    const [lineage, program] = [createLineage(evolution), createProgram(evolution, go)];
    return [head, pair("upper", climb, map), pair("lower", lineage, program), createTables(evolution)];
  }
  function pair(name, left, right) {
    const element = el("div", { class: `pair ${name}` }, left.element, right.element);
    const update = (state) => {
      left.update(state);
      right.update(state);
    };
    return { element, update };
  }
  function headingOf(data, part, go) {
    const shown = data.parts[part ?? -1] ?? data.parts.at(-1);
    const rounds = data.parts.map(
      ({ name }, i) => el("option", { value: i, selected: data.parts[i] === shown }, name)
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
  main();
})();
