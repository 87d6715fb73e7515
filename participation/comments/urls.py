"""Addresses of conversations, under /<language>/threads/."""

from django.urls import path

from participation.comments import views

app_name = "comments"

urlpatterns = [
    path("<int:pk>/", views.thread, name="thread"),
    path("<int:pk>/comments/", views.thread_comments, name="thread_comments"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("comments/<int:pk>/edit/", views.edit, name="edit"),
    path("comments/<int:pk>/delete/", views.delete, name="delete"),
]
