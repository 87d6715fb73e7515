"""The district pages, and finding and choosing one's own district."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from districts.boundaries import boundary_file
from districts.choice import home_district, remember_district
from districts.forms import DistrictSearchForm
from districts.models import DistrictIndexPage, DistrictPage
from districts.panels import panels_for
from districts.places import located_places
from districts.presentation import district_context, grouped_districts, index_map
from districts.queries import district_at, district_by_slug, districts_named_like, districts_with_pages, pages_of
from participation.common.addresses import own_address
from participation.common.languages import language_of, page_languages
from participation.common.refusals import Refusal
from participation.common.served_pages import reader_path, serves


@require_safe
def district_list(request: HttpRequest) -> HttpResponse:
    """Lead to the district index of the language."""
    pages = DistrictIndexPage.objects.live().filter(locale__language_code__in=page_languages()).select_related("locale")
    page = min(pages, key=lambda page: page_languages().index(page.locale.language_code), default=None)
    if page is None:
        raise Http404
    return redirect(reader_path(page))


@serves(DistrictIndexPage)
def district_index_page(request: HttpRequest, page: DistrictIndexPage) -> HttpResponse:
    """All districts, as a list and as a drawing."""
    groups, urls = grouped_districts(page.locale.language_code)
    return render(
        request,
        "districts/district_index_page.html",
        {
            "page": page,
            "is_foreign": bool(language_of(page)),
            "groups": groups,
            "map": index_map(urls),
            "form": DistrictSearchForm(),
            "section": "districts",
            "home_district": home_district(request),
        },
    )


@serves(DistrictPage)
def district_page(request: HttpRequest, page: DistrictPage) -> HttpResponse:
    """One district: what happens there, its numbers, its people, its place in the city."""
    rows = districts_with_pages()
    district = next((row for row in rows if row.pk == page.district_id), None) or page.district  # one of earlier days
    return render(
        request,
        "districts/district_page.html",
        {
            "page": page,
            "is_foreign": bool(language_of(page)),
            "district": district,
            "panels": panels_for(request, district),
            "section": "districts",
            "is_home": getattr(home_district(request), "pk", None) == district.pk,
            **district_context(district, page.locale.language_code, rows),
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Districts by the beginning of their name or by a place in them, `?q=`: a page, or its list alone for htmx."""
    form = DistrictSearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = districts_named_like(words)
    pages = pages_of(found, get_language())
    context: dict[str, Any] = {
        "form": form,
        "words": words,
        "next": own_address(request, request.GET.get("next", "")),
        "section": "districts",
        "places": [(place, district) for place, district in located_places(words) if district],
        "results": [(district, reader_path(pages[district.pk]) if district.pk in pages else "") for district in found],
    }
    template = "districts/_search_results.html" if request.headers.get("HX-Request") else "districts/district_search.html"
    return render(request, template, context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember `district` (an address part) as the reader's own, and go back to `next` or to the district's page."""
    district = district_by_slug(request.POST.get("district", "").replace("\x00", "")[:100])
    back = own_address(request, request.POST.get("next", ""))
    if district is None:
        messages.error(request, _("We do not know that district. Choose one from the list."))
        return redirect(back or reverse("districts:search"))
    response = HttpResponseRedirect(back or _address(district) or reverse("districts:search"))
    remember_district(request, response, district)
    messages.success(request, _("Your district is now %(name)s.") % {"name": district})
    return response


@require_safe
@never_cache
def at(request: HttpRequest) -> JsonResponse:
    """Which district `?lat=&lon=` (degrees) lies in, as JSON; 400 with a message outside the city."""
    try:
        latitude, longitude = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
        district = district_at(latitude, longitude)
    except ValueError:
        return JsonResponse({"error": _("Give lat and lon in degrees.")}, status=400)
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal.message)}, status=400)
    return JsonResponse(
        {
            "id": district.pk,
            "slug": district.slug,
            "level": district.level,
            "code": district.code,
            "name": str(district),
            "url": _address(district),
        }
    )


@require_safe
@gzip_page
def boundaries(request: HttpRequest) -> HttpResponse:
    """Every district's boundary with its name, as GeoJSON; kept by the browser for ever under the version in `?v=`."""
    drawn = boundary_file()
    response = HttpResponse(drawn.body, content_type="application/geo+json")
    if request.GET.get("v") == drawn.version:
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response["Cache-Control"] = "no-cache"
    return response


def _address(district: Any) -> str:
    page = pages_of([district], get_language()).get(district.pk)
    return reader_path(page) if page else ""
