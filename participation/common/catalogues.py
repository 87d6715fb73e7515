"""Message catalogues without gettext's tools: extract, compile and check `locale/*/LC_MESSAGES/django.po`.

    python -m participation.common.catalogues extract   # new messages into the .po files, translations kept
    python -m participation.common.catalogues compile   # .po to .mo; does nothing where it is newer
    python -m participation.common.catalogues check     # exit 1 when a message lacks a translation

Templates pass through Django's `templatize`, everything through Babel's extractor.

Staff work in the content languages. Any other interface language, such as Arabic, is for residents, so its catalogue holds
no message of which every source is in `STAFF_SOURCES`, and needs every other one.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fi", "sv", "ar")  # the source language is English
RESIDENTS_ONLY = frozenset({"ar"})  # interface languages in which the admin is not offered
# Where a message is met by staff alone: the admin's views, forms and templates, and what only these show.
STAFF_SOURCES = (
    "*/wagtail_hooks.py",
    "*/viewsets.py",
    "*/viewsets/*",
    "*/field_viewsets.py",
    "proposals/form_models.py",
    "proposals/services/form_fields.py",
    "*/staff_forms.py",
    "*/staff_columns.py",
    "*/blueprints.py",
    "*/page_models.py",
    "*/workflow_models.py",
    "*/audit_labels.py",
    "*/language_gaps.py",
    "*/management/*",
    "participation/audit/*",
    "participation/common/blocks.py",
    "participation/common/third_party_words.py",
    "participation/demo/styleguide/*",
    "participation/pages/parity/*",
    "participation/notifications/services/retrying.py",
    "participation/publishing/*",
    "proposals/assessment/exports.py",
    "proposals/assessment/models.py",
    "proposals/assessment/presentation.py",
    "proposals/assessment/rules.py",
    "proposals/assessment/services/*",
    "proposals/assessment/staff_labels.py",
    "proposals/import_models.py",
    "proposals/importing/*",
    "proposals/commitments/exports.py",
    "proposals/commitments/services/changing.py",
    "proposals/commitments/services/finishing.py",
    "proposals/commitments/services/making.py",
    "proposals/commitments/services/pictures.py",
    "proposals/commitments/services/rows.py",
    "proposals/commitments/words.py",
    "proposals/voting/building.py",
    "proposals/voting/code_sheets.py",
    "proposals/voting/guarding.py",
    "proposals/voting/queries/lacking.py",
    "proposals/voting/rolls.py",
    "proposals/voting/services/changing.py",
    "proposals/voting/services/counting.py",
    "proposals/voting/services/codes.py",
    "proposals/voting/services/items.py",
    "proposals/voting/services/pots.py",
    "proposals/voting/services/preparing.py",
    "proposals/voting/services/rounds.py",
    "proposals/voting/services/words.py",
    "proposals/voting/steps.py",
    "proposals/voting/paper_words.py",
    "proposals/voting/showing.py",
    "proposals/voting/readings.py",
    "proposals/voting/services/annulling.py",
    "proposals/voting/services/bundles.py",
    "proposals/voting/services/desk.py",
    "proposals/voting/services/locking.py",
    "proposals/voting/services/papers.py",
    "proposals/voting/services/places.py",
    "surveys/exports.py",
    "surveys/specs.py",
    "surveys/starter.py",
    "templates/*/admin/*",
    "templates/emails/promise_staff_*",
    "templates/wagtailadmin/*",
    "templates/accounts/person_*",
    "templates/audit/*",
    "templates/assessment/_way_part.html",
    "templates/emails/assessment_due.txt",
    "templates/emails/voting_rules_due.txt",
    "templates/styleguide/*",
    "templates/moderation/case_*",
    "templates/moderation/waiting_panel.html",
)
# Babel numbers Arabic's last two forms the other way round than Django and everybody else does.
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
}
# Plural forms that stand for one number each, and so may say it in a word: Arabic's none, one and two
EXACT_FORMS = {"ar": 3}
SOURCES = ("participation", "proposals", "surveys", "districts", "templates")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "_lazy": None,
    "noop": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
MessageId = str | tuple[str, ...] | list[str]  # with plural forms there are several
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def source_messages() -> Iterator[tuple[str, int, MessageId, str | None]]:
    """Every message in the sources: (file, line, message id or pair, context)."""
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            name = str(path.relative_to(ROOT))
            code = text if path.suffix == ".py" else templatize(text, origin=name)
            for line, message, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
                yield name, line, message, context


def is_staffs(source: str) -> bool:
    """Whether only staff meet the messages of a file."""
    return any(fnmatch(source, pattern) for pattern in STAFF_SOURCES)


def read(language: str) -> Catalog:
    """The catalogue as it is on disk, or an empty one."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extracted(language: str) -> Catalog:
    """A catalogue of today's messages with the translations that are known."""
    known = read(language)
    fresh = Catalog(locale=language, charset="utf-8", project="Kuuluu", fuzzy=False)
    # Only words make a difference.
    fresh.creation_date, fresh.revision_date = known.creation_date, known.revision_date
    if language in PLURALS:
        fresh.mime_headers = [("Plural-Forms", PLURALS[language])]
    messages = list(source_messages())
    wanted = {_key(message, context) for name, _line, message, context in messages if not is_staffs(name)}
    for name, _line, message, context in messages:
        if language in RESIDENTS_ONLY and _key(message, context) not in wanted:
            continue
        added = fresh.add(message, context=context, locations=[(name, 0)])
        entry = fresh.get(added.id, context=context) or added  # the one in the catalogue, joined with earlier uses
        old = known.get(entry.id, context=context)
        if old is not None and old.string and entry.pluralizable == old.pluralizable:
            entry.string = old.string
        elif old is not None and isinstance(old.string, tuple):  # the same word stands alone here: its singular will do
            entry.string = old.string[0]
    return fresh


