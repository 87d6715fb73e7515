"""Following something, and one's own page of everything one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from participation.common.addresses import own_address
from participation.common.refusals import Refusal
from participation.common.text import number_in
from participation.notifications import services
from participation.notifications.followables import kind_of
from participation.notifications.forms import RhythmForm, UsualForm
from participation.notifications.models import Follow, SavedSearch
from participation.notifications.presentation import followed_lines, thing
from participation.notifications.queries.following import ask_again, follows_of, mine, searches_of, usual_rhythm, wish_of
from participation.notifications.states import Rhythm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.notifications.followables import Described

PER_PAGE = 50
LARGEST = 2**63 - 1


@never_cache
@login_required
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """Everything one follows, each with its rhythm; saved searches; how one is told otherwise."""
    return _list(request)


def _list(request: HttpRequest, form: UsualForm | None = None) -> HttpResponse:
    after = number_in(request.GET.get("after", ""))
    rows = follows_of(request.user, after=after, size=PER_PAGE + 1)
    wish = wish_of(request.user)
    follows, searches = followed_lines(request.user, rows[:PER_PAGE], [] if after else searches_of(request.user))
    context = {
        "form": form or UsualForm(initial={"rhythm": wish.rhythm}),
        "wish": wish,
        "usual": Rhythm(wish.rhythm).label,
        "rhythms": Rhythm.choices,
        "follows": follows,
        "searches": searches,
        "next_url": f"?after={rows[PER_PAGE - 1].pk}" if len(rows) > PER_PAGE else "",
        "first_url": reverse("following:list") if after else "",
        "crumbs": crumbs(),
    }
    return render(request, "following/following_list.html", context, status=422 if form else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def choose_usual(request: HttpRequest) -> HttpResponse:
    """How often one is told of what has no rhythm of its own; `again=1` takes back that all mail was stopped."""
    if request.method != "POST":
        return redirect("following:list")
    if request.POST.get("again") == "1":
        services.resume_mail(user_id=request.user.pk)
        messages.success(request, _("You get e-mails again about what you follow."))
        return redirect("following:list")
    form = UsualForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    services.choose_rhythm(user=request.user, rhythm=form.cleaned_data["rhythm"])
    messages.success(request, _("Saved."))
    return redirect("following:list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Follow one thing, or let go of it with `end=1`. GET asks, for who comes without scripts or from signing in."""
    if not request.user.is_authenticated:
        return _to_login(request, kind, pk)
    letting_go = request.method == "POST" and request.POST.get("end") == "1"
    found = thing(request.user, kind, pk) if pk <= LARGEST else None
    if found is None and not letting_go:
        raise Http404
    if request.method != "POST":
        return _ask(request, kind, pk, found)
    if letting_go:
        return _let_go(request, kind, pk, found)
    form = RhythmForm(request.POST, usual=usual_rhythm(request.user))
    if not form.is_valid():
        return _ask(request, kind, pk, found, form)
    try:
        services.follow(user=request.user, kind=kind, object_id=pk, rhythm=form.cleaned_data["rhythm"])
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("following:list")
    return _done(request, kind, pk, found, _("You follow this now."))


def _let_go(request: HttpRequest, kind: str, pk: int, found: Described | None) -> HttpResponse:
    if pk <= LARGEST:
        services.unfollow(user=request.user, kind=kind, object_id=pk)
    return _done(request, kind, pk, found, _("You do not follow this any more."))


def _ask(request: HttpRequest, kind: str, pk: int, found: Described | None, form: RhythmForm | None = None) -> HttpResponse:
    context = {
        "form": form or RhythmForm(usual=usual_rhythm(request.user)),
        "thing": found,
        "label": kind_of(kind).label,
        "is_followed": f"{kind}:{pk}" in mine(request).followed,
        "next": own_address(request, request.GET.get("next", "") or request.POST.get("next", "")),
        "crumbs": crumbs(),
    }
    return render(request, "following/follow.html", context, status=422 if form else 200)


def _done(request: HttpRequest, kind: str, pk: int, found: Described | None, said: str) -> HttpResponse:
    ask_again(request)
    if request.htmx:
        return render(request, "following/_follow.html", button_context(request, kind, pk))
    messages.success(request, said)
    back = own_address(request, request.POST.get("next", ""))
    return HttpResponseRedirect(back or (found.path if found else reverse("following:list")))


def button_context(request: HttpRequest, kind: str, pk: int) -> dict[str, object]:
    """What the button needs that comes in its own place."""
    return {
        "kind": kind,
        "pk": pk,
        "is_followed": f"{kind}:{pk}" in mine(request).followed,
        "back": own_address(request, request.POST.get("next", "")),
        "of": request.POST.get("of", "")[:20],
        "just_now": True,
    }


def _to_login(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    login = redirect_to_login(reverse("following:follow", args=[kind, pk]))
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(login.url)
    messages.info(request, _("Sign in or create an account: then you are told what happens."))
    return login


@never_cache
@login_required
@require_POST
def change_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rhythm for one thing, or with `do=end` its end."""
    row = Follow.objects.filter(user=request.user, pk=min(pk, LARGEST)).first()
    if row is None:
        raise Http404
    if request.POST.get("do") == "end":
        services.unfollow(user=request.user, kind=row.kind, object_id=row.object_id)
        messages.success(request, _("You do not follow this any more."))
    else:
        _changed(request, lambda rhythm: services.change_follow(user=request.user, follow_id=row.pk, rhythm=rhythm))
    return redirect("following:list")


@never_cache
@login_required
@require_POST
def change_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rhythm for a saved search, or with `do=end` its end."""
    if not SavedSearch.objects.filter(user=request.user, pk=min(pk, LARGEST)).exists():
        raise Http404
    if request.POST.get("do") == "end":
        services.end_search(user=request.user, search_id=pk)
        messages.success(request, _("The search is forgotten."))
    else:
        _changed(request, lambda rhythm: services.change_search(user=request.user, search_id=pk, rhythm=rhythm))
    return redirect("following:list")


def _changed(request: HttpRequest, act) -> None:  # type: ignore[no-untyped-def]
    try:
        act(request.POST.get("rhythm", "")[:20])
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Saved."))


def crumbs() -> list[tuple[str, str]]:
    """The way to one's own pages."""
    return [(_("My page"), reverse("accounts:profile"))]
