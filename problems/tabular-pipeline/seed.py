import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

# EVOLVE-BLOCK-START
NUMBERS = ["age", "months", "calls", "hour", "spend", "visits"]


def features(rows, known):
    """A matrix of numbers, one row for each customer; what is missing becomes the mean of the known ones."""
    columns = []
    for name in NUMBERS:
        there = [row[name] for row in known if row[name] is not None]
        mean, spread = np.mean(there), np.std(there) + 1e-9
        column = np.array([mean if row[name] is None else row[name] for row in rows], dtype=float)
        columns.append((column - mean) / spread)
    columns.append(np.array([1.0 if row["discount"] else 0.0 for row in rows]))
    return np.column_stack(columns)


def chances(known, left, wanted):
    model = LogisticRegression(C=1.0, max_iter=200)
    model.fit(known, left)
    return model.predict_proba(wanted)[:, 1]
# EVOLVE-BLOCK-END

question = json.load(sys.stdin)
rows, left, asked = question["rows"], question["left"], question["asked"]
json.dump(chances(features(rows, rows), np.array(left), features(asked, rows)).tolist(), sys.stdout)
