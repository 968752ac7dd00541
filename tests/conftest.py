"""How generated examples are drawn.

``make test`` draws the same ones every time, so that its answer is about the code and never about
the draw. To look for new ones: ``make test ARGS='tests/property --hypothesis-profile=explore'``;
what it finds becomes an ``@example`` of the test that it broke.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=3000, deadline=None)
settings.load_profile("repeatable")
