"""Codes for those who have no verified account: a file of their hashes, or codes made here, once, for letters and schools.

Only keyed digests are kept. Whoever holds a code votes once; where the file says who that is, it is the same voter as with an
account or at a desk.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import District
from participation.accounts.services import person_digest
from participation.common.refusals import Conflict, Invalid
from participation.common.text import clean_name, clean_text
from proposals.voting.keys import KeyMissing, RoundKey, code_hash, key_of, written
from proposals.voting.models import CodeBatch, Round, VotingCode
from proposals.voting.queries.voters import person_key
from proposals.voting.rolls import CodeLine, UnreadableFile, code_lines
from proposals.voting.services.locking import LOCK_ROUND
from proposals.voting.services.rounds import locked_round, require_runner, told
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from participation.accounts.models import User

NAME_LENGTH, REASON_LENGTH = 120, 400
CODE_BYTES = 10  # 80 random bits, 16 signs
MOST_PRINTED = 1000  # each has a QR code to be drawn while somebody waits
MOST_TOLD = 50
AT_ONCE = 5000
COPY = "COPY voting_votingcode (id, round_id, batch_id, code_key, voter_key, district_id, born) FROM STDIN WITH (FORMAT BINARY)"
TYPES = ("uuid", "int8", "int8", "bytea", "bytea", "int8", "date")


@dataclass
class ImportedCodes:
    """What a file holds. wrong: line and what is wrong with it, the first of them; bad: how many lines are wrong."""

    good: int = 0
    bad: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)
    batch: CodeBatch | None = None

    def refuse(self, number: int, words: str) -> None:
        """Note a line that cannot be taken."""
        self.bad += 1
        if len(self.wrong) < MOST_TOLD:
            self.wrong.append((number, words))


@transaction.atomic
def import_codes(*, round_id: int, by: User, name: str, file: IO[bytes], dry_run: bool = False) -> ImportedCodes:
    """Take in a file of code hashes; unless every line is right nothing is stored.

    file: with a header, read twice and never as a whole. dry_run: look, but store nothing.
    Raises Invalid for a file that is no list, Conflict when the round is over.
    """
    voting_round = _round_for_codes(round_id, by)
    name = _name(name)
    key = _key(voting_round)
    districts = dict(District.objects.valid().participation_level().values_list("code", "pk"))
    found = ImportedCodes()
    try:
        _judge(file, districts, key, voting_round, found)
        if found.bad or dry_run:
            return found
        if not found.good:
            raise Invalid(_("There is no code in this file."), field="file")
        batch = CodeBatch.objects.create(round=voting_round, name=name, made_by=by)
        _store_once(voting_round, batch, (_row(key, line, districts) for line in code_lines(file, districts)))
    except UnreadableFile as error:
        raise Invalid(str(error), field="file") from error
    found.batch = batch
    told(voting_round, "round.codes_import", by, batch=batch.pk, codes=found.good)
    return found


def _judge(file: IO[bytes], districts: dict[str, int], key: RoundKey, voting_round: Round, found: ImportedCodes) -> None:
    seen: set[bytes] = set()
    for lines in _pieces(code_lines(file, districts)):
        keys = {line.number: key.code(line.code_hash) for line in lines if not line.wrong}
        rows = VotingCode.objects.filter(round=voting_round, code_key__in=list(keys.values()))
        known = {bytes(one) for one in rows.values_list("code_key", flat=True)}
        for line in lines:
            if line.wrong:
                found.refuse(line.number, line.wrong)
            elif keys[line.number] in seen:
                found.refuse(line.number, _("This code is in the file twice."))
            elif keys[line.number] in known:
                found.refuse(line.number, _("This code is known already."))
            else:
                found.good += 1
                seen.add(keys[line.number])


def _pieces(lines: Iterable[CodeLine]) -> Iterator[list[CodeLine]]:
    piece: list[CodeLine] = []
    for line in lines:
        piece.append(line)
        if len(piece) == AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


Row = tuple[bytes, bytes, int | None, object]


def _row(key: RoundKey, line: CodeLine, districts: dict[str, int]) -> Row:
    voter = person_key(key, person_digest(line.subject)) if line.subject else key.voter(f"code:{line.code_hash}")
    return key.code(line.code_hash), voter, districts.get(line.district), line.born


def _store(voting_round: Round, batch: CodeBatch, rows: Iterable[Row]) -> None:
    """By COPY: a city's whole roll is hundreds of thousands of rows."""
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        copy.set_types(TYPES)
        for code, voter, district, born in rows:
            copy.write_row((uuid4(), voting_round.pk, batch.pk, code, voter, district, born))


