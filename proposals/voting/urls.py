"""Addresses of voting under /<lang>/projects/<slug>/vote/."""

from django.urls import path

from proposals.voting import views

app_name = "voting"
urlpatterns = [
    path("", views.ballot, name="ballot"),
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
