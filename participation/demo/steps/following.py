"""What the demo's people follow, and the news that they find when they first sign in."""

from __future__ import annotations

from datetime import datetime, timedelta

from districts.models import District
from participation.accounts.models import User
from participation.demo.content.following import ANNA_SEARCH, FOLLOWS
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from participation.notifications.models import Follow, News, Notification, SavedSearch
from participation.notifications.services import choose_rhythm, follow, save_search, spread_next
from participation.projects.phase_news import tell_of_phases
from proposals.following import tell_of
from proposals.models import OfficialResponse
from proposals.queries.search import terms_of

NEW_IDEAS = 3  # of each project, told as if they had just been published
FRESH = timedelta(days=10)  # what is older has been read and mailed


def make_following(context: Context, ideas: dict[str, list[MadeIdea]], districts: dict[str, District]) -> None:
    """Let people follow, tell them what has happened since, and let them have read what is old."""
    for name, things in FOLLOWS.items():
        _follow(context, context.cast[name], things, ideas, districts)
    _save_search(context.cast["anna"])
    choose_rhythm(user=context.cast["ben"], rhythm="weekly")
    long_ago = context.day(-500)
    Follow.objects.update(since=long_ago)
    SavedSearch.objects.update(since=long_ago)
    for several in ideas.values():
        for made in sorted(several, key=lambda made: made.at)[-NEW_IDEAS:]:
            if not made.idea.withdrawn:
                tell_of("proposal.published", made.proposal, actor=made.proposal.author)
                _back_in_time(made.at)
    tell_of_phases()
    _date_projects(context)
    _date_answers()
    _in_order()
    while spread_next() is not None:
        pass
    old = Notification.objects.filter(at__lt=context.today - FRESH)
    old.update(read_at=context.today, mailed_at=context.today)


def _follow(
    context: Context, person: User, things: dict[str, list[str]], ideas: dict[str, list[MadeIdea]], districts: dict[str, District]
) -> None:
    for code in things["districts"]:
        follow(user=person, kind="district", object_id=districts[code].pk)
    for slug in things["projects"]:
        follow(user=person, kind="project", object_id=context.made[slug].project.pk)
        for made in [made for made in ideas.get(slug, []) if not made.idea.withdrawn][:2]:
            follow(user=person, kind="proposal", object_id=made.proposal.pk)


def _save_search(person: User) -> None:
    words = ANNA_SEARCH["words"]
    save_search(
        user=person,
        name=ANNA_SEARCH["name"],
        words=words,
        terms=terms_of(words),
        point=ANNA_SEARCH["point"],
        radius=ANNA_SEARCH["radius"],
    )


def _back_in_time(at: datetime) -> None:
    """The verb tells now; the story says when it was."""
    News.objects.filter(pk=News.objects.latest("pk").pk).update(at=at)


def _date_projects(context: Context) -> None:
    """A project was published a week before its first phase, or yesterday when that is still to come."""
    for made in context.made.values():
        at = min(made.phases[0].starts_at - timedelta(days=7), context.day(-1))
        News.objects.filter(kind="project.published", subject_id=made.project.pk).update(at=at)


def _date_answers() -> None:
    """Answers were given when the story says."""
    given = dict(OfficialResponse.objects.values_list("pk", "created_at"))
    answered = list(News.objects.filter(kind="proposal.answered"))
    for news in answered:
        news.at = given[news.data["response"]]
    News.objects.bulk_update(answered, ["at"], batch_size=500)


def _in_order() -> None:
    """News are read by their numbers, so they get these in the order in which things happened."""
    rows = sorted(News.objects.all(), key=lambda news: news.at)
    News.objects.all().delete()
    for row in rows:
        row.pk = None
    News.objects.bulk_create(rows, batch_size=500)
