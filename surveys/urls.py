"""Addresses of a project's surveys, under projects/<slug>/surveys/."""

from django.urls import path

from surveys import views

app_name = "surveys"
urlpatterns = [
    path("<int:pk>/", views.survey_detail, name="detail"),
    path("<int:pk>/withdraw/", views.survey_withdraw, name="withdraw"),
    path("<int:pk>/results/", views.survey_results, name="results"),
    path("<int:pk>/results.csv", views.survey_results_csv, name="results_csv"),
    path("<int:pk>/answers.csv", views.survey_export, name="export"),
]
