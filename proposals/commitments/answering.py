"""Promises in the form with which the city answers: up to three at once, more at the answer's own desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from proposals.answer_parts import AnswerPart
from proposals.commitments.services import make_commitment
from proposals.commitments.staff_forms import PromiseForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from participation.accounts.models import User
    from proposals.models import OfficialResponse, Proposal

KEY = "promises"
AT_ONCE = 3
PromiseFormSet = forms.formset_factory(PromiseForm, extra=AT_ONCE, max_num=AT_ONCE, absolute_max=AT_ONCE)


def promise_forms(data: QueryDict | None, proposal: Proposal) -> Any:
    """Empty ones promise nothing. An answer that was sent without them, such as from an older page, promises nothing either."""
    if data is not None and f"{KEY}-TOTAL_FORMS" not in data:
        data = data.copy()
        data.update({f"{KEY}-TOTAL_FORMS": "0", f"{KEY}-INITIAL_FORMS": "0"})
    return PromiseFormSet(data, prefix=KEY, form_kwargs={"unit": proposal.project.unit_id})


def make_promises(response: OfficialResponse, filled: Any, by: User) -> None:
    """One promise for each form that something was written in. Puts a refusal at its field and raises it on."""
    for form in filled:
        if not form.has_changed():
            continue
        try:
            make_commitment(response_id=response.pk, promise=form.promise(), by=by)
        except Refusal as refusal:
            add_refusal(form, refusal)
            raise


PROMISES_IN_ANSWER = AnswerPart(
    key=KEY,
    order=10,
    template="commitments/admin/_promises_in_answer.html",
    form=promise_forms,
    save=make_promises,
)
