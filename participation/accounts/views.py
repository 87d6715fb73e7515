"""The few doors that allauth does not know."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.internal.flows.logout import logout
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from participation.common.addresses import own_address

SIGN_IN_LANGUAGE = "sign_in_language"
ADMIN_HOME = "/admin/"


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """Lead from the admin's login to the site's. Whoever is signed in but may not enter is told so, not sent round."""
    target = own_address(request, request.GET.get(REDIRECT_FIELD_NAME, "")) or ADMIN_HOME
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: target})}")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(target)
    return render(request, "accounts/no_admin.html", status=403)


@never_cache
def admin_password_reset(request: HttpRequest) -> HttpResponse:
    """Lead to the site's password reset."""
    return HttpResponseRedirect(reverse("account_reset_password"))


@never_cache
@require_POST
def admin_logout(request: HttpRequest) -> HttpResponse:
    """Sign out by the site's own way."""
    logout(request)
    return HttpResponseRedirect(reverse("home"))


@require_POST
def start_social_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the identity provider, remembering the language: the way back has none in its address.

    The browser is sent on by a page, not by a redirect: the policy against forms that post elsewhere holds for
    every hop of a redirected form, and the provider's further hops are not ours to know.
    """
    request.session[SIGN_IN_LANGUAGE] = get_language()
    response = openid_connect.login(request, provider_id)
    if response.status_code != 302:
        return response
    return render(request, "socialaccount/leaving.html", {"address": response["Location"]})


def finish_social_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take somebody back from the identity provider in the language they left in."""
    language = request.session.get(SIGN_IN_LANGUAGE)
    with override(language if language in dict(settings.LANGUAGES) else get_language()):
        response = openid_connect.callback(request, provider_id)
        if hasattr(response, "render"):
            response.render()
        return response
