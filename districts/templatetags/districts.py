"""Template tags about districts: `{% load districts %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from districts.choice import home_district
from districts.forms import DistrictSearchForm
from districts.maps import city_drawing, map_context
from districts.panels import near_for
from districts.queries import pages_of, participation_districts
from participation.common.served_pages import reader_path

if TYPE_CHECKING:
    from django.template.context import RequestContext

register = template.Library()


@register.simple_tag(takes_context=True)
def near_you(context: RequestContext) -> dict[str, Any]:
    """The reader's district with its address, what is near, a drawing of the city, and the form to choose by.

    A view that has them already passes `city_districts` and `city_drawing` (None: there is none) in its context.
    """
    request = context["request"]
    district = home_district(request)
    rows = context.get("city_districts") or participation_districts()
    urls = {district_id: reader_path(page) for district_id, page in pages_of(rows, get_language()).items()}
    if district is not None:
        sentence = _("A drawing of the city with %(name)s marked.") % {"name": district}
    else:
        sentence = _("A drawing of the city's districts. All of them are in the list.")
    drawing = context["city_drawing"] if "city_drawing" in context else city_drawing()
    return {
        "district": district,
        "url": urls.get(district.pk, "") if district else "",
        "form": DistrictSearchForm(),
        "things": near_for(request, district) if district else [],
        "map": drawing and map_context(rows, on=district, urls=urls, sentence=sentence, drawing=drawing),
    }
