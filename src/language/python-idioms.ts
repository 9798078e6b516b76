import type { Idiom } from "../program/index.ts";

/** Ways of writing something in Python that cost more than others. */
export const PYTHON_IDIOMS: readonly Idiom[] = [
  // copies and whole lists where a part is wanted
  ["$x[:]", "$x"],
  ["$x[:$$n][-1]", "$x[$$n - 1]"],
  ["$x[$$n:][0]", "$x[$$n]"],
  ["sorted($$x)[0]", "min($$x)"],
  ["sorted($$x)[-1]", "max($$x)"],
  ["any([$$e for $$$t in $$$s])", "any($$e for $$$t in $$$s)"],
  ["all([$$e for $$$t in $$$s])", "all($$e for $$$t in $$$s)"],
  ["[$t for $t in $$s]", "list($$s)"],
  ["[$$e for $t in range($$n)]", "[$$e] * ($$n)"],
  // arithmetic
  ["$x ** 2", "($x * $x)"],
  ["math.sqrt($$x)", "($$x) ** 0.5"],
  ["min($$x, $$y)", "($$x if $$x < $$y else $$y)"],
  ["max($$x, $$y)", "($$x if $$x > $$y else $$y)"],
  ["$x = min($$a, $$b)\n", "@least = $$a\n@other = $$b\n$x = @least if @least < @other else @other\n"],
  ["$x = max($$a, $$b)\n", "@most = $$a\n@other = $$b\n$x = @most if @most > @other else @other\n"],
  [
    "$x = min($$a, $$b, $$c)\n",
    "@least = $$a\n@other = $$b\nif @other < @least:\n    @least = @other\n@other = $$c\nif @other < @least:\n    @least = @other\n$x = @least\n",
  ],
  [
    "$x = max($$a, $$b, $$c)\n",
    "@most = $$a\n@other = $$b\nif @other > @most:\n    @most = @other\n@other = $$c\nif @other > @most:\n    @most = @other\n$x = @most\n",
  ],
  ["if $$c:\n    $x = $$a\nelse:\n    $x = $$b\n", "$x = $$a if $$c else $$b\n"],
  // what grows
  ["$x = $x + $$e\n", "$x += $$e\n"],
  ["$x = $x + [$$e]\n", "$x.append($$e)\n"],
  ["$x += [$$e]\n", "$x.append($$e)\n"],
  ["$x = []\n$x += $$e\n", "$x = $$e\n"],
  ["$x = 0\n$x += $$e\n", "$x = $$e\n"],
  ['$x = ""\n$x += $$e\n', "$x = $$e\n"],
  // loops that the interpreter's own are faster than
  ["for $$$t in $$$s:\n    $x.append($$e)\n", "$x += [$$e for $$$t in $$$s]\n"],
  ["for $$$t in $$$s:\n    if $$c:\n        $x.append($$e)\n", "$x += [$$e for $$$t in $$$s if $$c]\n"],
  ["for $$$t in $$$s:\n    $x += $$e\n", "$x += sum([$$e for $$$t in $$$s])\n"],
  ["for $$$t in $$$s:\n    $x += $$e\n", '$x += "".join([$$e for $$$t in $$$s])\n'],
  ["for $$$t in $$$s:\n    if $$c:\n        $x += $$e\n", "$x += sum([$$e for $$$t in $$$s if $$c])\n"],
  ["for $$$t in $$$s:\n    if $$c:\n        $x += $$e\n", '$x += "".join([$$e for $$$t in $$$s if $$c])\n'],
  ["sum([$t for $t in $$s])", "sum($$s)"],
  ['"".join([$t for $t in $$s])', '"".join($$s)'],
];
