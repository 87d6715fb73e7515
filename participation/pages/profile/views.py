"""One's own page, its settings, the export and the end of an account."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from districts.queries import district_by_slug
from districts.services import choose_home_district
from participation.accounts.models import User
from participation.accounts.queries import valid_verifications
from participation.accounts.rules import is_verified
from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.pages.profile import services
from participation.pages.profile.forms import EraseForm, SettingsForm
from participation.pages.profile.queries import overview_of


@never_cache
@login_required
@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """What one has written, and how the city knows one."""
    return render(
        request,
        "profile/profile_detail.html",
        {
            "overview": overview_of(request.user),
            "verified": is_verified(request.user),
        },
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_settings(request: HttpRequest) -> HttpResponse:
    """Public name, language of mail, home district; and the ways to all other settings."""
    form = SettingsForm(request.POST or None, initial=_present_settings(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            _save_settings(request.user, form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:settings")
    return render(
        request,
        "profile/profile_settings.html",
        {
            "form": form,
            "crumbs": _crumbs(),
            "verifications": valid_verifications(request.user),
            "verified": is_verified(request.user),
            "has_second_factor": is_mfa_enabled(request.user),
            "has_providers": bool(get_social_adapter().list_providers(request)),
        },
    )


@never_cache
@login_required
@require_GET
def export(request: HttpRequest) -> JsonResponse:
    """All that is kept about oneself, as a file."""
    response = JsonResponse(services.export_account(user=request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Delete one's account, after saying what stays."""
    form = EraseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_account(user=request.user, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            logout(request)
            messages.success(request, _("Your account has been deleted. Thank you for taking part."))
            return redirect("home")
    return render(
        request,
        "profile/profile_delete.html",
        {
            "form": form,
            "crumbs": [
                *_crumbs(),
                (_("Settings"), reverse("accounts:settings")),
            ],
        },
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(_("My page"), reverse("accounts:profile"))]


def _present_settings(user: User) -> dict[str, Any]:
    home = user.home_district.district.slug if hasattr(user, "home_district") else ""
    return {"public_name": user.public_name, "language": user.language, "home_district": home}


def _save_settings(user: User, wanted: dict[str, Any]) -> None:
    services.change_settings(user=user, public_name=wanted["public_name"], language=wanted["language"])
    district = district_by_slug(wanted["home_district"]) if wanted["home_district"] else None
    if district:
        choose_home_district(user=user, district=district)
    else:
        services.leave_home_district(user=user)
