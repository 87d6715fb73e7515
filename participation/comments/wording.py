"""What is written into a form for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.common.markup import quotation

if TYPE_CHECKING:
    from participation.comments.models import Comment

LONGEST_QUOTE = 500


def quoted(comment: Comment) -> str:
    """The beginning of an answer that quotes a comment: who said it, and the passage; the rest is for the writer."""
    words = quotation(comment.body, limit=LONGEST_QUOTE)
    name = comment.author.public_name if comment.author and not comment.on_behalf_of else ""
    return f"@{name}:\n{words}\n\n" if name else f"{words}\n\n"
