"""A city in which something of every kind is about to disappear; every text of it carries the same mark."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from districts.models import District
from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import delete_comment, edit_comment, post_comment
from participation.moderation import services as moderation
from participation.moderation.models import Decision, Notice
from participation.notifications.models import Follow, Notification, SavedSearch
from participation.notifications.services import follow, save_search, spread_next
from participation.projects.models import Project
from participation.projects.services import change_settings, publish_pages, set_project_state
from participation.projects.states import ProjectState, Visibility
from proposals.commitments.models import Commitment, Round
from proposals.commitments.tokens import token_for
from proposals.following import tell_of
from proposals.merging.models import Merger, Supporter
from proposals.merging.services import ask, choose, save_text, start_merger, tell_supporters
from proposals.merging.tokens import make_token
from proposals.models import Proposal
from proposals.services import edit_proposal, save_draft, submit_proposal, support_proposal, withdraw_proposal
from proposals.voting.models import Pot
from proposals.voting.services import publish_rules
from surveys.models import Survey
from surveys.services import create_survey
from tests.cast import Town
from tests.factories.comments import own_thread
from tests.factories.commitments import called_done, promise
from tests.factories.districts import square
from tests.factories.projects import PhaseFactory
from tests.factories.surveys import ONE_OF_EACH, published_survey
from tests.factories.voting import ItemFactory, PotFactory, RoundFactory
from tests.projects.conftest import LANGUAGES, make

MARK = "Qzvxwjkq"  # no page says this by itself, and no random token holds it by chance
WORD = "merikotka"  # what a reader searches for; searching for the mark itself would find the search field


def secret(name: str) -> str:
    """A text that a search finds and that must be read nowhere. `name` tells in a failure what got out."""
    return f"{WORD} {MARK}-{name}"


def picture() -> io.BytesIO:
    """A small JPEG."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "JPEG")
    content.seek(0)
    return content


@dataclass(frozen=True)
class Placed:
    """A row that stands in a project through another one."""

    pk: int
    project: Project


@dataclass
class World:
    """The people and the things, by what will happen to them."""

    town: Town
    anna: User
    ben: User
    mira: User
    carla: User
    open: Project
    out_of_sight: dict[str, Project] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)

    @property
    def projects(self) -> list[Project]:
        """All of them."""
        return [self.open, *self.out_of_sight.values()]

    def gone_addresses(self) -> Iterator[str]:
        """Without the language: what has to answer 404 when all is gone."""
        for name, proposal in self.proposals.items():
            if name != "plain":
                yield from (
                    f"projects/{proposal.project.slug}/proposals/{proposal.pk}/{rest}"
                    for rest in ("", "history/", "history/1.txt", "image/", *files_of(proposal))
                )
        for survey in Survey.objects.exclude(project=self.open, state="published"):
            yield f"projects/{survey.project.slug}/surveys/{survey.pk}/"
        for project in self.out_of_sight.values():
            yield f"projects/{project.slug}/"
            yield f"projects/{project.slug}/proposals/"
            yield from (f"threads/{pk}/" for pk in Thread.objects.filter(project=project).values_list("pk", flat=True))
        gone = Commitment.objects.exclude(proposal=self.proposals["plain"])
        yield from (f"promises/{pk}/done/" for pk in gone.values_list("pk", flat=True))
        yield from (f"promises/answer/{token}/" for token in question_tokens(Round.objects.filter(commitment__in=gone), self.ben))
        hidden = [proposal.thread_id for name, proposal in self.proposals.items() if name != "plain" and proposal.thread_id]
        yield from (f"threads/{pk}/comments/?after=0" for pk in hidden)

    def filler(self, name: str) -> list[Any]:
        """The rows that `pk` stands for in the URL pattern of this name. Raises KeyError when nobody has thought of it."""
        kinds = {
            "surveys": Survey.objects.select_related("project"),
            "comments:thread": Thread.objects.all(),
            "comments:thread_comments": Thread.objects.all(),
            "comments:votes": Thread.objects.all(),
            "comments:freeze": Thread.objects.all(),
            "comments:slow": Thread.objects.all(),
            "comments": Comment.objects.all(),
            "proposals": Proposal.objects.select_related("project"),
            "merging:start": Proposal.objects.select_related("project"),
            "merging": Merger.objects.select_related("project"),
            "moderation:decision": Decision.objects.all(),
            "promises:question": Commitment.objects.all(),
            "following:change": Follow.objects.all(),
            "following:search": SavedSearch.objects.all(),
            "following:open": Notification.objects.all(),
            "voting:pot": (pots := [Placed(pot.pk, pot.round.project) for pot in Pot.objects.select_related("round__project")]),
            "voting:ballots_pb": pots,
            "voting:ballots_csv": pots,
        }
        return list(kinds[name] if name in kinds else kinds[name.split(":")[0]])


