"""Writes tables.json: reference values from SciPy for the tests beside this file.

    python3 -m venv /tmp/tables && /tmp/tables/bin/pip install scipy
    /tmp/tables/bin/python __tests__/stats/make-tables.py > __tests__/stats/tables.json
    npx prettier --write __tests__/stats/tables.json
"""
import json
import random

import numpy as np
from scipy import special, stats

draw = random.Random(11)


zs = [-8, -3, -1, -0.1, 0, 1e-9, 0.3, 1, 1.96, 2.19, 2.21, 3, 5, 8, 12, 20, 37]
betas = [(0.3, 2.5, 4), (0.5, 0.5, 0.5), (0.01, 1, 99), (0.999, 300, 2), (1e-6, 3, 5e5),
         (0.1, 1e5, 9e5), (0.101, 1e5, 9e5), (0.5, 1e-3, 2), (0.2, 40, 200), (0.9, 5, 0.7)]
binomials = [(1, 1, 0.5), (3, 10, 0.1), (31, 4210, 0.003), (500, 1000, 0.4), (12, 4210, 0.003),
             (1000, 1000, 0.99), (200, 1_000_000, 1e-4), (0, 5, 0.2), (60, 100, 0.01)]
samples = [[draw.gauss(0, 1) for _ in range(n)] for n in (1, 2, 5, 12, 101)]

pairs = [([draw.gauss(1, 1) for _ in range(m)], [draw.gauss(0, 1) for _ in range(n)])
         for m, n in [(2, 9), (8, 8), (5, 21), (24, 26)]]


def rank_chance(a, b, method):
    return float(stats.mannwhitneyu(a, b, alternative="greater", method=method).pvalue)


print(json.dumps({
    "normalTail": [[z, float(stats.norm.sf(z))] for z in zs],
    "normalUpperQuantile": [[p, float(stats.norm.isf(p))] for p in [0.999, 0.9, 0.5, 0.3, 0.05, 0.01, 1e-5, 1e-10, 1e-50]],
    "logGamma": [[x, float(special.gammaln(x))] for x in [0.001, 0.5, 1.5, 3.7, 10.3, 100.5, 1e6, 1e12]],
    "regularisedBeta": [[x, a, b, float(special.betainc(a, b, x))] for x, a, b in betas],
    "binomialTail": [[k, n, p, float(special.betainc(k, n - k + 1, p)) if k else 1.0] for k, n, p in binomials],
    "studentTail": [[t, v, float(stats.t.sf(t, v))] for t, v in [(0.5, 3), (2.5, 4), (6, 4.3), (12, 1.7), (3, 200), (40, 9)]],
    "studentUpperQuantile": [[p, v, float(stats.t.isf(p, v))] for p, v in [(0.025, 4), (0.3, 1.2), (1e-8, 12), (0.01, 88.5)]],
    "rankChance": [[a, b, rank_chance(a, b, "exact")] for a, b in pairs],
    "rankChanceNormal": [[a, b, rank_chance(a, b, "asymptotic")] for a, b in pairs],
    "shiftBetween": [],
    "quantile": [[s, q, float(np.quantile(s, q))] for s in samples for q in (0, 0.25, 0.5, 0.8, 0.99, 1)],
}, indent=1))
