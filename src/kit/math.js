// Made by npm run generate. With Alea of seedrandom 3.0.5, Copyright 2019 David Bau, MIT licence,
// a port of an algorithm by Johannes Baagøe <baagoe@baagoe.com>, 2010:
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
// files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
// modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
// Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice
// shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY
// OF ANY KIND.
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/seedrandom/lib/alea.js
var require_alea = __commonJS({
  "node_modules/seedrandom/lib/alea.js"(exports, module) {
    (function(global, module2, define2) {
      function Alea(seed) {
        var me = this, mash = Mash();
        me.next = function() {
          var t = 2091639 * me.s0 + me.c * 23283064365386963e-26;
          me.s0 = me.s1;
          me.s1 = me.s2;
          return me.s2 = t - (me.c = t | 0);
        };
        me.c = 1;
        me.s0 = mash(" ");
        me.s1 = mash(" ");
        me.s2 = mash(" ");
        me.s0 -= mash(seed);
        if (me.s0 < 0) {
          me.s0 += 1;
        }
        me.s1 -= mash(seed);
        if (me.s1 < 0) {
          me.s1 += 1;
        }
        me.s2 -= mash(seed);
        if (me.s2 < 0) {
          me.s2 += 1;
        }
        mash = null;
      }
      function copy(f, t) {
        t.c = f.c;
        t.s0 = f.s0;
        t.s1 = f.s1;
        t.s2 = f.s2;
        return t;
      }
      function impl(seed, opts) {
        var xg = new Alea(seed), state = opts && opts.state, prng = xg.next;
        prng.int32 = function() {
          return xg.next() * 4294967296 | 0;
        };
        prng.double = function() {
          return prng() + (prng() * 2097152 | 0) * 11102230246251565e-32;
        };
        prng.quick = prng;
        if (state) {
          if (typeof state == "object") copy(state, xg);
          prng.state = function() {
            return copy(xg, {});
          };
        }
        return prng;
      }
      function Mash() {
        var n = 4022871197;
        var mash = function(data) {
          data = String(data);
          for (var i = 0; i < data.length; i++) {
            n += data.charCodeAt(i);
            var h = 0.02519603282416938 * n;
            n = h >>> 0;
            h -= n;
            h *= n;
            n = h >>> 0;
            h -= n;
            n += h * 4294967296;
          }
          return (n >>> 0) * 23283064365386963e-26;
        };
        return mash;
      }
      if (module2 && module2.exports) {
        module2.exports = impl;
      } else if (define2 && define2.amd) {
        define2(function() {
          return impl;
        });
      } else {
        this.alea = impl;
      }
    })(
      exports,
      typeof module == "object" && module,
      // present in node.js
      typeof define == "function" && define
      // present with an AMD loader
    );
  }
});

// src/kit/math/eigen-symmetric.ts
function eigenSymmetric(A) {
  const n = A.length;
  const a = A.map((_, i) => A.map((_2, j) => A[Math.min(i, j)]?.[Math.max(i, j)]));
  const vectors = a.map((_, i) => a.map((_2, j) => i === j ? 1 : 0));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotated = rotate(a, vectors, p, q) || rotated;
    if (!rotated) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i]?.[i] - a[j]?.[j] || i - j);
  return {
    values: order.map((i) => a[i]?.[i]),
    vectors: order.map((i) => vectors[i])
  };
}
var MOST_SWEEPS = 60;
function rotate(a, vectors, p, q) {
  const [rowP, rowQ] = [a[p], a[q]];
  const [app, aqq, apq] = [rowP[p], rowQ[q], rowP[q]];
  if (Math.abs(apq) <= Number.EPSILON * Math.sqrt(Math.abs(app * aqq)) || apq === 0) return false;
  const theta = (aqq - app) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p], row[q]];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  turn(rowP, rowQ, c, s);
  turn(vectors[p], vectors[q], c, s);
  return true;
}
function turn(first, second, c, s) {
  for (let k = 0; k < first.length; k++) {
    const [x, y] = [first[k], second[k]];
    first[k] = c * x - s * y;
    second[k] = s * x + c * y;
  }
}

