"""The joint text: what it consists of, its fingerprint, and the text it begins with."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import TYPE_CHECKING

from proposals.merging.models import JointVersion
from proposals.services.content import BODY_LENGTH, Content
from proposals.versions import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from participation.accounts.models import User
    from proposals.merging.models import Merger
    from proposals.models import Proposal

# For whom its authors speak is not part of it: it is published under all their names.
NAMES = tuple(field.name for field in fields(Content) if field.name not in ("on_behalf_of", "authorship", "school_class"))


def content_of(merger: Merger) -> Content:
    """What the joint proposal would say now."""
    return Content(**{name: getattr(merger, name) for name in NAMES})


def fill(merger: Merger, content: Content) -> None:
    """Put a text into a row that is about to be saved, with its fingerprint."""
    for name in NAMES:
        setattr(merger, name, getattr(content, name))
    merger.digest = fingerprint(content)


def fingerprint(content: Content) -> str:
    """SHA-256 of everything that would be published: who agrees, agrees to this.

    Only what a merger keeps counts. A joint text speaks for its authors alone, whatever `Content` fills in for that.
    """
    kept = {name: getattr(content, name) for name in NAMES}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def keep_version(merger: Merger, editor: User) -> JointVersion:
    """Keep the text as it is now for comparison."""
    return JointVersion.objects.create(
        merger=merger,
        title=merger.title,
        text=merger.body,
        language=merger.language,
        editor=editor,
        digest=digest(merger.title, merger.body),
    )


def first_text(own: Proposal, others: Sequence[Proposal]) -> Content:
    """What a joint text begins with: the own proposal's facts, and below each other the words of all, where they fit."""
    whole = "\n\n".join([own.body, *(f"{other.title}\n{other.body}" for other in others)])
    facts = {name: getattr(own, name) for name in NAMES}
    return Content(**{**facts, "body": whole if len(whole) <= BODY_LENGTH else own.body})
