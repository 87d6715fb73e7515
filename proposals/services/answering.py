"""What the city says about a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from districts.models import Unit
from participation.audit.services import record
from participation.common.languages import is_content_language
from participation.common.models import max_length
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.following import tell_of
from proposals.models import OfficialResponse, Proposal
from proposals.rules import may_respond
from proposals.states import ProposalState, Status

if TYPE_CHECKING:
    from participation.accounts.models import User

TEXT_LENGTH = max_length(OfficialResponse, "text")


@transaction.atomic
def respond_officially(
    *,
    proposal_id: int,
    unit_id: int,
    author: User,
    status: str,
    text: str,
    translations: Mapping[str, str] | None = None,
) -> OfficialResponse:
    """Answer a proposal in the name of a unit, and say where it stands. Earlier answers are kept.

    text: in the site's first language; translations: by the codes of the other content languages.
    Raises NotAllowed for anyone who does not coordinate the district, Invalid with the field, Conflict when the proposal
    is not public.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .defer("search")
        .select_related("project__lead_district", "district")
        .get(pk=proposal_id)
    )
    if not may_respond(author, proposal):
        raise NotAllowed(_("You do not coordinate the district of this proposal."))
    if proposal.state != ProposalState.PUBLISHED:
        raise Conflict(_("This proposal is not public, so it cannot be answered now."))
    response = OfficialResponse(proposal=proposal, author=author, unit=_unit(unit_id), status=_status(status))
    response.text = _words(text, "text", needed=True)
    for language, words in (translations or {}).items():
        if not is_content_language(language) or language == settings.LANGUAGE_CODE:
            raise Invalid(_("An answer cannot be kept in this language."), field="translations")
        setattr(response, f"text_{language}", _words(words, f"text_{language}") or None)
    response.save()
    proposal.status = response.status
    proposal.save(update_fields=["status"])
    record(
        action="proposal.respond",
        actor=author,
        target=proposal,
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        data={"response": response.pk, "unit": unit_id, "status": response.status},
    )
    tell_of("proposal.answered", proposal, actor=author, data={"response": response.pk, "status": str(response.status)})
    return response


def _unit(unit_id: int) -> Unit:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Invalid(_("Choose who answers."), field="unit")
    return unit


def _status(status: str) -> Status:
    if status not in Status.values:
        raise Invalid(_("Choose where the proposal stands."), field="status")
    return Status(status)


def _words(text: str, field: str, *, needed: bool = False) -> str:
    tidy = text.replace("\r\n", "\n").strip()
    if needed and not tidy:
        raise Invalid(_("Write the answer."), field=field)
    if len(tidy) > TEXT_LENGTH:
        message = _("This has %(length)s characters. Shorten it to %(limit)s.")
        raise Invalid(message % {"length": len(tidy), "limit": TEXT_LENGTH}, field=field)
    if "\x00" in tidy:
        raise Invalid(_("The text has a character that cannot be kept. Write it again here."), field=field)
    return tidy