// src/kit/math/lbfgs.ts
function lbfgs(f, start, options = {}) {
  const { iterations = 200, memory = 10, tolerance = 1e-10 } = options;
  const meter = { evaluations: 0 };
  const at = (x) => pointAt(f, x, meter);
  let here = at([...start]);
  const steps = [];
  for (let k = 0; k < iterations; k++) {
    if (!here.gradient.some((g) => Math.abs(g) > tolerance)) break;
    const direction = descent(here.gradient, steps);
    const next = search(here, direction, steps.length === 0, at);
    if (next === null) {
      if (steps.length === 0) break;
      steps.splice(0);
      continue;
    }
    const s = next.x.map((v, j) => v - here.x[j]);
    const y = next.gradient.map((g, j) => g - here.gradient[j]);
    const curvature = dot(s, y);
    if (curvature > 1e-300) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > memory) steps.shift();
    here = next;
  }
  return { x: here.x, value: here.value, evaluations: meter.evaluations };
}
function pointAt(f, x, meter) {
  meter.evaluations++;
  const given = f([...x]);
  if (typeof given !== "number") return { x, value: given[0], gradient: given[1] };
  const gradient = x.map((v, j) => {
    const h = 6e-6 * Math.max(1, Math.abs(v));
    const off = (t) => {
      meter.evaluations++;
      return f(x.map((w, k) => k === j ? w + t : w));
    };
    return (off(h) - off(-h)) / (2 * h);
  });
  return { x, value: given, gradient };
}
function descent(gradient, steps) {
  const q = gradient.map((g) => -g);
  const shares = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const { s, y, rho } = steps[i];
    const share = rho * dot(s, q);
    shares[i] = share;
    for (let j = 0; j < q.length; j++) q[j] = q[j] - share * y[j];
  }
  const last = steps.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let j = 0; j < q.length; j++) q[j] = q[j] * scale;
  }
  for (const [i, { s, y, rho }] of steps.entries()) {
    const back = shares[i] - rho * dot(y, q);
    for (let j = 0; j < q.length; j++) q[j] = q[j] + back * s[j];
  }
  return q;
}
function search(from, direction, isFirst, at) {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let t = isFirst ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
  let best = null;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const there = at(from.x.map((v, j) => v + t * direction[j]));
    if (!(there.value <= from.value + 1e-4 * t * slope)) high = t;
    else {
      best = there;
      if (dot(there.gradient, direction) >= 0.9 * slope) return there;
      low = t;
    }
    t = high === Number.POSITIVE_INFINITY ? 2 * t : (low + high) / 2;
  }
  return best !== null && best.value < from.value ? best : null;
}
var MOST_TRIES = 40;
function dot(a, b) {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

// src/kit/math/solve.ts
function solve(A, b) {
  const n = b.length;
  const rows = A.map((row, i) => [...row, b[i]]);
  const scale = rows.reduce((most, row) => row.reduce((max, v) => Math.max(max, Math.abs(v)), most), 0);
  for (let k = 0; k < n; k++) {
    const pivot = largestBelow(rows, k);
    const row = rows[pivot];
    rows[pivot] = rows[k];
    rows[k] = row;
    const head = row[k];
    if (!(Math.abs(head) > scale * TINY)) return null;
    for (let i = k + 1; i < n; i++) {
      const below = rows[i];
      const factor = below[k] / head;
      if (factor === 0) continue;
      for (let j = k + 1; j <= n; j++) below[j] = below[j] - factor * row[j];
    }
  }
  return backSubstitute(rows, n);
}
var TINY = 1e-15;
function largestBelow(rows, k) {
  let best = k;
  for (let i = k + 1; i < rows.length; i++)
    if (Math.abs(rows[i]?.[k]) > Math.abs(rows[best]?.[k])) best = i;
  return best;
}
function backSubstitute(rows, n, rhs = n) {
  const x = new Array(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i];
    let sum = row[rhs];
    for (let j = i + 1; j < n; j++) sum -= row[j] * x[j];
    x[i] = sum / row[i];
  }
  return x;
}

