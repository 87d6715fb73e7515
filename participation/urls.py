"""Addresses of the whole site: technical ones at the root, everything a person reads under its language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from proposals.exporting.views import open_data

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("participation.pages.urls_technical")),
    *([path("demo/mail/", include("participation.demo.urls"))] if settings.DEMO else []),
    *([path("styleguide/", include("participation.demo.styleguide.urls"))] if settings.DEMO else []),
    path("accounts/", include("participation.accounts.urls_social")),
    path("admin/", include("participation.accounts.urls_admin")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
handler500 = "participation.common.errors.server_error"

urlpatterns += i18n_patterns(
    path("projects/<slug:project>/proposals/merge/", include("proposals.merging.urls")),
    path("promises/", include("proposals.commitments.urls")),
    path("projects/<slug:project>/promises/", include("proposals.commitments.urls_project")),
    path("open-data/", open_data, name="open_data"),
    path("projects/<slug:project>/proposals/", include("proposals.exporting.urls")),
    path("projects/<slug:project>/proposals/", include("proposals.urls")),
    path("projects/<slug:project>/vote/", include("proposals.voting.urls")),
    path("projects/<slug:project>/surveys/", include("surveys.urls")),
    path("projects/", include("participation.projects.urls")),
    path("threads/", include("participation.comments.urls")),
    path("report/", include("participation.moderation.urls")),
    path("feedback/", include("participation.feedback.urls")),
    path("profile/following/", include("proposals.urls_following")),
    path("profile/", include("participation.notifications.urls")),
    path("profile/", include("participation.pages.profile.urls")),
    path("accounts/", include("participation.accounts.urls")),
    path("district/", include("districts.urls")),
    path("", include("participation.pages.urls")),
    path("", include(wagtail_urls)),
)
