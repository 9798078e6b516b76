/**
 * Ways of writing something in JavaScript that often cost more than what stands beside them. `$x` stands for any expression, as a
 * statement of its own for any statement, and `@x` for a name that is not in use.
 */
export const IDIOMS: readonly (readonly [slow: string, fast: string])[] = [
  ['$x.split("")[$i]', "$x[$i]"],
  ["[...$x][$i]", "$x[$i]"],
  ["$x.indexOf($y) !== -1", "$x.includes($y)"],
  ["$x.indexOf($y) >= 0", "$x.includes($y)"],
  ["$x.indexOf($y) === -1", "!$x.includes($y)"],
  ["$x.filter($f).length > 0", "$x.some($f)"],
  ["$x.filter($f).length === 0", "!$x.some($f)"],
  ["$x.filter($f)[0]", "$x.find($f)"],
  ["Object.keys($x).includes($y)", "Object.hasOwn($x, $y)"],
  ["Math.pow($x, 2)", "$x * $x"],
  ["$x ** 2", "$x * $x"],
  ["new Array($n).fill(0)", "new Float64Array($n)"],
  ["Array($n).fill(0)", "new Float64Array($n)"],
  ["Array.from({ length: $n }, () => 0)", "new Float64Array($n)"],
  ["$x = [...$x, $y];", "$x.push($y);"],
  ["$x = $x.concat([$y]);", "$x.push($y);"],
  ["$x = [...$x, ...$y];", "for (const @one of $y) $x.push(@one);"],
  ["$x = $x.concat($y);", "for (const @one of $y) $x.push(@one);"],
  ["$x = { ...$x, [$k]: $y };", "$x[$k] = $y;"],
  ["for (const $v of $x) $s;", "for (let @i = 0; @i < $x.length; @i++) { const $v = $x[@i]; $s }"],
  [
    "for (const [$i, $v] of $x.entries()) $s;",
    "for (let $i = 0; $i < $x.length; $i++) { const $v = $x[$i]; $s }",
  ],
  ["for (const $i in $x) $s;", "for (const $i of Object.keys($x)) $s"],
];
