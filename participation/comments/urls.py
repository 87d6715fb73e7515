"""Addresses of conversations, under /<language>/threads/."""

from django.urls import path

from participation.comments.views import history, mail, reacting, reading, staff, writing

app_name = "comments"

urlpatterns = [
    path("<int:pk>/", reading.thread, name="thread"),
    path("<int:pk>/comments/", writing.thread_comments, name="thread_comments"),
    path("<int:pk>/votes/", reading.votes, name="votes"),
    path("<int:pk>/freeze/", staff.freeze, name="freeze"),
    path("<int:pk>/slow/", staff.slow, name="slow"),
    path("mail/", mail.mail, name="mail"),
    path("comments/<int:pk>/", reading.comment, name="comment"),
    path("comments/<int:pk>/answers/", reading.answers, name="answers"),
    path("comments/<int:pk>/edit/", writing.edit, name="edit"),
    path("comments/<int:pk>/delete/", writing.delete, name="delete"),
    path("comments/<int:pk>/history/", history.history, name="history"),
    path("comments/<int:pk>/react/", reacting.react, name="react"),
]
