"""The nursery of the mail storm: short waits and, for a counter-proof, a flaw."""

import os

from django.utils.module_loading import import_string

from tests.faults.nursery import serve


def prepare():
    """Change the engine; it can be imported only once Django is ready."""
    import_string("tests.faults.storm.flaws.shorten_waits")()
    import_string("tests.faults.mail_storm.flaw.shorten_rests")()
    if os.environ.get("STORM_FLAW"):
        import_string("tests.faults.mail_storm.flaw.send_again_what_was_begun")()


if __name__ == "__main__":
    serve(once=prepare)
