"""Proposals that are brought together, in each state that residents meet; only while ideas are collected."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from participation.accounts.models import User
from participation.common.origin import Origin
from participation.demo.content.mergers import ASKED, PROJECT, PUBLISHED, SUGGESTED
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from proposals.merging.models import Merger, Supporter
from proposals.merging.services import agree, ask, choose, save_text, start_merger, suggest_merger, tell_supporters
from proposals.merging.states import Choice, MergerState
from proposals.models import Proposal, Support
from proposals.services import support_proposal

SHUFFLE = 0.5  # the place in the random order, which the database would give by chance


def make_mergers(context: Context, ideas: dict[str, list[MadeIdea]]) -> None:
    """Make them where all their proposals are there: a small seed leaves some out."""
    if context.sizes.stage != "collecting":
        return
    by_title = {made.idea.title: made.proposal for made in ideas.get(PROJECT, [])}
    for story, make in ((PUBLISHED, _published), (ASKED, _asked), (SUGGESTED, _suggested)):
        sources = [by_title[title] for title in story["sources"] if title in by_title]
        if len(sources) == len(story["sources"]):
            make(context, story, sources)


def _asked(_context: Context, story: dict[str, Any], sources: list[Proposal]) -> Merger:
    own, *others = sources
    merger = start_merger(
        project_id=own.project_id, initiator=own.author, source_id=own.pk, other_ids=[other.pk for other in others]
    )
    merger = save_text(
        merger_id=merger.pk,
        author=own.author,
        seen=merger.digest,
        title=story["title"],
        body=story["text"],
        language=story["language"],
        place=story["place"],
        category_id=own.category_id,
        district_id=own.project.lead_district_id,
    )
    return ask(merger_id=merger.pk, author=own.author, seen=merger.digest, note=story["asked"])


def _suggested(context: Context, story: dict[str, Any], sources: list[Proposal]) -> None:
    suggest_merger(
        project_id=sources[0].project_id,
        by=context.cast[story["by"]],
        source_ids=[source.pk for source in sources],
        words=story["words"],
    )


def _published(context: Context, story: dict[str, Any], sources: list[Proposal]) -> None:
    for name in story["supporters"]:
        moment = context.today - timedelta(days=3)
        support_proposal(proposal_id=sources[0].pk, resident=context.cast[name], origin=Origin.SEED, at=moment)
    merger = _asked(context, story, sources)
    for source, note in zip(sources[1:], story["agreed"], strict=True):
        if merger.state == MergerState.ASKED:  # one person can have written several
            merger = agree(merger_id=merger.pk, author=source.author, seen=merger.digest, note=note)
    # The verbs act now; the story says when it was.
    published = context.today - timedelta(days=2)
    Proposal.objects.filter(pk=merger.proposal_id).update(shuffle=SHUFFLE, published_at=published, created_at=published)
    Merger.objects.filter(pk=merger.pk).update(published_at=published)
    _let_some_move(context, merger, story, sources)


def _let_some_move(context: Context, merger: Merger, story: dict[str, Any], sources: list[Proposal]) -> None:
    """Some of the invented residents move their support; of the mails only those to the demo accounts are written."""
    cast = {person.pk for person in context.cast.values()}
    given = Support.objects.filter(proposal__in=[source.pk for source in sources]).exclude(resident__in=cast)
    residents = list(User.objects.filter(pk__in=given.values("resident")).order_by("pk"))
    told = [Supporter(merger=merger, resident=person, told_at=context.today) for person in residents]
    Supporter.objects.bulk_create(told)
    for person in residents[: story["moved"]]:
        choose(merger_id=merger.pk, resident=person, choice=Choice.MOVE)
    moved = context.today - timedelta(days=1)
    Support.objects.filter(proposal=merger.proposal_id).update(created_at=moved)
    tell_supporters(merger_id=merger.pk)
