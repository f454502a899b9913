#!/usr/bin/env python3
"""Times the published tool against another command over folders, as whole processes in alternating pairs.

usage: whole_process.py --tool 'PATH/dotnet-dnas-repro check' --other 'COMMAND' [--runs 5] FOLDER...
Prints the median seconds of both and the median ratio for each folder, and the geometric mean of the ratios.
"""
import argparse
import math
import shlex
import statistics
import subprocess
import time


def seconds(command, folder):
    start = time.perf_counter()
    subprocess.run([*shlex.split(command), folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--other", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    ratios = []
    print(f"{'folder':50} {'tool':>8} {'other':>8} {'ratio':>6}")
    for folder in options.folders:
        seconds(options.tool, folder), seconds(options.other, folder)
        pairs = [(seconds(options.tool, folder), seconds(options.other, folder)) for _ in range(options.runs)]
        ratios.append(statistics.median(a / b for a, b in pairs))
        tool, other = (statistics.median(column) for column in zip(*pairs))
        print(f"{folder[-50:]:50} {tool:8.3f} {other:8.3f} {ratios[-1]:6.2f}", flush=True)
    print(f"geometric mean of the ratios: {math.exp(statistics.mean(map(math.log, ratios))):.3f}")


if __name__ == "__main__":
    main()
