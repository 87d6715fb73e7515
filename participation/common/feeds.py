"""Atom feeds of what everybody may read: Django's, with every title in its own language and answers that are not sent twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape

# What XML cannot hold at all; a resident's text may have it.
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a feed. key: names it for ever, such as "proposal/7". language: of the title. path: with the language.

    at: when it happened; changed: when its words were last changed, if ever. said: a sentence about it in the feed's language;
    text: the beginning of its own words, in the title's language.
    """

    key: str
    title: str
    path: str
    at: datetime
    language: str = ""
    changed: datetime | None = None
    said: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a feed tells: its name, the page it belongs to, its own address, and its entries, the newest first."""

    title: str
    path: str
    address: str
    entries: Sequence[Entry]
    since: datetime | None = None  # when there was nothing in it yet


class Atom(Atom1Feed):
    """Every entry says in which language it is; a feed without entries is not a new one each time it is asked for."""

    def latest_post_date(self) -> datetime:
        """When something in it last changed."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed.get("since") or LONG_AGO)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Title and text in their own language, what we say of them in the feed's."""
        own = {"xml:lang": item["language"]} if item["language"] else {}
        handler.addQuickElement("title", item["title"], own)
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate"})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        if item["said"]:
            handler.addQuickElement("summary", item["said"], {"type": "text"})
        if item["text"]:
            handler.addQuickElement("content", f"<p>{escape(item['text'])}</p>", {"type": "html", **own})


class SiteFeed(Feed):
    """A feed from a `Source`; subclasses make one in `get_object`. Nobody is signed in here: what it holds is everybody's."""

    feed_type = Atom
    title_template = description_template = None

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, or nothing where the reader has it already. It is asked for anew, so what was hidden is gone at once."""
        response = super().__call__(request, *args, **kwargs)
        etag = f'"{sha256(response.content).hexdigest()[:24]}"'
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        return get_conditional_response(request, etag=etag, response=response) or response

    def title(self, source: Source) -> str:
        return plain(f"{source.title} – {settings.SERVICE_NAME}")

    def link(self, source: Source) -> str:
        return source.path

    def feed_url(self, source: Source) -> str:
        return source.address

    def author_name(self) -> str:
        return f"{settings.SERVICE_NAME}, {settings.CITY_NAME}"

    def feed_extra_kwargs(self, source: Source) -> dict[str, Any]:
        return {"since": source.since}

    def items(self, source: Source) -> Sequence[Entry]:
        return source.entries

    def item_title(self, entry: Entry) -> str:
        return plain(entry.title)

    def item_description(self, entry: Entry) -> str:
        return ""

    def item_link(self, entry: Entry) -> str:
        return entry.path

    def item_guid(self, entry: Entry) -> str:
        return f"tag:{urlsplit(settings.PUBLIC_URL).hostname},{entry.at:%Y-%m-%d}:{entry.key}"

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.at

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.changed or entry.at

    def item_extra_kwargs(self, entry: Entry) -> dict[str, Any]:
        return {"language": entry.language, "said": plain(entry.said), "text": plain(entry.text)}


def plain(text: str) -> str:
    """A text that XML can hold."""
    return UNSPEAKABLE.sub(" ", str.__str__(text))
