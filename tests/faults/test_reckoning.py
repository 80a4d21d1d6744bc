"""The reckoning finds a secret wherever it was left."""

import pytest

from publishing.facebook.models import PostText
from publishing.models import Letter
from tests.faults.storm.reckoning import places_of


@pytest.mark.django_db
def test_a_secret_is_found_in_any_row_and_any_file(tmp_path):
    letter = Letter.objects.create(to="mia@example.org", subject="?", text="the SECRET")
    text = PostText.objects.create(kind="news", language="fr", text="{link} SECRET")
    (tmp_path / "log").write_text("a line with the SECRET in it")
    assert set(places_of("SECRET", tmp_path)) == {
        f"{tmp_path}/log",
        f"Letter {letter.pk}: text",
        f"PostText {text.pk}: text",
    }
