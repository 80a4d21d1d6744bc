"""The kind of an item, guessed from the words."""

import pytest

from cityhub.myshop.understanding.dates import understand
from cityhub.myshop.understanding.kind import guess_kind
from tests.myshop.test_dates_understood import NOW


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Nous ouvrons samedi !", "opening"),
        ("La boutique ouvre ses portes le 12 mai", "opening"),
        ("Inauguration vendredi à 18h", "opening"),
        ("We are opening on May 3rd!", "opening"),
        ("Réouverture mardi après les travaux", "reopening"),
        ("Nous rouvrons lundi", "reopening"),
        ("We reopen on Monday", "reopening"),
        ("Nouveau propriétaire au Café du Port", "new_owner"),
        ("J’ai repris la boulangerie de la place", "new_owner"),
        ("Under new ownership", "new_owner"),
        ("On déménage au 12 rue du Four", "move"),
        ("Nouvelle adresse dès lundi", "move"),
        ("We are moving to 3 High Street", "move"),
        ("Nous fêtons nos 10 ans !", "anniversary"),
        ("La librairie souffle ses 20 bougies", "anniversary"),
        ("10 years of our shop", "anniversary"),
        ("Derrière le comptoir : Ana et Paul", "portrait"),
        ("Meet our team", "portrait"),
        ("Fermeture définitive le 31 décembre", "closing"),
        ("Nous fermons nos portes après 30 ans", "closing"),
        ("Closing down: thank you all", "closing"),
        ("Dégustation samedi 10h-18h", "event"),
        ("Soldes jusqu’au 24 décembre", "event"),
        ("Nouvelle collection, -20 % jusqu’à samedi", "event"),
        ("A tasting every Tuesday in May", "event"),
        ("La dégustation a été un succès", "news"),
        ("Ouvert dimanche de 10h à 18h", "news"),
        ("Nous ouvrons exceptionnellement dimanche", "news"),
        ("We are open on Sunday", "news"),
        ("Fermé lundi pour congés", "news"),
        ("Pour enfants de 3 à 10 ans", "news"),
        ("Le pain de seigle est revenu", "news"),
        ("", "news"),
    ],
)
def test_words_sound_like_a_kind(words, kind):
    assert guess_kind(words, dated=bool(understand(words, NOW).spans)) == kind
