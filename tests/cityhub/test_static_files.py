"""Every file that a template names is there: in production a missing one is a fault."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

OURS = ("cityhub", "events", "publishing", "shops")
NAMED = re.compile(r"""\{% static ["']([^"'{]+)["']""")


def test_every_static_file_that_a_template_names_is_there():
    templates = [
        template
        for folder in OURS
        for template in Path(settings.BASE_DIR, folder).rglob("templates/**/*.html")
    ]
    named = {(t.name, name) for t in templates for name in NAMED.findall(t.read_text())}
    assert len(named) > 50
    assert [one for one in sorted(named) if not finders.find(one[1])] == []