// src/kit/math/least-squares.ts
function leastSquares(A, b) {
  const [m, n] = [A.length, A[0]?.length ?? 0];
  const rows = A.map((row, i) => [...row, b[i]]);
  const order = Array.from({ length: n }, (_, j) => j);
  const first = Math.max(0, ...order.map((j) => normOf(rows, j, 0)));
  let rank = 0;
  for (; rank < Math.min(m, n); rank++) {
    const column = largestColumn(rows, n, rank);
    if (!(normOf(rows, column, rank) > first * TINY2)) break;
    exchange(rows, order, rank, column);
    reflect(rows, rank);
  }
  const found = backSubstitute(rows, rank, n);
  const x = new Array(n).fill(0);
  for (let j = 0; j < rank; j++) x[order[j]] = found[j];
  return x;
}
var TINY2 = 1e-13;
function normOf(rows, column, from) {
  let sum = 0;
  for (let i = from; i < rows.length; i++) sum += rows[i]?.[column] ** 2;
  return Math.sqrt(sum);
}
function largestColumn(rows, n, from) {
  let best = from;
  let most = -1;
  for (let j = from; j < n; j++) {
    const norm = normOf(rows, j, from);
    if (norm > most) [best, most] = [j, norm];
  }
  return best;
}
function exchange(rows, order, a, b) {
  if (a === b) return;
  for (const row of rows) [row[a], row[b]] = [row[b], row[a]];
  [order[a], order[b]] = [order[b], order[a]];
}
function reflect(rows, k) {
  const head = rows[k]?.[k];
  const norm = normOf(rows, k, k);
  const mirror = rows.slice(k).map((row) => row[k]);
  mirror[0] = head + (head < 0 ? -norm : norm);
  const square = mirror.reduce((sum, v) => sum + v * v, 0);
  if (square === 0) return;
  const width = rows[k]?.length ?? 0;
  for (let j = k; j < width; j++) {
    let dot2 = 0;
    for (let i = 0; i < mirror.length; i++) dot2 += mirror[i] * rows[k + i]?.[j];
    const factor = 2 * dot2 / square;
    for (let i = 0; i < mirror.length; i++) {
      const row = rows[k + i];
      row[j] = row[j] - factor * mirror[i];
    }
  }
}

