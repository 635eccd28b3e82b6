"""Reads JSON lists of {past, bake, sign} and answers, for each, the first sample of the bake at which Otava is sure.

    python3 -m venv DIRECTORY && DIRECTORY/bin/pip install apache-otava==0.8.0
    OTAVA_PYTHON=DIRECTORY/bin/python script/node … bench/judge/run.ts

As a gate: its change points are computed anew with the defaults, six times in a bake of thirty samples (the more often,
the more false alarms) and at its end; one within the bake at which the mean rises is an alarm.
"""
import json
import sys
import warnings

from otava.analysis import compute_change_points

warnings.filterwarnings("ignore")
# Two samples on a side are the least that its test accepts.
LEAST = 2


def first_alarm(past, bake, sign):
    stride = max(1, len(bake) // 6)
    for end in sorted({*range(max(LEAST, stride), len(bake) + 1, stride), len(bake)}):
        series = [sign * value for value in past + bake[:end]]
        points, _ = compute_change_points(series)
        if any(
            point.index >= len(past) - 1 and point.stats.mean_2 > point.stats.mean_1
            for point in points
        ):
            return end
    return None


print(json.dumps([first_alarm(**case) for case in json.load(sys.stdin)]))
