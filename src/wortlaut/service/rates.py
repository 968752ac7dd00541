"""How often one client may have something analysed."""

from __future__ import annotations

import time


class Rates:
    """A moving window of a minute for each client, by ``limits``."""

    def __init__(self, per_minute: int) -> None:
        from limits import RateLimitItemPerMinute
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, client: str) -> int:
        """Take one turn: 0, or the seconds that the client has to wait for one."""
        if self._limiter.hit(self._item, client):
            return 0
        reset = self._limiter.get_window_stats(self._item, client).reset_time
        return max(1, round(reset - time.time()))
