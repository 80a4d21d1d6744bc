"""The finished mail: pictures described, words readable, light enough."""

import pytest

from publishing.newsletter.faults.contrast import pale_words, ratio
from publishing.newsletter.faults.issue import MOST_BYTES, faults_of
from tests.factories import make_photo


def test_contrast_is_measured_as_the_guidelines_do():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("html", "pale"),
    [
        ('<p style="color:#777">gris</p>', ["gris"]),
        ('<p style="color:#777;font-size:30px">grand</p>', []),
        ('<td style="background:#b83a26"><a style="color:#fff">clair</a></td>', []),
        ('<td bgcolor="#b83a26"><br>sombre</td>', ["sombre"]),
        ('<div style="display:none;color:#fff">caché</div>', []),
        ("<title>titre</title><style>p { color: #fff }</style>", []),
    ],
)
def test_pale_words_are_found_on_their_own_ground(html, pale):
    assert [found.words for found in pale_words(html)] == pale


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("alt_text", "faults"), [("", 1), ("IMG_2041", 1), ("La vitrine, le soir", 0)]
)
def test_a_picture_needs_words(make_issue, alt_text, faults):
    picture = {"image": make_photo(), "alt_text": alt_text, "caption": ""}
    found = faults_of(make_issue([("heading", "En image"), ("picture", picture)]))
    assert [(fault.where, fault.blocks) for fault in found] == [
        ("En image · Image", True)
    ] * faults


@pytest.mark.django_db
def test_a_mail_that_gmail_would_cut_is_too_heavy(make_issue):
    text = {"text": f"<p>{'mot ' * (MOST_BYTES // 4)}</p>", "web_only": False}
    [fault] = faults_of(make_issue([("text", text)]))
    assert fault.where == "L’e-mail entier"
    assert fault.blocks
    text["web_only"] = True
    assert faults_of(make_issue([("text", text)], title="Au site")) == []
