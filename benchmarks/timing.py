"""Measuring: the least of some runs, beside what this machine takes to sort."""

from __future__ import annotations

import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Time:
    """Seconds on the clock, and of processor time: what the clock shows on an idle machine with
    one processor. Each the least of some runs."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{_told(self.wall)} ({_told(self.cpu)})"

    def __truediv__(self, other: Time) -> str:
        return f"{_ratio(self.wall / other.wall)} ({_ratio(self.cpu / other.cpu)})"


def _told(value: float) -> str:
    return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value:.2f} s"


def _ratio(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def least(work: Callable[[], object], runs: int = 3) -> Time:
    """The fastest of some runs."""
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Time(min(walls), max(min(cpus), 1e-6))


def sorting(count: int, runs: int = 3) -> Time:
    """What np.sort takes for so many random int32."""
    values = np.random.default_rng(0).integers(0, 2**31 - 1, count, dtype=np.int32)
    return least(lambda: np.sort(values), runs)


def processor() -> str:
    """The processor's name, where the system says it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "a processor without a name"


def process(arguments: list[str], runs: int = 1) -> tuple[Time, float]:
    """(time, peak in GB) of a detente process, the fastest of some runs.

    The peak is Linux's own for the program; `ru_maxrss` would count its parent's memory.
    """
    walls, cpus, peak = [], [], 0.0
    for _ in range(runs):
        code = (
            "import resource,sys; from detente.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "used = resource.getrusage(resource.RUSAGE_SELF)\n"
            "lines = open('/proc/self/status').read().splitlines()\n"
            "peak = next(line.split()[1] for line in lines if line.startswith('VmHWM'))\n"
            "print(used.ru_utime + used.ru_stime, peak, file=sys.stderr)"
        )
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
        )
        walls.append(time.perf_counter() - begin)
        cpu, most = done.stderr.split()[-2:]
        cpus.append(float(cpu))
        peak = max(peak, int(most) * 1024 / 1e9)
    return Time(min(walls), min(cpus)), peak
