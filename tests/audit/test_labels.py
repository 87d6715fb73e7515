"""Every act that is recorded has words in the list; what nobody knows shows as it is."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from participation.accounts.models import User
from participation.audit.labels import label_of, register
from participation.audit.services import record
from participation.moderation.contents import all_kinds
from participation.moderation.states import DecisionAction

FOLDERS = ("participation", "proposals", "surveys", "districts")
VERB = re.compile(r"""(?:\baction=|"action": |_record\(|_set_state\([^"]*)"([a-z_]+\.[a-z_]+)\"""")


def recorded_verbs() -> set[str]:
    """Every verb that the code names, and every decision about every kind of content."""
    files = [path for folder in FOLDERS for path in (Path(settings.ROOT) / folder).rglob("*.py")]
    named = {verb for path in files for verb in VERB.findall(path.read_text("utf-8"))}
    return named | {f"{kind.key}.{action}" for kind in all_kinds() for action in DecisionAction}


def test_every_recorded_verb_has_words() -> None:
    verbs = recorded_verbs()
    assert {"comment.post", "thread.freeze", "project.state", "proposal.hide", "survey.publish", "account.erase"} <= verbs
    assert {verb for verb in verbs if label_of(verb) == verb} == set()


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "Kommentti piilotettu"), ("sv", "Kommentar dold"), ("en", "Comment hidden")]
)
def test_list_says_it_in_the_readers_language(aino: User, language: str, words: str) -> None:
    record(action="comment.hide", actor=aino)
    record(action="something.else", actor=aino)
    client = Client(headers={"accept-language": language})
    client.force_login(aino)
    text = client.get("/admin/audit/").content.decode()
    assert words in text
    assert text.count("something.else") == 1


def test_second_words_for_a_verb_are_refused() -> None:
    with pytest.raises(ValueError, match=r"comment\.hide"):
        register({"comment.hide": "Other words"})
