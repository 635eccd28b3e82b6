"""Runs drain3 on the lines that stand on standard input (JSON: {set: [lines]}), prints clusters and seconds as JSON.

Masks and settings are those of the drain3.ini that the project ships as its example; nothing is tuned to a set.
"""

import json
import sys
import time

from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

EDGE = (r"((?<=[^A-Za-z0-9])|^)", r"((?=[^A-Za-z0-9])|$)")
MASKS = [
    (r"(([0-9a-f]{2,}:){3,}([0-9a-f]{2,}))", "ID"),
    (r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})", "IP"),
    (r"([0-9a-f]{6,} ?){3,}", "SEQ"),
    (r"([0-9A-F]{4} ?){4,}", "SEQ"),
    (r"(0x[a-f0-9A-F]+)", "HEX"),
    (r"([\-\+]?\d+)", "NUM"),
]


def miner():
    config = TemplateMinerConfig()
    config.masking_instructions = [MaskingInstruction(EDGE[0] + p + EDGE[1], name) for p, name in MASKS]
    config.masking_instructions.append(MaskingInstruction(r"(?<=executed cmd )(\".+?\")", "CMD"))
    return TemplateMiner(config=config)


def mine(lines):
    one = miner()
    return [one.add_log_message(line)["cluster_id"] for line in lines]


def timed(lines):
    started = time.process_time()
    mine(lines)
    return time.process_time() - started


def main():
    sets = json.load(sys.stdin)
    clusters = {name: mine(lines) for name, lines in sets.items()}
    every = [line for lines in sets.values() for line in lines]
    seconds = min(timed(every) for _ in range(3))
    json.dump({"clusters": clusters, "linesPerSecond": len(every) / seconds}, sys.stdout)


main()
