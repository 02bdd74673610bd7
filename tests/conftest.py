"""The two hypothesis profiles, and a garbage collector that does not look at the tests themselves again and again.

The profile `ci` is small and the same on every run; `nightly` is as long as it takes, and random.
"""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True, database=None)
settings.register_profile("nightly", max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "ci")


def pytest_collection_finish() -> None:
    """What stands after the collection stays to the end; what comes is looked through less often than usual.

    Both together save a tenth of the time: thousands of tests are known, and an app leaves many circles behind.
    Much rarer would be slower again, where tests make many small things.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 50, 50)