// src/kit/math/dictionary.ts
var Dictionary = class {
  /** The variable of each row. */
  basis;
  /** The variable of each column. */
  columns;
  /** The value of each variable. */
  values;
  table;
  lower;
  upper;
  costs = [];
  constructor(rows, right, lower, upper) {
    const n = lower.length - rows.length;
    this.lower = lower;
    this.upper = upper;
    this.columns = Array.from({ length: n }, (_, j) => j);
    this.basis = rows.map((_, i) => n + i);
    this.table = rows.map((row) => [...row]);
    this.values = this.columns.map((j) => restOf(lower[j], upper[j]));
    for (const [i, row] of rows.entries())
      this.values.push(
        right[i] - row.reduce((sum, v, j) => sum + v * this.values[j], 0)
      );
  }
  /** Moves to a corner that breaks no bound, then to one where c·x is least. */
  reach(c) {
    if (this.lower.some((low, v) => low > this.upper[v])) return "infeasible";
    this.costs = [...c];
    let flat = 0;
    for (let turns = 100 * (this.basis.length + this.columns.length + 1); turns > 0; turns--) {
      const broken = this.brokenBounds();
      const costs = broken === null ? this.costs : this.slopes(broken);
      const column = this.entering(costs, flat > FLAT_STEPS);
      if (column < 0) return broken === null ? "optimal" : "infeasible";
      const upwards = costs[column] < 0;
      const { length, row } = this.blocked(column, upwards ? 1 : -1, flat > FLAT_STEPS);
      if (length === Number.POSITIVE_INFINITY) return "unbounded";
      this.move(column, upwards ? length : -length, row);
      flat = length > NEAR ? 0 : flat + 1;
    }
    return "stopped";
  }
  /** For each row whether its variable is above (1), below (−1) or within (0) its bounds; `null` where all are within. */
  brokenBounds() {
    let isBroken = false;
    const sides = this.basis.map((variable) => {
      const value = this.values[variable];
      const slack = NEAR * Math.max(1, Math.abs(value));
      const side = value > this.upper[variable] + slack ? 1 : value < this.lower[variable] - slack ? -1 : 0;
      if (side !== 0) isBroken = true;
      return side;
    });
    return isBroken ? sides : null;
  }
  /** How the sum of what is broken changes with each column. */
  slopes(broken) {
    const slopes = this.columns.map(() => 0);
    for (const [i, side] of broken.entries()) {
      if (side === 0) continue;
      const row = this.table[i];
      for (let j = 0; j < slopes.length; j++) slopes[j] = slopes[j] - side * row[j];
    }
    return slopes;
  }
  /** The column that gains most by leaving its bound, or the first that gains; −1 where none does. */
  entering(costs, takesFirst) {
    let best = -1;
    let most = EPSILON;
    for (const [j, variable] of this.columns.entries()) {
      const [low, high] = [this.lower[variable], this.upper[variable]];
      if (low === high) continue;
      const cost = costs[j];
      const value = this.values[variable];
      const isOpen = cost < 0 ? value < high : value > low;
      if (!isOpen || !(Math.abs(cost) > most)) continue;
      if (takesFirst && best >= 0 && variable > this.columns[best]) continue;
      best = j;
      if (!takesFirst) most = Math.abs(cost);
    }
    return best;
  }
  /** How far a column can move, and the row that stops it; −1 for the column's own other bound. */
  blocked(column, sign, takesFirst) {
    const variable = this.columns[column];
    let length = this.upper[variable] - this.lower[variable];
    let row = -1;
    let pivot = 0;
    for (const [i, basic] of this.basis.entries()) {
      const entry = this.table[i]?.[column];
      if (Math.abs(entry) < PIVOT) continue;
      const room = this.roomOf(basic, -entry * sign) / Math.abs(entry);
      if (room > length + NEAR || row < 0 && room >= length) continue;
      const isAhead = takesFirst && row >= 0 ? basic < this.basis[row] : Math.abs(entry) > pivot;
      if (room < length - NEAR || row < 0 || isAhead) [row, pivot] = [i, Math.abs(entry)];
      length = Math.min(length, room);
    }
    return { length: Math.max(0, length), row };
  }
  /** How far a basic variable may go in a direction before a bound that it kept breaks, or one that it broke is met. */
  roomOf(variable, direction) {
    const value = this.values[variable];
    const [low, high] = [this.lower[variable], this.upper[variable]];
    const slack = NEAR * Math.max(1, Math.abs(value));
    if (direction > 0) {
      if (value < low - slack) return low - value;
      return value > high + slack ? Number.POSITIVE_INFINITY : Math.max(0, high - value);
    }
    if (value > high + slack) return value - high;
    return value < low - slack ? Number.POSITIVE_INFINITY : Math.max(0, value - low);
  }
  /** Moves a column by a length; it changes places with the row that stops it, if one does. */
  move(column, by, row) {
    const { values, table } = this;
    const variable = this.columns[column];
    for (const [i, basic] of this.basis.entries())
      values[basic] = values[basic] - table[i]?.[column] * by;
    values[variable] = values[variable] + by;
    if (row < 0) {
      values[variable] = by > 0 ? this.upper[variable] : this.lower[variable];
      return;
    }
    const leaving = this.basis[row];
    values[leaving] = nearer(
      values[leaving],
      this.lower[leaving],
      this.upper[leaving]
    );
    this.pivot(row, column);
    this.basis[row] = variable;
    this.columns[column] = leaving;
  }
  pivot(row, column) {
    const pivotRow = this.table[row];
    const pivot = pivotRow[column];
    for (let j = 0; j < pivotRow.length; j++) pivotRow[j] = pivotRow[j] / pivot;
    pivotRow[column] = 1 / pivot;
    for (const [i, other] of [...this.table.entries(), [-1, this.costs]]) {
      if (i === row) continue;
      const factor = other[column];
      if (factor === 0) continue;
      for (let j = 0; j < other.length; j++)
        other[j] = other[j] - factor * pivotRow[j];
      other[column] = -factor / pivot;
    }
  }
};
function restOf(low, high) {
  if (Number.isFinite(low)) return low;
  return Number.isFinite(high) ? high : 0;
}
function nearer(value, low, high) {
  return Math.abs(value - low) <= Math.abs(value - high) ? low : high;
}
var NEAR = 1e-12;
var EPSILON = 1e-9;
var PIVOT = 1e-9;
var FLAT_STEPS = 60;

