"""What is asked of the site: pages, writes, and the people who ask."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count
from django.middleware.csrf import _get_new_csrf_string as new_csrf_string

from benchmarks.client import Person, Request
from districts.models import District
from districts.queries import pages_of
from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.common.served_pages import page_path
from participation.projects.models import Project
from participation.projects.queries import with_titles
from proposals.models import Proposal
from proposals.queries.orders import cursor_of
from proposals.queries.similar import Words
from surveys.models import Survey

SEED = "seed=7"


@dataclass(frozen=True)
class Places:
    """The seeded city's places worth measuring."""

    project: Project
    talked_about: Proposal
    quiet: Proposal
    survey: Survey
    district: District
    district_page: str

    @classmethod
    def find(cls) -> Places:
        """The project with the longest conversation, that and the shortest one, a survey, the district most is proposed in."""
        public = Proposal.objects.published().filter(project__in=Project.objects.listed())
        talked_about = public.order_by("-comment_count", "pk").select_related("project")[0]
        project = talked_about.project
        with_titles([project])
        inside = public.filter(project=project)
        quiet = inside.order_by("comment_count", "pk")[0]
        survey = Survey.objects.filter(state="published", project__in=Project.objects.listed()).select_related("project")[0]
        district = District.objects.annotate(written=Count("proposals")).order_by("-written")[0]
        page = pages_of([district], "fi")[district.pk]
        return cls(project, talked_about, quiet, survey, district, page_path(page))

    def pages(self) -> dict[str, str]:
        """Name -> address of every kind of public page."""
        listed = f"/fi/projects/{self.project.slug}/proposals/"
        talk = f"/fi/threads/{self.talked_about.thread_id}/"
        return {
            "home": "/fi/",
            "list of projects": "/fi/projects/",
            "project page": self.project.page_url,
            "list of districts": f"{self.district_page.rstrip('/').rpartition('/')[0]}/",
            "district page": self.district_page,
            "list of proposals, random": f"{listed}?{SEED}",
            "list of proposals, newest": f"{listed}?sort=newest",
            "list of proposals, by support": f"{listed}?sort=support",
            "list of proposals, by comments": f"{listed}?sort=discussed",
            "list of proposals, one district": f"{listed}?district={self.district.slug}&{SEED}",
            "list of proposals, search": f"{listed}?q=penkki",
            "list of proposals, far down": f"{listed}?sort=newest&after={self._far_down()}",
            "proposal, few comments": f"{listed}{self.quiet.pk}/",
            "proposal, most comments": f"{listed}{self.talked_about.pk}/",
            "its conversation": talk,
            "its conversation, newest first": f"{talk}?sort=newest",
            "its conversation, most agreed, far down": f"{talk}?sort=agreed&after=0_{self._middle()}",
            "its conversation, what changed": f"{talk}comments/?after={self._late()}",
            "survey": f"/fi/projects/{self.survey.project.slug}/surveys/{self.survey.pk}/",
            "report a proposal": f"/fi/report/proposal/{self.quiet.pk}/",
        }

    @property
    def quiet_thread(self) -> int:
        """The conversation of the proposal with the fewest comments."""
        return int(self.quiet.thread_id or 0)

    def _far_down(self) -> str:
        inside = Proposal.objects.published().filter(project=self.project).order_by("-published_at", "-pk")
        return cursor_of(inside.values_list("pk", "published_at")[int(inside.count() * 0.8)])

    def _middle(self) -> int:
        roots = Comment.objects.filter(thread=self.talked_about.thread_id, parent=None).order_by("created_at", "id")
        return roots.values_list("pk", flat=True)[roots.count() // 2]

    def _late(self) -> int:
        return Thread.objects.get(proposal=self.talked_about).seq - 30


def sign_in(users: list[User]) -> list[Person]:
    """Sessions for people, made in the store as a sign-in makes them."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    people = []
    for user in users:
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        people.append(Person(session.session_key, new_csrf_string()))
    return people


def residents(number: int) -> list[User]:
    """Verified residents of the seeded city, others in every run: who supports everything already has nothing to measure."""
    everybody = User.objects.filter(is_superuser=False, is_active=True, verifications__isnull=False)
    return list(everybody.order_by("?")[:number])


def written() -> list[Words]:
    """What two hundred of the city's proposals say, as if somebody wrote it now."""
    rows = Proposal.objects.published().select_related("district").order_by("shuffle")[:200]
    return [Words.of(row) for row in rows]


def readers(path: str, number: int) -> Iterator[Request]:
    """One reader who opens an address for ever; in the random order, every time with another seed, as others do."""
    if SEED not in path:
        return itertools.repeat(Request(path))
    chance = random.Random(number)
    return (Request(path.replace(SEED, f"seed={chance.randrange(10**9)}")) for _time in itertools.count())


def writers(people: list[Person], path: str) -> list[Iterator[Request]]:
    """Everybody posts to the same address for ever."""
    return [itertools.repeat(Request(path, person, {"note": "one row"})) for person in people]


def supporters(people: list[Person], project: Project, seed: int) -> list[Iterator[Request]]:
    """Everybody supports proposals in an order of their own."""
    ids = list(Proposal.objects.published().filter(project=project).values_list("pk", flat=True))
    base = f"/fi/projects/{project.slug}/proposals"

    def stream(person: Person, shuffler: random.Random) -> Iterator[Request]:
        for pk in shuffler.sample(ids, len(ids)):
            yield Request(f"{base}/{pk}/support/", person, {})

    return [stream(person, random.Random(seed + number)) for number, person in enumerate(people)]


def commenters(people: list[Person], project: Project, seed: int) -> list[Iterator[Request]]:
    """Everybody comments here and there; a hundred threads share the load."""
    threads = list(Thread.objects.filter(project=project, anchor="proposal").order_by("pk").values_list("pk", flat=True)[:100])

    def stream(person: Person, shuffler: random.Random) -> Iterator[Request]:
        for number in itertools.count():
            yield Request(f"/fi/threads/{shuffler.choice(threads)}/comments/", person, {"body": f"Hyvä ajatus, numero {number}."})

    return [stream(person, random.Random(seed + number)) for number, person in enumerate(people)]
