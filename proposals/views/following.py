"""Saving a search of the list, to be told of the new proposals that it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from districts.queries import participation_districts
from participation.common.forms import add_refusal
from participation.common.refusals import Invalid, Refusal
from participation.notifications import services
from participation.notifications.queries.following import usual_rhythm
from participation.projects.queries import readable_project
from proposals.place_search import search_for, wants_place, with_place
from proposals.queries.listing import categories_of
from proposals.queries.search import terms_of
from proposals.search_forms import SaveSearchForm, initial_for_search
from proposals.views.listing import question, read_wish
from proposals.views.placing import place_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project
    from proposals.queries.listing import Wish


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save_search(request: HttpRequest, project: str) -> HttpResponse:
    """What the list was asked stands in the address, as it does in the list; the form asks for the rest."""
    found = readable_project(project, request.user)
    wish = read_wish(request, participation_districts(), categories_of(found))
    usual = usual_rhythm(request.user)
    if request.method != "POST":
        return _page(request, found, wish, SaveSearchForm(usual=usual, initial=initial_for_search(wish)))
    if wants_place(request):
        form = SaveSearchForm(usual=usual, initial=with_place(request.POST))
        return _page(request, found, wish, form, search=search_for(request.POST))
    form = SaveSearchForm(request.POST, usual=usual)
    if form.is_valid():
        try:
            _save(request, found, wish, form)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The search is saved. You are told when it finds something new."))
            return redirect("following:list")
    return _page(request, found, wish, form, status=422)


def _save(request: HttpRequest, project: Project, wish: Wish, form: SaveSearchForm) -> None:
    everywhere, theme = form.cleaned_data["everywhere"], wish.category
    if everywhere and theme is not None and theme.project_id is not None:
        raise Invalid(_("This theme belongs to this project alone. Save the search for this project."), field="everywhere")
    services.save_search(
        user=request.user,
        name=form.cleaned_data["name"],
        words=wish.text,
        terms=terms_of(wish.text),
        project_id=None if everywhere else project.pk,
        district_id=wish.district.pk if wish.district else None,
        category_id=theme.pk if theme else None,
        point=form.point,
        radius=form.cleaned_data["radius"],
        rhythm=form.cleaned_data["rhythm"],
    )


def _page(
    request: HttpRequest, project: Project, wish: Wish, form: SaveSearchForm, *, search: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "project": project,
        "wish": wish,
        "form": form,
        "question": question(wish),
        "section": "projects",
        **place_context(project, search),
    }
    return render(request, "proposals/save_search.html", context, status=status)
