"""The nursery under storm: clocks that jump and, for a counter-proof, a flaw.

Only the processes of the tests are changed; the product has no hook for it.
"""

import os

from django.utils.module_loading import import_string

from tests.faults.nursery import serve
from tests.faults.storm.sky import follow


def prepare():
    """Change the engine; it can be imported only once Django is ready."""
    import_string("tests.faults.storm.flaws.shorten_waits")()
    if flaw := os.environ.get("STORM_FLAW"):
        import_string("tests.faults.storm.flaws.FLAWS")[flaw]()


if __name__ == "__main__":
    serve(once=prepare, each=lambda: follow(os.environ["STORM_SKY"]))
