"""What our form views in the Wagtail admin share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from wagtail.admin.views import generic

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal

# For the type checker a form view; in fact a mix-in, because adding and editing have different bases.
_FormView: Any = generic.EditView if TYPE_CHECKING else object


class RefusalsAtTheField(_FormView):
    """A service that says no becomes an error at the field, and what was typed stays. Mix into Wagtail's form views."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Refusal as refusal:
            add_refusal(form, refusal)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
