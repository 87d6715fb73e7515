"""What one follows and is told: under /<language>/profile/."""

from django.urls import path

from participation.notifications import views

app_name = "following"
urlpatterns = [
    path("following/", views.following, name="list"),
    path("following/usual/", views.choose_usual, name="usual"),
    path("following/stop/<str:token>/", views.stop, name="stop"),
    path("following/search/<int:pk>/", views.change_search, name="search"),
    path("following/<str:kind>/<int:pk>/", views.follow, name="follow"),
    path("following/<int:pk>/", views.change_follow, name="change"),
    path("news/", views.news, name="news"),
    path("news/<int:pk>/", views.open_news, name="open"),
]
