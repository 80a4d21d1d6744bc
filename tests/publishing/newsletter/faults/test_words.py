"""Words that must not leave: subjects like spam, placeholders, nothing at all."""

import pytest

from publishing.newsletter.faults.issue import faults_of
from publishing.newsletter.faults.placeholders import placeholder_in
from publishing.newsletter.faults.subject import flaws_of


def found(issue) -> list[tuple[str, str, bool]]:
    return [(fault.where, fault.sentence, fault.blocks) for fault in faults_of(issue)]


@pytest.mark.parametrize(
    "subject",
    [
        "DES CADEAUX POUR TOUS",
        "Venez vite !!",
        "Venez ! Vite !",
        "Promo : -50 % et un cadeau gratuit",
        "RE: notre rendez-vous",
    ],
)
def test_a_subject_like_spam_is_told_why(subject):
    assert len(list(flaws_of(subject))) == 1


@pytest.mark.parametrize(
    "subject",
    [
        "Le fournil ouvre samedi !",
        "SNCF : la gare rouvre",
        "Marché de Noël : entrée gratuite",
        "Infolettre du 12 janvier 2027",
        "Repas des aînés",
        "",
    ],
)
def test_an_ordinary_subject_passes(subject):
    assert list(flaws_of(subject)) == []


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("Rendez-vous à XXX heures", "XXX"),
        ("Horaires à compléter", "à compléter"),
        ("Bonjour [prénom],", "[prénom]"),
        ("Le [ ] à midi", "[ ]"),
        ("Le ____ à midi", "____"),
        ("« Il était […] une fois »", ""),
        ("[COMPLET] Atelier photo", ""),
        ("Louis XIV, XXe siècle", ""),
    ],
)
def test_placeholders_are_told_from_words(text, placeholder):
    assert placeholder_in(text) == placeholder


@pytest.mark.django_db
def test_an_issue_with_nothing_wrong_has_no_fault(make_issue):
    assert found(make_issue()) == []


@pytest.mark.django_db
def test_a_subject_that_is_only_the_title_is_said_and_passes(make_issue):
    [(where, _sentence, blocks)] = found(make_issue(subject=""))
    assert (where, blocks) == ("Objet de l’e-mail", False)


@pytest.mark.django_db
def test_a_missing_subject_blocks(make_issue):
    issue = make_issue()
    issue.subject = " "
    assert found(issue) == [("Objet de l’e-mail", "Il manque. Écrivez-en un.", True)]


@pytest.mark.django_db
def test_an_empty_edito_blocks_unless_the_town_wants_none(make_issue, newsletter_page):
    issue = make_issue(edito="")
    [(where, _sentence, blocks)] = found(issue)
    assert (where, blocks) == ("Édito", True)
    newsletter_page.sections = [("news", {"heading": ""})]
    newsletter_page.save()
    assert found(issue) == []


@pytest.mark.django_db
def test_a_placeholder_is_found_with_its_section_and_block(make_issue):
    quote = {"text": "À compléter", "who": "", "web_only": False}
    issue = make_issue([("heading", "On a aimé"), ("quote", quote)])
    [(where, sentence, blocks)] = found(issue)
    assert where == "On a aimé · Citation · «\u00a0À compléter\u00a0»"
    assert sentence == "«\u00a0À compléter\u00a0» y figure encore. Remplacez-le."
    assert blocks


@pytest.mark.django_db
def test_the_second_subject_is_judged_like_the_first(make_issue):
    issue = make_issue()
    issue.second_subject = "VENEZ TOUS ICI"
    [(where, _sentence, blocks)] = found(issue)
    assert (where, blocks) == ("Second objet", True)
    issue.second_subject = f" {issue.subject.upper()}"
    [(where, sentence, blocks)] = found(issue)
    assert sentence == "Il est identique au premier. Écrivez-en un autre, ou aucun."
    assert (where, blocks) == ("Second objet", True)
