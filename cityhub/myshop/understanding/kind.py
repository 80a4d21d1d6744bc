"""Which kind of item a sentence makes, guessed from its words."""

import re
import unicodedata

from shops.models import NewsPage

News = NewsPage.Kind
EVENT = "event"

#: What people write, without accents; the first kind whose words are there wins.
#: Closing comes first: "nous fermons après 10 ans" is no birthday.
WORDS: dict[str, tuple[str, ...]] = {
    News.CLOSING: (
        r"ferme(?:r|nt|ture|ra|rons|ront)?\b.{0,30}\bdefinitive(?:ment)?",
        r"definitivement\b.{0,30}\bferm",
        r"(?:fermons|ferme|fermera|fermerons) (?:ses|nos|ma|la|notre|les) (?:portes|boutique|rideau)",
        r"(?:cess\w+ (?:d'|son |notre |mon )activite|liquidation)",
        r"(?:baiss\w+|tir\w+) (?:le|son|notre) rideau",
        r"tir\w+ (?:sa|ma|notre) reverence",
        r"clos(?:e|es|ing)(?: down| our doors| for good| permanently)",
        r"last day (?:of|in) (?:the|our) shop",
    ),
    News.REOPENING: (
        r"re-?ouver\w*", r"r(?:e-?)?ouvr\w+", r"de nouveau ouvert\w*",
        r"re-?open\w*", r"open again", r"(?:retour|back) (?:de|des|from) (?:vacances|conges|holiday\w*)",
    ),
    News.NEW_OWNER: (
        r"nouve(?:au|lle|aux|lles) (?:proprietaire|gerant|patron)\w*",
        r"change\w* de (?:proprietaire|main|mains)",
        (
            r"(?:repren\w+|repris\w*|reprise de) (?:le|la|l'|les|cette|ce) ?(?:boutique|magasin|commerce|salon|"
            r"librairie|boulangerie|restaurant|cafe|bar|fleuriste|epicerie|boucherie|fromagerie|atelier|enseigne)"
        ),
        r"(?:succed\w+|passe\w* (?:le flambeau|la main))",
        r"new owner\w*", r"under new (?:ownership|management)", r"(?:took|taken|taking) over",
    ),
    News.MOVE: (
        r"demenag\w+", r"nouvelle adresse", r"chang\w+ (?:d'adresse|de local|de locaux)",
        r"(?:s'|nous )?(?:installons?|installe) desormais",
        r"(?:we(?:'re| are| have|'ve)?|has|have|is) mov(?:e|ed|ing)\b", r"new (?:address|premises)",
    ),
    News.OPENING: (
        (
            r"(?:ouvre|ouvrons|ouvrira|ouvrirons|ouvrent|ouvert) (?:enfin )?(?:ses|nos|mes|leurs|sa|ma|notre|la|"
            r"une|un)? ?(?:nouvel?l?e? )?(?:portes|boutique|magasin|commerce|salon|atelier|restaurant|cafe)"
        ),
        (
            r"(?:nous|j'|on|la boutique|le magasin) ?(?:ouvrons|ouvre|ouvrirons|ouvrira)(?! (?:exceptionnellement|"
            r"aussi|egalement|plus|toute|tous|le dimanche|dimanche))"
        ),
        (
            r"ouverture (?:de|d'|du|prochaine|officielle|le|ce|samedi|lundi|mardi|mercredi|jeudi|vendredi|"
            r"dimanche|demain|bientot)(?! ?(?:la vente|la saison|de?s? inscriptions))"
        ),
        r"grande? ouverture", r"inaugur\w+", r"nouvelle boutique",
        r"(?:grand|shop) opening", r"(?:we|i) (?:are |'re |am )?open(?:ing)?\b(?! (?:on|from|every|until|at|late))",
        r"we(?:'re| are) opening", r"open(?:s|ing)? (?:its|our|the|my) doors", r"new shop",
    ),
    News.ANNIVERSARY: (
        r"anniversaire", r"(?:souffl\w+|fet\w+)\b.{0,25}\b(?:bougies?|ans)\b",
        r"\b\d{1,3} ans (?:deja|de (?:la |notre |l'|ma )?(?:boutique|maison|magasin|passion|metier|commerce))",
        r"(?:depuis|deja) \d{1,3} ans",
        r"(?:boutique|maison|magasin|salon|librairie|restaurant|cafe) a \d{1,3} ans\b", r"nos \d{1,3} ans\b",
        r"birthday", r"anniversary", r"\d{1,3} years (?:old|of|in|already)", r"turns? \d{1,3}\b",
    ),
    News.PORTRAIT: (
        r"portrait\b(?! ?(?:photo|sur mesure))", r"derriere le comptoir", r"(?:notre|l') ?equipe\b",
        r"je m'appelle", r"rencontrez\b", r"rejoint l'equipe", r"faites connaissance",
        r"meet (?:our|the|us)\b", r"behind the counter", r"our team", r"my name is",
    ),
}  # fmt: skip
#: What makes an event, together with a date.
HAPPENS = re.compile(
    r"\b(?:degust\w+|ateliers?|concerts?|dedicaces?|vernissages?|expo(?:sition)?s?|"
    r"portes ouvertes|ventes? (?:privee?s?|flash|ephemere)|braderies?|soldes?|promo\w*|"
    r"soirees?|apero\w*|brunchs?|diners?|marches?|animations?|demonstrations?|conferences?|"
    r"rencontres?|spectacles?|projections?|defiles?|jeux?|concours|loto|fetes?|stages?|cours|"
    r"degriff\w+|destockage|pop-?up|lecture|visites?|concertation|tombola|noces|"
    r"tastings?|workshops?|signings?|sales?|parties|party|shows?|exhibitions?|fairs?|markets?|"
    r"class(?:es)?|talks?|readings?|gigs?|screenings?|open (?:day|house)|celebrat\w+|evening)\b"
    r"|-\s?\d{1,2}\s?%|\b\d{1,2}\s?% (?:off|de remise|de reduction)"
)
NO_MARKS = dict.fromkeys(range(0x300, 0x370))


def plain(text: str) -> str:
    """Return `text` in small letters, without accents, with straight apostrophes."""
    small = unicodedata.normalize("NFD", text.lower()).translate(NO_MARKS)
    return re.sub(r"\s+", " ", small.replace("’", "'"))


PATTERNS = {kind: re.compile("|".join(words)) for kind, words in WORDS.items()}


def guess_kind(text: str, *, dated: bool) -> str:
    """Return the name of the kind that `text` sounds like, plain news when in doubt.

    `dated`: whether a day to come was understood in it; without one, nothing is
    an event. A birthday or an opening that is also celebrated on a day stays what
    it is: its page says when.
    """
    words = plain(text)
    for kind, pattern in PATTERNS.items():
        if re.search(rf"\b(?:{pattern.pattern})", words):
            return kind
    if dated and HAPPENS.search(words):
        return EVENT
    return News.NEWS
