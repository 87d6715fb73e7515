"""What saved searches find: under /<language>/profile/following/."""

from django.urls import path

from proposals import feeds

urlpatterns = [path("feed/<str:key>/", feeds.SearchFeed(), name="search_feed")]
