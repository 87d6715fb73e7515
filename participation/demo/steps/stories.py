"""The content's short way of writing a page's text, as Wagtail wants it."""

from __future__ import annotations

from typing import Any

from wagtail.rich_text import RichText

from participation.demo.shapes import Story


def stream_value(story: Story) -> list[tuple[str, Any]]:
    """A StreamField value for `StoryBlocks`. Raises KeyError for a block that the content cannot use."""
    return [(block, MAKERS[block](content)) for block, content in story]


MAKERS = {
    "text": lambda html: RichText(html),
    "quote": lambda pair: {"text": pair[0], "source": pair[1]},
    "question": lambda pair: {"question": pair[0], "answer": RichText(pair[1])},
}
