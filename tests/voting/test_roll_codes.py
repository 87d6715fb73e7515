"""Codes: files of hashes, codes made here, calling batches back."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from participation.accounts.models import User
from participation.accounts.services import person_digest, verify
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.voting.keys import key_of
from proposals.voting.models import CodeBatch, Participation, VotingCode
from proposals.voting.queries.voters import person_key, voter_by_code
from proposals.voting.services import import_codes, print_codes, revoke_batch
from tests.voting.conftest import Vote, cast, opened

HEADER = "code_hash;district;born;subject"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def coded(db: None) -> Vote:
    """A round in which people vote with codes, too."""
    return opened(sources=["identity", "code"])


def hashed(code: str) -> str:
    """As the printing house writes it."""
    return hashlib.sha256(code.encode()).hexdigest()


def table(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> io.BytesIO:
    """A file."""
    return io.BytesIO("\r\n".join([header, *lines, ""]).encode(encoding))


def taken(vote: Vote, by: User, file: io.BytesIO, **more: Any) -> Any:
    """Brought in by somebody."""
    return import_codes(round_id=vote.round.pk, by=by, name="Kirjeet", file=file, **more)


def test_a_file_is_taken_in_and_its_codes_vote(coded: Vote, cora: User) -> None:
    lines = [f"{hashed('AAAABBBBCCCCDDDD')};301;2009-05-31;", f"{hashed('1111222233334444').upper()};;;131052-308T"]
    look = taken(coded, cora, table(*lines), dry_run=True)
    assert (look.good, look.bad, look.batch, VotingCode.objects.count()) == (2, 0, None, 0)
    done = taken(coded, cora, table(*lines))
    assert done.batch.codes.count() == 2
    voter = voter_by_code(coded.round, "aaaa-bbbb-cccc-dddd")
    assert (str(voter.district), voter.born.isoformat()) == ("Kallio", "2009-05-31")
    cast(coded, voter, coded.choices(0))
    other = voter_by_code(coded.round, "llll 2222 3333 4444")
    assert other.key == person_key(key_of(coded.round.pk), person_digest("131052-308T"))
    assert Participation.objects.get().channel == "code"
    assert Entry.objects.get(action="round.codes_import").data == {"batch": done.batch.pk, "codes": 2}


def test_a_code_of_a_person_is_no_second_vote(coded: Vote, cora: User, anna: User) -> None:
    taken(coded, cora, table(f"{hashed('AAAABBBBCCCCDDDD')};;;131052-308T"))
    verify(user=anna, kind="strong", source="x", subject="x", municipality="Helsinki", digest=person_digest("131052-308T"))
    cast(coded, anna, coded.choices(0))
    assert cast(coded, voter_by_code(coded.round, "AAAABBBBCCCCDDDD"), coded.choices(1)).is_change
    assert Participation.objects.count() == 1


def test_bad_lines_are_told_by_number_and_nothing_is_stored(coded: Vote, cora: User) -> None:
    taken(coded, cora, table(f"{hashed('KNOWN')};;;"))
    good = f"{hashed('A')};301;2009-05-31;"
    file = table(
        good,
        "xyz;;;",
        f"{hashed('B')};999;;",
        f"{hashed('C')};;2011-02-30;",
        good,
        f"{hashed('KNOWN')};;;",
        f"{hashed('D')};;;;;",
    )
    found = taken(coded, cora, file)
    assert (found.good, found.bad, found.batch) == (1, 6, None)
    assert [number for number, _words in found.wrong] == [3, 4, 5, 6, 7, 8]
    assert all(words for _number, words in found.wrong)
    assert CodeBatch.objects.count() == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(coded: Vote, cora: User, encoding: str, delimiter: str) -> None:
    header = delimiter.join(["Code_Hash", "subject"])
    assert taken(coded, cora, table(f"{hashed('A')}{delimiter}Äö-1", header=header, encoding=encoding)).good == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02",
        b"name;born\n1;2\n",
        b"code_hash;code_hash\n",
        b"code_hash;secret\n",
        b"code_hash\n",
        b"%PDF-1.7\n",
        b'code_hash\n"unclosed',
        b"x" * 300_000,
        "😀".encode(),
        b"code_hash\n\xff\xfe\x00",
    ],
)
def test_files_that_are_no_list(coded: Vote, cora: User, content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        taken(coded, cora, io.BytesIO(content))
    assert refusal.value.field == "file"
    assert not CodeBatch.objects.exists()


def test_a_long_file_is_read_in_pieces(coded: Vote, cora: User, django_assert_max_num_queries: Any) -> None:
    lines = [f"{hashlib.sha256(b'%d' % number).hexdigest()};301;;" for number in range(6_000)]
    with django_assert_max_num_queries(25):
        assert taken(coded, cora, table(*lines)).good == 6_000
    assert VotingCode.objects.count() == 6_000


def test_codes_are_made_once_and_only_digests_stay(coded: Vote, cora: User) -> None:
    batch, codes = print_codes(round_id=coded.round.pk, by=cora, name="Koulu", number=3, district_id=coded.kallio.district_id)
    assert len(set(codes)) == 3
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)
    assert (batch.printed, batch.codes.count()) == (True, 3)
    voter = voter_by_code(coded.round, codes[0].lower())
    assert str(voter.district) == "Kallio"
    cast(coded, voter, coded.choices(0))
    assert codes[0] not in str(list(VotingCode.objects.values())) + str(list(Entry.objects.values()))
    for wrong in ({"number": 0}, {"number": 10**6}, {"name": " \u200b"}, {"district_id": 999_999}):
        with pytest.raises(Invalid):
            print_codes(round_id=coded.round.pk, by=cora, **{"name": "x", "number": 1, **wrong})


def test_a_batch_is_called_back_with_a_reason(coded: Vote, cora: User) -> None:
    batch, codes = print_codes(round_id=coded.round.pk, by=cora, name="Koulu", number=2)
    cast(coded, voter_by_code(coded.round, codes[0]), coded.choices(0))
    with pytest.raises(Invalid):
        revoke_batch(batch_id=batch.pk, by=cora, reason=" ")
    revoke_batch(batch_id=batch.pk, by=cora, reason="Kadonnut kuori.")
    for code in codes:
        with pytest.raises(NotAllowed):
            voter_by_code(coded.round, code)
    with pytest.raises(Conflict):
        revoke_batch(batch_id=batch.pk, by=cora, reason="Taas.")
    assert Participation.objects.count() == 1


def test_wrong_people_and_a_vote_that_is_over(coded: Vote, cora: User, audrey: User, mona: User) -> None:
    for somebody in (audrey, mona):
        with pytest.raises(NotAllowed):
            print_codes(round_id=coded.round.pk, by=somebody, name="x", number=1)
        with pytest.raises(NotAllowed):
            taken(coded, somebody, table())
    type(coded.round).objects.filter(pk=coded.round.pk).update(state="closed")
    with pytest.raises(Conflict):
        print_codes(round_id=coded.round.pk, by=cora, name="x", number=1)


def test_codes_in_the_admin(coded: Vote, cora: User, enter: Any) -> None:
    client = enter(cora)
    project = coded.round.project_id
    page = client.post(reverse("voting_codes_act", args=[project, "print"]), {"name": "Koulu", "number": "x", "layout": "cards"})
    assert page.status_code == 422
    assert 'value="Koulu"' in page.content.decode()
    for layout, pages in (("cards", 2), ("letter", 9)):
        sent = {"name": "Koulu", "number": 9, "layout": layout}
        answer = client.post(reverse("voting_codes_act", args=[project, "print"]), sent)
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        reader = PdfReader(io.BytesIO(answer.content))
        text = reader.pages[0].extract_text()
        assert len(reader.pages) == pages
        assert "/fi/projects/budjetti/vote/" in text
        code = re.search(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", text)
        assert code is not None
        assert voter_by_code(coded.round, code[0])
    url = reverse("voting_codes_act", args=[project, "import"])
    bad = SimpleUploadedFile("a.csv", table("zzz;;;").getvalue())
    page = client.post(url, {"name": "Kirjeet", "file": bad})
    assert page.status_code == 422
    assert "Line 2:" in page.content.decode()
    good = SimpleUploadedFile("a.csv", table(f"{hashed('A')};;;").getvalue())
    assert "The file is in order" in client.post(url, {"name": "Kirjeet", "file": good, "dry_run": "on"}).content.decode()
    good.seek(0)
    assert client.post(url, {"name": "Kirjeet", "file": good}).status_code == 302
    batch = CodeBatch.objects.get(name="Kirjeet")
    page = client.post(reverse("voting_batch_revoke", args=[project, batch.pk]), {"reason": ""})
    assert page.status_code == 422
    assert client.post(reverse("voting_batch_revoke", args=[project, batch.pk]), {"reason": "Väärä tiedosto."}).status_code == 302
    assert "Väärä tiedosto." in client.get(reverse("voting_codes", args=[project])).content.decode()
