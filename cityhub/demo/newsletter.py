"""The newsletter: who gets it, the issue that is on its way, and the next draft."""

from django.contrib.auth.models import User
from django.utils.text import slugify

from cityhub.demo import pages
from cityhub.demo.calendar import Calendar
from cityhub.demo.told import Town
from publishing.models import Channel, Publication
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import (
    Consent,
    IssuePage,
    NewsletterPage,
    Subscriber,
)
from shops.models import NewsPage

#: News this many days old stands in the issue that leaves first; younger news
#: waits for the next one.
OLDEST, OLD = 14, 6


def subscribe(town: Town, manager: User) -> int:
    """Subscribe every shop's owner and some others; return how many."""
    names = [shop.owner for shop in town.shops.values()]
    names += town.newsletter["subscribers"]
    for name in names:
        subscriber = Subscriber.objects.ask(
            f"{slugify(name)}@example.org", name=name, language=town.language
        )
        evidence = Consent(
            what=Consent.What.BY_HAND,
            source=Consent.Source.IMPORT,
            wording=town.newsletter["agreed"],
            operator=manager,
        )
        subscriber.subscribe_by_hand(evidence)
    return len(names)


def write_issues(
    town: Town,
    channel: Channel,
    calendar: Calendar,
    news: dict[str, NewsPage],
    manager: User,
) -> None:
    """Publish one issue, which leaves as soon as the engine runs; draft the next."""
    page = NewsletterPage.objects.get()
    page.introduction = town.words["newsletter"]
    pages.publish(page, manager)
    _approve(town, channel, calendar, news, manager, range(OLD, OLDEST + 1))
    issue = _compose(page, town.newsletter["sent"]["edito"], manager)
    _complete(issue, town.newsletter["sent"])
    pages.publish(issue, manager)
    Publication.objects.plan(issue, channel, calendar.now, planned_by=manager)
    _approve(town, channel, calendar, news, manager, range(OLD))
    draft = _compose(page, town.newsletter["next"]["edito"], manager)
    draft.save_revision(user=manager)


def _approve(
    town: Town,
    channel: Channel,
    calendar: Calendar,
    news: dict[str, NewsPage],
    manager: User,
    ages: range,
) -> None:
    """Plan live news of those ages, in days, for the newsletter."""
    for name, told in town.news.items():
        if told.state == "live" and told.days_ago in ages:
            at = calendar.ago(told.days_ago)
            Publication.objects.plan(news[name], channel, at, planned_by=manager)


def _compose(page: NewsletterPage, edito: str, manager: User) -> IssuePage:
    issue = compose_issue(page, manager).get_latest_revision_as_object()
    issue.edito = edito.strip()
    return issue


def _complete(issue: IssuePage, words: dict[str, str]) -> None:
    """Add what no item says: title, a quote, the figure."""
    issue.title = issue.subject = words["title"]
    issue.slug = pages.slug(words["title"])
    issue.body.append(("quote", {"text": words["quote"], "who": words["who"]}))
    figure = {"number": words["figure"], "label": words["label"]}
    issue.body.append(("figure", {**figure, "source": words["source"]}))
