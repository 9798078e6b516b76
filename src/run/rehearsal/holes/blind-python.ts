import type { Tongue } from "./blind-answers.ts";
import { FORESIGHT_IN_PYTHON } from "./foresight.ts";

/** Blind policies in Python. */
export const blindPython: Tongue = {
  blindPolicy: (entryPoint, answer) => `${ANSWERS}

def ${entryPoint}(*setup):
    class Blind:
        def __init__(self):
            self._turns = {}

        def __getattr__(self, name):
            def method(*args):
                turn = self._turns.get(name, 0)
                self._turns[name] = turn + 1
                it = _GalapagosAnswers(setup, args, turn)
                return ${answer}
            return method
    return Blind()
`,
  changedPolicy: (source, entryPoint, change) => `${source}
${CHANGES_IN_PYTHON}

def ${entryPoint}(*setup, _galapagos_made=${entryPoint}):
    policy = _galapagos_made(*setup)

    class Changed:
        def __getattr__(self, name):
            method = getattr(policy, name)
            return lambda *args: _galapagos_${change}(method(*args))
    return Changed()
`,
  foreseeingPolicy: (source, entryPoint) => `${source}
${FORESIGHT_IN_PYTHON}

def ${entryPoint}(*setup, _galapagos_made=${entryPoint}):
    policy = _galapagos_made(*setup)
    look = _galapagos_foresight(setup)

    class Foreseeing:
        def __getattr__(self, name):
            method = getattr(policy, name)

            def looked(*args):
                look(name, args)
                return method(*args)
            return looked
    return Foreseeing()
`,
  steadyPolicy: (source) => `${STEADY}${source}`,
};

const STEADY = `import os as _galapagos_os, random as _galapagos_random
_galapagos_os.environ["GALAPAGOS_SEED"] = "1"
_galapagos_random.seed(1)
try:
    import numpy as _galapagos_numpy
    _galapagos_numpy.random.seed(1)
except ImportError:
    pass
`;

/** A module of which every name is a function that answers blindly. */
export const blindModule = (answer: string): string => `${ANSWERS}

def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def function(*args, **named):
        it = _GalapagosAnswers((), args + tuple(named.values()), 0)
        return ${answer}
    return function
`;

/** A module whose own functions have their answers changed where they are called from outside. */
export const changedModule = (source: string, change: string): string => `${source}
${CHANGES_IN_PYTHON}

def _galapagos_change_all():
    import functools
    import sys
    import types
    own = globals()

    def changed(function):
        @functools.wraps(function)
        def outer(*args, **named):
            answer = function(*args, **named)
            is_outside = sys._getframe(1).f_globals is not own
            return _galapagos_${change}(answer) if is_outside else answer
        return outer
    for name, value in list(own.items()):
        if isinstance(value, types.FunctionType) and value.__module__ == __name__ and not name.startswith("_galapagos"):
            own[name] = changed(value)


_galapagos_change_all()
`;

const ANSWERS = `
import json as _galapagos_json


def _galapagos_parts(whole):
    found, opened = [], [whole]
    for _ in range(4):
        inner = []
        for value in opened:
            if isinstance(value, dict):
                inner += list(value.values())[:8]
            elif isinstance(value, (list, tuple)):
                inner += list(value)[:8]
        found += inner
        opened = inner
    return found


class _GalapagosAnswers:
    def __init__(self, setup, args, turn):
        self._setup, self._args, self._turn = setup, args, turn

    def constant(self, text):
        return _galapagos_json.loads(text)

    def asked(self, k):
        parts = _galapagos_parts(self._args)
        return parts[k] if k < len(parts) else None

    def given(self, k):
        return _galapagos_parts(self._setup)[k]

    def series(self, k):
        return self._element(k, self._turn)

    def looked_up(self, k):
        name = self._args[0] if self._args else None
        found = self._element(k, name)
        return self._element(k, str(name)) if found is None else found

    def _element(self, k, name):
        try:
            return self.given(k)[name]
        except (TypeError, KeyError, IndexError):
            if k >= len(_galapagos_parts(self._setup)):
                raise
            return None
`;

/** Arrays of NumPy count as lists of numbers. */
const CHANGES_IN_PYTHON = `

def _galapagos_leaves(value, change):
    if isinstance(value, dict):
        return {key: _galapagos_leaves(part, change) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_galapagos_leaves(part, change) for part in value]) if type(value) in (list, tuple) else value
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        made = _galapagos_leaves(value.tolist(), change)
        try:
            import numpy
            return numpy.array(made)
        except ValueError:
            return made
    return change(value)


def _galapagos_numbers(answer, change):
    is_number = lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)
    return _galapagos_leaves(answer, lambda value: change(value) if is_number(value) else value)


def _galapagos_lists(answer, change):
    return change(answer) if isinstance(answer, (list, tuple)) else answer


def _galapagos_huge(answer):
    return _galapagos_numbers(answer, lambda value: value * 1e9)


def _galapagos_negative(answer):
    return _galapagos_numbers(answer, lambda value: -value)


def _galapagos_zero(answer):
    return _galapagos_numbers(answer, lambda value: 0)


def _galapagos_huge_at(place):
    def changed(answer):
        count = [0]

        def counted(value):
            count[0] += 1
            return value
        _galapagos_numbers(answer, counted)
        at, target = [-1], place + count[0] if place < 0 else place

        def one(value):
            at[0] += 1
            return value * 1e9 if at[0] == target else value
        return _galapagos_numbers(answer, one)
    return changed


def _galapagos_claimed(answer):
    def is_list(value):
        return isinstance(value, (list, tuple, dict)) or hasattr(value, "dtype")

    parts = list(answer.values()) if isinstance(answer, dict) else answer if isinstance(answer, (list, tuple)) else []
    if all(map(is_list, parts)) or not any(map(is_list, parts)):
        raise TypeError("nothing is claimed")
    if isinstance(answer, dict):
        return {key: None if is_list(part) else part for key, part in answer.items()}
    return type(answer)(None if is_list(part) else part for part in answer)


def _galapagos_worded(answer):
    return _galapagos_numbers(answer, lambda value: "x")


def _galapagos_emptied(answer):
    return _galapagos_numbers(answer, lambda value: None)


def _galapagos_padded(answer):
    return _galapagos_leaves(answer, lambda value: value + "x" * 2000 if isinstance(value, str) else value)


def _galapagos_shorter(answer):
    return _galapagos_lists(answer, lambda values: values[:-1])


def _galapagos_single(answer):
    return _galapagos_lists(answer, lambda values: values[:1])


def _galapagos_twice(answer):
    return _galapagos_lists(answer, lambda values: values * 2)


def _galapagos_often(answer):
    return _galapagos_lists(answer, lambda values: values * 8)
`;
