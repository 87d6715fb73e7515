"""Addresses of voting under /<lang>/projects/<slug>/vote/."""

from django.urls import path

from proposals.voting import views
from proposals.voting.views import kiosk

app_name = "voting"
urlpatterns = [
    path("", views.ballot, name="ballot"),
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("kiosk/end/", kiosk.kiosk_end, name="kiosk_end"),
    path("turnout/", kiosk.public_turnout_page, name="turnout"),
]
