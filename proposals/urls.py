"""Addresses under projects/<slug>/proposals/."""

from django.urls import path

from proposals import feeds, views

app_name = "proposals"
urlpatterns = [
    path("", views.proposal_list, name="list"),
    path("points.json", views.proposal_points, name="points"),
    path("titles.json", views.proposal_titles, name="titles"),
    path("places.json", views.places, name="places"),
    path("similar/", views.similar, name="similar"),
    path("feed/", feeds.ProposalsFeed(), name="feed"),
    path("save-search/", views.save_search, name="save_search"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/write/preview/", views.preview, name="preview"),
    path("<int:pk>/write/<str:step>/", views.write, name="write"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/support/", views.support, name="support"),
    path("<int:pk>/image/", views.image, name="image"),
    path("<int:pk>/files/<uuid:key>/", views.file, name="file"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/feed/", feeds.ProposalFeed(), name="proposal_feed"),
    path("<int:pk>/history/<int:number>.txt", views.version_text, name="version"),
    path("<int:pk>/authors/", views.authors, name="authors"),
    path("<int:pk>/invitation/", views.invitation, name="invitation"),
]
