"""Addresses of voting under /<lang>/projects/<slug>/vote/."""

from django.urls import path

from proposals.voting import views
from proposals.voting.views import kiosk

app_name = "voting"
urlpatterns = [
    path("", views.ballot, name="ballot"),
    path("results/", views.results, name="results"),
    path("results/receipts.txt", views.receipts_file, name="receipts_file"),
    path("results/<int:pk>.pb", views.ballots_file, {"form": "pb"}, name="ballots_pb"),
    path("results/<int:pk>.csv", views.ballots_file, {"form": "csv"}, name="ballots_csv"),
    path("recount.py", views.script, name="script"),
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("kiosk/end/", kiosk.kiosk_end, name="kiosk_end"),
    path("turnout/", kiosk.public_turnout_page, name="turnout"),
    path("where/", views.where, name="where"),
    path("pots/<int:pk>/", views.pot, name="pot"),
    path("review/", views.review, name="review"),
    path("code/", views.code, name="code"),
    path("change/", views.change, name="change"),
    path("leave/", views.leave, name="leave"),
    path("rules/", views.rules, name="rules"),
    path("rules.json", views.rules_json, name="rules_json"),
    path("receipt/", views.receipt, name="receipt"),
    path("chain.txt", views.chain, name="chain"),
]
