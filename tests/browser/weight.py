"""What a page can make a browser load: its scripts and styles, and what those load in turn, at once or later."""

from __future__ import annotations

import gzip
import re
import urllib.request
from dataclasses import dataclass, field
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit

NAMED = re.compile(r"/static/[\w./-]+\.(?:js|css)")
IMPORTED = re.compile(r"""\bimport\b\s*(?:[\w\s{},*$]*?\bfrom\s*)?\(?\s*["']([^"']+)["']""")
LINKED = re.compile(r"""@import\s+(?:url\()?["']?([^"')]+)""")
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|link(?![^>]*rel="(?:alternate|canonical)"))\b[^>]*?\s(?:src|href)="([^"]+)"""
)


@dataclass
class Weigher:
    """Fetches each file once, compressed as a browser asks for it."""

    site: str
    sizes: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def page(self, path: str) -> tuple[str, dict[str, int]]:
        """Return a page's HTML and every script and stylesheet that it can lead to, with its bytes over the wire."""
        html, _size = self._fetch(urljoin(self.site, path))
        waiting, found = set(NAMED.findall(html)), {}
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            text = self._file(name)
            found[name] = self.sizes[name]
            pattern = IMPORTED if name.endswith(".js") else LINKED
            waiting |= {urljoin(name, address) for address in pattern.findall(text)}
        return html, found

    def strangers(self, html: str) -> list[str]:
        """What the page would load from elsewhere."""
        host = urlsplit(self.site).netloc
        return [address for address in LOADED.findall(html) if urlsplit(urljoin(self.site, address)).netloc not in {host, ""}]

    def _file(self, name: str) -> str:
        if name not in self.texts:
            self.texts[name], self.sizes[name] = self._fetch(urljoin(self.site, name))
        return self.texts[name]

    def _fetch(self, address: str) -> tuple[str, int]:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "Accept-Language": "en"})
        try:
            answer = urllib.request.urlopen(request, timeout=30)
        except HTTPError as error:  # a page that is not found has a look too
            answer = error
        with answer:
            body = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(body) if packed else body).decode("utf-8", "replace"), len(body)


def heaviest(pages: dict[str, dict[str, int]], ending: str) -> dict[str, int]:
    """Bytes of one kind of file, by page."""
    return {page: sum(size for name, size in files.items() if name.endswith(ending)) for page, files in pages.items()}
