"""One's own page: /<lang>/profile/…"""

from django.urls import path

from participation.pages.profile import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("settings/", views.edit_settings, name="settings"),
    path("export/", views.export, name="export"),
    path("delete/", views.erase, name="delete"),
]
