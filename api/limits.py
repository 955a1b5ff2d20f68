"""Rate limits: so many requests a minute for each account or address, kept in memory, a bucket each."""

from __future__ import annotations

import threading
from collections import OrderedDict
from time import monotonic

from api.problems import HttpProblem

MOST = 50_000
"""Buckets kept; the longest unused is forgotten first: it is full again anyway."""


class RateLimit:
    """Buckets that refill steadily.

    Args:
        per_minute: how many requests a minute; 0: no limit.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, *, at: float | None = None) -> float:
        """Take one request out of a bucket.

        Returns:
            Seconds to wait before the next one; 0 where this one may pass.
        """
        if not self.per_minute:
            return 0.0
        now = monotonic() if at is None else at
        rate = self.per_minute / 60
        with self._lock:
            left, seen = self._buckets.pop(key, (float(self.per_minute), now))
            left = min(float(self.per_minute), left + (now - seen) * rate)
            passes = left >= 1
            self._buckets[key] = (left - 1 if passes else left, now)
            while len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
        return 0.0 if passes else (1 - left) / rate

    def check(self, key: str) -> None:
        """Let one request pass.

        Raises:
            HttpProblem: 429, with the seconds to wait.
        """
        if seconds := self.wait(key):
            raise too_many(seconds)


def too_many(seconds: float) -> HttpProblem:
    """The answer to somebody who asks too often."""
    whole = max(1, round(seconds + 0.5))
    return HttpProblem(
        429, "too_many_requests", "请求过于频繁", f"请在 {whole} 秒后重试", headers={"Retry-After": str(whole)}
    )
