"""Waits as people are told them: the middle one, and the one in a hundred."""

from collections.abc import Sequence
from statistics import median, quantiles


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p99 and the longest, in milliseconds."""
    return {
        "p50_ms": round(median(seconds) * 1000, 2),
        "p99_ms": round(p99(seconds) * 1000, 2),
        "terlama_ms": round(max(seconds) * 1000, 2),
    }


def p99(seconds: Sequence[float]) -> float:
    """The wait that one in a hundred exceeds."""
    return quantiles(seconds, n=100, method="inclusive")[98] if len(seconds) > 1 else seconds[0]
