"""Addresses under promises/: of the whole city, and the question whether something is done."""

from django.urls import path

from proposals.commitments import views

app_name = "promises"
urlpatterns = [
    path("", views.city_list, name="list"),
    path("due.ics", views.city_calendar, name="calendar"),
    path("<int:pk>/done/", views.question, name="question"),
    path("answer/<str:signed>/", views.answer_by_link, name="answer"),
]