def build(town: Town, anna: User, ben: User, mira: User, carla: User) -> World:
    """Everything is there and open to everyone; Ben has supported, answered and reported it."""
    District.objects.filter(pk=town.kallio.pk).update(boundary=square(24.9, 60.15, 0.1))  # so that there is a map
    world = World(town, anna, ben, mira, carla, open=_project(town, carla, "avoin", "Avoin hanke"))
    for slug in ("luonnos", "jasenet"):
        world.out_of_sight[slug] = _project(town, carla, slug, secret(f"project-{slug}"))
        world.proposals[slug] = _proposal(world, world.out_of_sight[slug], f"proposal-in-{slug}")
        _talk(world, own_thread(world.out_of_sight[slug]), f"in-{slug}", ("plain",))
    for name in ("plain", "withdrawn", "hidden", "held"):
        world.proposals[name] = _proposal(world, world.open, name)
    _bring_together(world, "withdrawn", "hidden")
    for name in world.proposals:
        _promise(world, name)
    _vote(world)
    _follow_all(world)
    survey = published_survey(world.open)
    create_survey(project_id=world.open.pk, title={"fi": secret("draft-survey")}, questions=ONE_OF_EACH, by=None)
    threads = {"project": own_thread(world.open), "proposal": world.proposals["plain"].thread, "survey": survey.thread}
    for where, thread in threads.items():
        _talk(world, thread, where, ("hidden", "held", "deleted"))
    return world


def _vote(world: World) -> None:
    """A vote in every project: on the proposals of the open one, in words of its own, and on secrets in the others."""
    for project in world.projects:
        pot = PotFactory(round=RoundFactory(project=project), district=world.town.kallio)
        if project == world.open:
            for name in ("plain", "withdrawn", "hidden", "held"):
                ItemFactory(pot=pot, proposal=world.proposals[name])
        else:
            ItemFactory(pot=pot, title=secret(f"item-in-{project.slug}"))
        publish_rules(round_id=pot.round_id, by=None)


def _follow_all(world: World) -> None:
    """Ben follows everything, has a search that finds everything, and was told of it all."""
    for project in world.projects:
        follow(user=world.ben, kind="project", object_id=project.pk)
    for proposal in world.proposals.values():
        follow(user=world.ben, kind="proposal", object_id=proposal.pk)
        follow(user=world.ben, kind="thread", object_id=proposal.thread_id)
    save_search(user=world.ben, name="Kaikki", district_id=world.town.kallio.pk)
    for proposal in world.proposals.values():
        tell_of("proposal.answered", proposal, actor=None, data={"status": "accepted"})
    while spread_next() is not None:
        pass


def make_disappear(world: World) -> None:
    """Each by the verb that people use for it."""
    withdraw_proposal(proposal_id=world.proposals["withdrawn"].pk, by=world.anna)
    _hide(world, "proposal", world.proposals["hidden"].pk)
    moderation.hold_automatically(kind="proposal", object_id=world.proposals["held"].pk, ground="spam")
    for name, comment in world.comments.items():
        if name.endswith("hidden"):
            _hide(world, "comment", comment.pk)
        elif name.endswith("held"):
            moderation.hold_automatically(kind="comment", object_id=comment.pk, ground="spam")
        elif name.endswith("deleted"):
            delete_comment(comment_id=comment.pk, by=world.anna)
    draft, members = world.out_of_sight["luonnos"], world.out_of_sight["jasenet"]
    set_project_state(project_id=draft.pk, state=ProjectState.DRAFT, by=world.carla)
    change_settings(project_id=members.pk, by=world.carla, visibility=Visibility.MEMBERS)
    world.proposals["draft"] = save_draft(
        project_id=world.open.pk, author=world.anna, title=secret("draft"), body=secret("draft-body"), language="fi"
    )
    # The proposal under the comments stays, and its own words may be read.
    edit_proposal(
        proposal_id=world.proposals["plain"].pk,
        editor=world.anna,
        title="Laituri",
        body="Rantaan.",
        language="fi",
        latitude=60.19,
        longitude=24.95,
    )


