"""The interface is complete in every language, and our words win over those of the libraries."""

import re

import pytest
from babel.messages.catalog import Message
from django.utils import translation
from django.utils.translation import gettext, ngettext

from participation.common import catalogues

TAG = re.compile(r"</?[a-z][^>]*>")
languages = pytest.mark.parametrize("language", catalogues.LANGUAGES)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    catalogues.compile_all()


def translations(language):
    """Every (message, translated string) of a catalogue, plural forms one by one."""
    for message in catalogues.read(language):
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((message, string) for string in strings if string)


def sources(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


@languages
def test_every_message_is_translated_with_its_placeholders(language):
    assert catalogues.faults(language) == []


@languages
def test_the_markup_in_a_message_is_kept(language):
    wrong = [
        message.id
        for message, string in translations(language)
        if sorted(TAG.findall(string)) not in [sorted(TAG.findall(source)) for source in sources(message)]
    ]
    assert wrong == []


@languages
def test_quotation_marks_are_those_of_the_language(language):
    wrong = [string for _message, string in translations(language) if re.search('[“„"]', TAG.sub("", string))]
    assert wrong == []


@languages
def test_space_and_line_breaks_at_the_ends_are_kept(language):
    """A mail's or a sentence's parts are put together as they are."""
    wrong = [
        message.id
        for message, string in translations(language)
        if not any(
            (source[:1].isspace(), source[-1:].isspace()) == (string[:1].isspace(), string[-1:].isspace())
            for source in sources(message)
        )
    ]
    assert wrong == []


@languages
def test_nothing_is_marked_as_a_guess(language):
    assert [message.id for message in catalogues.read(language) if message.id and message.fuzzy] == []


@languages
def test_extracting_again_changes_nothing(language, tmp_path, monkeypatch):
    before = catalogues.catalogue_path(language).read_bytes()
    fresh = catalogues.extracted(language)
    monkeypatch.setattr(catalogues, "catalogue_path", lambda _language: tmp_path / "django.po")
    catalogues.save(language, fresh)
    assert (tmp_path / "django.po").read_bytes() == before


def test_compiling_twice_writes_nothing_the_second_time():
    assert catalogues.compile_all() == 0


@pytest.mark.parametrize(("language", "word"), [("fi", "Ajasta julkaisu"), ("sv", "Schemalägg publicering")])
def test_our_words_fill_what_the_libraries_lack(language, word):
    with translation.override(language):
        assert gettext("Schedule to publish") == word


@pytest.mark.parametrize(("number", "words"), [(1, "1 päivä jäljellä"), (2, "2 päivää jäljellä"), (0, "0 päivää jäljellä")])
def test_numbers_choose_their_form(number, words):
    with translation.override("fi"):
        assert ngettext("%(days)s day left", "%(days)s days left", number) % {"days": number} == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا تعليقات"),
        (1, "تعليق واحد"),
        (2, "تعليقان"),
        (3, "3 تعليقات"),
        (10, "10 تعليقات"),
        (11, "11 تعليقًا"),
        (99, "99 تعليقًا"),
        (100, "100 تعليق"),
        (102, "102 تعليق"),
        (103, "103 تعليقات"),
    ],
)
def test_arabic_has_six_forms(number, words):
    """Babel's order of the last two is not Django's: the catalogue's header says which is which."""
    with translation.override("ar"):
        assert ngettext("%(number)s comment", "%(number)s comments", number) % {"number": number} == words


def test_a_language_of_residents_alone_leaves_out_what_staff_meet():
    def ids(language):
        return {(message.context, sources(message)[0]) for message in catalogues.read(language) if message.id}

    met_by_residents = {
        (context, message if isinstance(message, str) else message[0])
        for name, _line, message, context in catalogues.source_messages()
        if not catalogues.is_staffs(name)
    }
    assert ids("ar") == met_by_residents
    assert ids("ar") < ids("fi")


def test_a_placeholder_may_be_missing_only_where_the_form_is_one_number(monkeypatch):
    catalogue = catalogues.extracted("ar")
    monkeypatch.setattr(catalogues, "extracted", lambda _language: catalogue)
    message = catalogue.get("%(number)s comment")
    *others, _last = message.string
    message.string = (*others, "تعليق")
    assert catalogues.faults("ar") == ["ar: placeholders differ in '%(number)s comment'"]


@languages
def test_a_word_said_alone_and_counted_keeps_its_forms(language):
    """`gettext("Survey")` and `ngettext("Survey", "Surveys", n)` are one message."""
    counted = catalogues.extracted(language).get("Survey")
    assert len(counted.string) == catalogues.read(language).num_plurals
    assert all(counted.string)


def test_every_name_under_which_gettext_is_imported_is_known():
    """A function that the extractor does not know leaves its words in English."""
    pattern = re.compile(r"\b(?:n|np|p)?gettext\w*(?: as (\w+))?", re.MULTILINE)
    imports = re.compile(r"^from django\.utils\.translation import (.+)$", re.MULTILINE)
    names = set()
    for folder in catalogues.SOURCES:
        for path in (catalogues.ROOT / folder).rglob("*.py"):
            for line in imports.findall(path.read_text(encoding="utf-8")):
                names |= {match[1] or match[0] for match in pattern.finditer(line)}
    assert names <= set(catalogues.KEYWORDS)