def save(language: str, catalogue: Catalog) -> None:
    """Write the catalogue, sorted, so that two people's additions merge."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True, omit_header=False, width=120)


def faults(language: str) -> list[str]:
    """What is wrong with a language: messages without a translation, and placeholders that differ."""
    found = []
    for message in extracted(language):
        if not message.id:
            continue
        strings = _forms(message.string)
        if not all(strings):
            found.append(f"{language}: no translation of {_first(message)!r}")
            continue
        exact = EXACT_FORMS.get(language, 0) if message.pluralizable else 0
        found += [
            f"{language}: placeholders differ in {_first(message)!r}"
            for number, string in enumerate(strings)
            if not _same(message, string, may_lack_one=number < exact)
        ]
    return found


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(text: MessageId | None) -> Sequence[str]:
    """The singular and the plurals, or the one form there is."""
    return (text or "",) if text is None or isinstance(text, str) else text


def _names(text: str) -> set[str]:
    return {a or b for a, b in PLACEHOLDER.findall(text)}


def _same(message: Message, string: str, *, may_lack_one: bool = False) -> bool:
    said = _names(string)
    sources = [_names(one) for one in _forms(message.id)]
    return said in sources or (may_lack_one and any(said < source and len(source - said) == 1 for source in sources))


def _key(message: MessageId, context: str | None) -> tuple[str, str | None]:
    return _forms(message)[0], context


def compile_all() -> int:
    """Compile what has changed; returns how many catalogues were written."""
    written = 0
    for path in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        half_done = target.with_suffix(f".{os.getpid()}")
        with half_done.open("wb") as file:
            write_mo(file, catalogue)
        half_done.replace(target)
        written += 1
    return written


def main(verb: str) -> int:
    """Do one of the three verbs; returns the exit status."""
    if verb == "extract":
        for language in LANGUAGES:
            save(language, extracted(language))
        sizes = ", ".join(f"{language} {len(read(language))}" for language in LANGUAGES)
        sys.stdout.write(f"Messages in the catalogues: {sizes}.\n")
        return 0
    if verb == "compile":
        sys.stdout.write(f"{compile_all()} catalogues compiled.\n")
        return 0
    if verb == "check":
        found = [fault for language in LANGUAGES for fault in faults(language)]
        sys.stdout.write("".join(f"{fault}\n" for fault in found) or "Every message is translated.\n")
        return 1 if found else 0
    sys.stderr.write("Say extract, compile or check.\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
