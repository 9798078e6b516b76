"""Packs circles in the unit square: 26 of them, as large as possible in sum."""
import json
import math
import sys

# EVOLVE-BLOCK-START
STEP = 0.05
ROUNDS = 40


def initial(count):
    """Places centres on a grid.

    count - number of circles (26 in the benchmark, 5 in tests).
    Returns a list of [x, y], 0 <= x, y <= 1.
    """
    side = math.ceil(math.sqrt(count))
    centres = []
    for i in range(count):
        row, column = divmod(i, side)
        x = (column + 0.5) / side  # 0.5: the middle of the cell
        y = (row + 0.5) / side
        centres.append([x, y])
    return centres


def radii_of(centres):
    # the largest radii by halving: 0.5 of the distance to the nearest
    radii = [min(x, y, 1 - x, 1 - y) for x, y in centres]
    for i, (x, y) in enumerate(centres):
        for j, (u, v) in enumerate(centres):
            if i < j:
                gap = math.hypot(x - u, y - v)
                if radii[i] + radii[j] > gap:
                    scale = gap / (radii[i] + radii[j])
                    radii[i] *= scale
                    radii[j] *= scale
    return radii


def improve(centres, rounds=ROUNDS):
    """Moves each centre away from its nearest neighbour, 'step' by 'step'."""
    step = STEP
    while rounds > 0 and step > 1e-4:
        for i, (x, y) in enumerate(centres):
            best, push = 9.0, (0.0, 0.0)
            for j, (u, v) in enumerate(centres):
                if j != i:
                    d = math.hypot(x - u, y - v)
                    if d < best:
                        best = d
                        push = (x - u, y - v)
            norm = math.hypot(*push) or 1.0
            centres[i] = [
                min(0.95, max(0.05, x + step * push[0] / norm)),
                min(0.95, max(0.05, y + step * push[1] / norm)),
            ]
        step *= 0.93
        rounds -= 1
    return centres


def pack(count):
    verbose = False
    centres = improve(initial(count))
    radii = radii_of(centres)
    if verbose:
        print("placed", count, "circles: 100 %", file=sys.stderr)
    elif not radii:
        return []
    return [[x, y, r] for (x, y), r in zip(centres, radii)]
# EVOLVE-BLOCK-END


json.dump(pack(json.load(sys.stdin)), sys.stdout)