// src/kit/math/linear-program.ts
function linearProgram(program) {
  const { c, A = [], b = [], Aeq = [], beq = [], lower = 0, upper = Number.POSITIVE_INFINITY } = program;
  const n = c.length;
  const each = (bound) => Array.from({ length: n }, (_, j) => typeof bound === "number" ? bound : bound[j]);
  const rows = [...A, ...Aeq];
  const right = [...b, ...beq];
  const table = new Dictionary(
    rows,
    right,
    [...each(lower), ...rows.map(() => 0)],
    [...each(upper), ...A.map(() => Number.POSITIVE_INFINITY), ...Aeq.map(() => 0)]
  );
  const status = table.reach(c);
  if (status === "optimal") sharpen(table, rows, right);
  const x = table.values.slice(0, n);
  return { status, x, value: x.reduce((sum, v, j) => sum + v * c[j], 0) };
}
function sharpen({ basis, columns, values }, rows, right) {
  const n = columns.length;
  const inside = basis.filter((variable) => variable < n);
  const tight = columns.filter((variable) => variable >= n).map((variable) => variable - n);
  const isInside = new Set(inside);
  const matrix = tight.map((i) => inside.map((j) => rows[i]?.[j]));
  const rest = tight.map((i) => {
    let sum = right[i] - values[n + i];
    for (let j = 0; j < n; j++) if (!isInside.has(j)) sum -= rows[i]?.[j] * values[j];
    return sum;
  });
  const exact = solve(matrix, rest);
  if (exact === null) return;
  const off = Math.max(0, ...inside.map((j, k) => Math.abs(exact[k] - values[j])));
  if (off > 1e-6 * Math.max(1, ...exact.map(Math.abs))) return;
  for (const [k, j] of inside.entries()) values[j] = exact[k];
}

// src/kit/math/nelder-mead.ts
function nelderMead(f, start, options = {}) {
  const n = start.length;
  const { size = 0.1, evaluations: most = 200 * n, tolerance = 1e-12 } = options;
  let evaluations = 0;
  const at = (x2) => {
    evaluations++;
    const value2 = f([...x2]);
    return { x: x2, value: Number.isNaN(value2) ? Number.POSITIVE_INFINITY : value2 };
  };
  const edge = (j) => typeof size === "number" ? size : size[j] ?? 0.1;
  const simplex = [at([...start])];
  for (let j = 0; j < n; j++) simplex.push(at(start.map((v, k) => k === j ? v + edge(j) : v)));
  simplex.sort(byValue);
  while (evaluations < most && n > 0) {
    const [best, worst] = [simplex[0], simplex[n]];
    if (worst.value - best.value <= tolerance) break;
    const next = step(simplex, at);
    if (next !== null) simplex[n] = next;
    else shrink(simplex, at);
    simplex.sort(byValue);
  }
  const [{ x, value }] = simplex;
  return { x, value, evaluations };
}
var byValue = (a, b) => a.value - b.value || 0;
function step(simplex, at) {
  const n = simplex.length - 1;
  const [best, second, worst] = [simplex[0], simplex[n - 1], simplex[n]];
  const centre = best.x.map(
    (_, j) => simplex.slice(0, n).reduce((sum, v) => sum + v.x[j], 0) / n
  );
  const along = (t) => at(centre.map((c, j) => c + t * (c - worst.x[j])));
  const reflected = along(1);
  if (reflected.value < best.value) {
    const expanded = along(1 + 2 / n);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const inside = 0.75 - 1 / (2 * n);
  const contracted = along(reflected.value < worst.value ? inside : -inside);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}
function shrink(simplex, at) {
  const n = simplex.length - 1;
  const [best] = simplex;
  const kept = n === 1 ? 0.5 : 1 - 1 / n;
  for (let i = 1; i <= n; i++) {
    const { x } = simplex[i];
    simplex[i] = at(best.x.map((b, j) => b + kept * (x[j] - b)));
  }
}

// src/kit/math/random.ts
var import_alea = __toESM(require_alea(), 1);
function random(seed = 1) {
  const next = (0, import_alea.default)(`galapagos/${seed}`);
  return {
    next: () => next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    int: (n) => Math.floor(next() * n)
  };
}
export {
  eigenSymmetric,
  lbfgs,
  leastSquares,
  linearProgram,
  nelderMead,
  random,
  solve
};
