"""Words in the addresses of mails stand for one purpose each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner

from participation.common.mail_links import LONGEST, MailLink

QUESTION = MailLink("question", numbers=2)


def test_a_word_stands_for_its_purpose_alone() -> None:
    word = QUESTION.word(7, 12)
    assert QUESTION.read(word) == (7, 12)
    assert MailLink("stop", numbers=2).read(word) is None
    assert MailLink("question", numbers=1).read(word) is None
    assert QUESTION.read(word.replace("7-12", "8-12")) is None


def test_a_word_can_run_out() -> None:
    word = QUESTION.word(7, 12)
    assert QUESTION.read(word, max_age=timedelta(days=1)) == (7, 12)
    assert QUESTION.read(word, max_age=timedelta(days=-1)) is None


@pytest.mark.parametrize("says", ["", "7", "7-", "7-12-3", "7-x", "٧-١", "7--12", "7-12\n", "9" * 400])
def test_what_is_not_of_this_shape_is_nothing(says: str) -> None:
    assert QUESTION.read(TimestampSigner(salt="question", sep=".").sign(says)) is None


@pytest.mark.parametrize("word", ["", "7-12", "7-12.x.y", "7-12.\x00", "x" * (LONGEST + 1)])
def test_what_is_not_signed_is_nothing(word: str) -> None:
    assert QUESTION.read(word) is None


def test_a_word_needs_all_its_numbers() -> None:
    with pytest.raises(ValueError, match="2 numbers"):
        QUESTION.word(7)