def files_of(proposal: Proposal) -> list[str]:
    """Where its pictures are."""
    return [f"files/{image.stored.key}/" for image in proposal.images.select_related("stored")]


def tokens() -> list[str]:
    """By which reports can be followed."""
    return list(Notice.objects.values_list("token", flat=True))


def choosing_tokens() -> list[str]:
    """The links by which supporters choose."""
    return [make_token(row) for row in Supporter.objects.select_related("resident")]


def _bring_together(world: World, own: str, other: str) -> None:
    """Anna agrees with herself; the joint proposal stays, what it came from will disappear. Ben supports both of them."""
    first = world.proposals[own]
    merger = start_merger(
        project_id=first.project_id, initiator=world.anna, source_id=first.pk, other_ids=[world.proposals[other].pk]
    )
    merger = save_text(
        merger_id=merger.pk, author=world.anna, seen=merger.digest, title="Yhdessä", body="Laituri rantaan.", language="fi"
    )
    merger = ask(merger_id=merger.pk, author=world.anna, seen=merger.digest, note=secret("note"))
    tell_supporters(merger_id=merger.pk)
    choose(merger_id=merger.pk, resident=world.ben, choice="keep")


def question_tokens(rounds: Any, who: User) -> list[str]:
    """By which somebody answers whether promises are kept."""
    return [token_for(pk, who) for pk in rounds.values_list("pk", flat=True)]


def _promise(world: World, name: str) -> None:
    """A promise about a proposal, called done, so that its supporter is asked."""
    words = dict.fromkeys(LANGUAGES, _words(name, "promise"))
    called_done(promise(world.proposals[name], world.carla, title=words, text=words), world.carla)


def _project(town: Town, carla: User, slug: str, title: str) -> Project:
    project = make(carla, town, slug=slug, titles=dict.fromkeys(LANGUAGES, title), leads=dict.fromkeys(LANGUAGES, title))
    publish_pages(project=project, by=carla)
    PhaseFactory(project=project, position=90, title=f"{title} nyt", summary=title)
    project.refresh_from_db()
    return project


def _proposal(world: World, project: Project, name: str) -> Proposal:
    proposal = submit_proposal(
        project_id=project.pk,
        author=world.anna,
        title=_words(name, "before"),
        body=_words(name, "body"),
        place=_words(name, "place"),
        language="fi",
        latitude=60.19,
        longitude=24.95,
        image=picture(),
        image_alt=_words(name, "alt"),
    )
    if name != "plain":
        edit_proposal(
            proposal_id=proposal.pk,
            editor=world.anna,
            title=_words(name, "title"),
            body=_words(name, "body"),
            place=_words(name, "place"),
            language="fi",
            latitude=60.19,
            longitude=24.95,
        )
        _talk(world, proposal.thread, f"under-{name}", ("plain",))
    support_proposal(proposal_id=proposal.pk, resident=world.ben)
    proposal.refresh_from_db()
    return proposal


def _words(name: str, part: str) -> str:
    return f"Laituri {part}" if name == "plain" else secret(f"{name}-{part}")


def _talk(world: World, thread: Thread, where: str, names: tuple[str, ...]) -> None:
    for name in names:
        key = f"{where}-{name}"
        comment = post_comment(thread_id=thread.pk, author=world.anna, body=secret(f"{key}-before"), language="fi")
        world.comments[key] = edit_comment(comment_id=comment.pk, editor=world.anna, body=secret(f"comment-{key}"))
        post_comment(thread_id=thread.pk, author=world.ben, body="En ole samaa mieltä.", language="fi", parent_id=comment.pk)


def _hide(world: World, kind: str, pk: int) -> None:
    report = moderation.report(kind=kind, object_id=pk, reporter=world.ben, reason="hate", language="fi")
    moderation.decide(case_id=report.case_id, action="hide", ground="hate", explanation="Ei näin.", by=world.mira)
