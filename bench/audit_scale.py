#!/usr/bin/env python3
"""Measures audits of growing parts of a list: time and peak memory against the number of studies, then the second run from the cache.

    bench/audit_scale.py LIST --tool 'dotnet src/DnasRepro.Cli/bin/Release/net10.0/dotnet-dnas-repro.dll' [--sizes 25,50,100,200] [--jobs 2]

LIST is JSON or YAML of our form whose studies name folders by absolute paths (or lie beside the parts, in a temporary folder). Writes
bench/results/audit-scale.csv and .svg, and prints least-squares lines with their R². Studies are taken evenly over the list, so that parts are alike.
"""
import argparse
import csv
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time

import yaml


def run(command):
    """Wall time in s, peak memory of the process in MiB, exit code."""
    began = time.monotonic()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=subprocess.PIPE)
        error = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - began, usage.ru_maxrss / 1024, process.returncode, error.strip().splitlines()[-1:]


def fit(xs, ys):
    """Slope, intercept and R² of the least-squares line."""
    n, mx, my = len(xs), sum(xs) / len(xs), sum(ys) / len(ys)
    sxx = sum((x - mx) ** 2 for x in xs)
    slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sxx
    rest = sum((y - my - slope * (x - mx)) ** 2 for x, y in zip(xs, ys))
    total = sum((y - my) ** 2 for y in ys)
    return slope, my - slope * mx, 1 - rest / total if total else 1.0


def panel(title, unit, xs, ys, left):
    """One plot: points and their line."""
    width, height, top = 300, 200, 40
    slope, start, r2 = fit(xs, ys)
    mx, my = max(xs) * 1.05, max(ys) * 1.1
    px, py = (lambda x: left + x / mx * width), (lambda y: top + height - y / my * height)
    parts = [f'<text x="{left}" y="24">{title}: {slope:.3g} {unit} a study + {start:.3g}, R² {r2:.4f}</text>',
             f'<path d="M{left} {top}V{top + height}H{left + width}" fill="none" stroke="currentColor"/>',
             f'<line x1="{px(0):.1f}" y1="{py(max(start, 0)):.1f}" x2="{px(mx):.1f}" y2="{py(start + slope * mx):.1f}" stroke="#0072b2"/>']
    for x, y in zip(xs, ys):
        parts.append(f'<circle cx="{px(x):.1f}" cy="{py(y):.1f}" r="3.5" fill="#d55e00"><title>{x} studies: {y:.1f} {unit}</title></circle>')
        parts.append(f'<text x="{px(x):.1f}" y="{top + height + 16}" text-anchor="middle">{x}</text>')
        parts.append(f'<text x="{px(x):.1f}" y="{py(y) - 8:.1f}" text-anchor="middle">{y:.0f}</text>')
    return "\n".join(parts)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("list")
    options.add_argument("--tool", required=True)
    options.add_argument("--sizes", default="25,50,100,200")
    options.add_argument("--jobs", default="2")
    options.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "results"))
    given = options.parse_args()
    with open(given.list, encoding="utf-8") as file:
        whole = yaml.safe_load(file)
    studies, rows = whole["studies"], []
    for size in map(int, given.sizes.split(",")):
        if size > len(studies):
            sys.exit(f"The list has {len(studies)} studies, {size} are asked for.")
        with tempfile.TemporaryDirectory() as folder:
            part = os.path.join(folder, "part.json")
            with open(part, "w", encoding="utf-8") as file:
                json.dump({**whole, "studies": [studies[i * len(studies) // size] for i in range(size)], "stated": {}}, file)
            command = [*shlex.split(given.tool), "audit", part, "--jobs", given.jobs, "--cache", os.path.join(folder, "cache"), "--format", "json", "--output", os.path.join(folder, "audit.json")]
            first, second = run(command), run(command)
        rows.append({"studies": size, "seconds": round(first[0], 2), "peak_mib": round(first[1], 1), "seconds_from_cache": round(second[0], 2), "peak_mib_from_cache": round(second[1], 1), "exit_code": first[2]})
        print(rows[-1], *first[3], f"second run {100 * second[0] / first[0]:.1f} % of the first", flush=True)
    xs = [r["studies"] for r in rows]
    if len(xs) < 2:
        return
    os.makedirs(given.out, exist_ok=True)
    with open(os.path.join(given.out, "audit-scale.csv"), "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    panels = [("Time", "s", "seconds"), ("Peak memory", "MiB", "peak_mib"), ("Time from the cache", "s", "seconds_from_cache")]
    with open(os.path.join(given.out, "audit-scale.svg"), "w", encoding="utf-8") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1130 280" font-family="sans-serif" font-size="11" role="img"><title>Time and memory of an audit against the number of studies</title>\n')
        for i, (title, unit, key) in enumerate(panels):
            ys = [r[key] for r in rows]
            slope, start, r2 = fit(xs, ys)
            print(f"{title}: {slope:.4g} {unit} a study + {start:.4g} {unit}, R² {r2:.4f}")
            file.write(panel(title, unit, xs, ys, 30 + i * 370) + "\n")
        file.write("</svg>\n")


if __name__ == "__main__":
    main()