def _store_once(voting_round: Round, batch: CodeBatch, rows: Iterable[Row]) -> None:
    try:
        with transaction.atomic():
            _store(voting_round, batch, rows)
    except IntegrityError as error:
        raise Conflict(_("Somebody is bringing in the same codes. Nothing was stored.")) from error


@transaction.atomic
def print_codes(
    *, round_id: int, by: User, name: str, number: int, district_id: int | None = None
) -> tuple[CodeBatch, Sequence[str]]:
    """Make codes, which are returned this once and kept nowhere.

    number: how many. district_id: where those who get them live, where that is known.
    Raises Invalid, or Conflict when the round is over.
    """
    voting_round = _round_for_codes(round_id, by)
    name = _name(name)
    if not 1 <= number <= MOST_PRINTED:
        raise Invalid(_("Choose between 1 and %(most)s codes.") % {"most": MOST_PRINTED}, field="number")
    found = District.objects.valid().participation_level().filter(pk=district_id).exists()
    if district_id is not None and not found:
        raise Invalid(_("Choose districts that are there now."), field="district")
    key = _key(voting_round)
    codes = list({written(secrets.token_bytes(CODE_BYTES)) for _n in range(number)})
    batch = CodeBatch.objects.create(round=voting_round, name=name, printed=True, made_by=by)
    hashes = [code_hash(code) for code in codes]
    _store(voting_round, batch, ((key.code(one), key.voter(f"code:{one}"), district_id, None) for one in hashes))
    told(voting_round, "round.codes_print", by, batch=batch.pk, codes=len(codes))
    return batch, codes


@transaction.atomic
def revoke_batch(*, batch_id: int, by: User, reason: str) -> CodeBatch:
    """Call a batch back: nobody votes with its codes from now on. What was cast with them stays, unless it is annulled.

    Raises Invalid without a reason, Conflict when it was called back already.
    """
    round_id = CodeBatch.objects.values_list("round_id", flat=True).get(pk=batch_id)
    voting_round = locked_round(round_id, by)
    batch = CodeBatch.objects.select_for_update().get(pk=batch_id)
    if batch.revoked_at is not None:
        raise Conflict(_("This batch was called back already."), code="revoked")
    batch.revoked_because = clean_text(reason, field="reason", limit=REASON_LENGTH, required=True)
    batch.revoked_at = timezone.now()
    batch.save()
    told(voting_round, "round.codes_revoke", by, batch=batch.pk)
    return batch


def _round_for_codes(round_id: int, by: User) -> Round:
    """The round, held so that it does not close meanwhile, while ballots go on: a long file must not keep voters waiting."""
    voting_round = Round.objects.select_related("project__lead_district").get(pk=round_id)
    require_runner(by, voting_round)
    voting_round.state = Round.objects.raw(LOCK_ROUND, [round_id])[0].state
    if voting_round.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Conflict(_("The vote is over: there is nothing that a code could open."), code="state")
    return voting_round


def _name(name: str) -> str:
    name = clean_name(name, field="name", limit=NAME_LENGTH)
    if not name:
        raise Invalid(_("Write something first."), field="name")
    return name


def _key(voting_round: Round) -> RoundKey:
    try:
        return key_of(voting_round.pk)
    except KeyMissing as error:
        raise Conflict(_("The round's key is not on this machine."), code="no_key") from error
