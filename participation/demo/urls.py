"""The demo's mailbox: /demo/mail/"""

from django.urls import path

from participation.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.mail_list, name="mail_list"),
    path("<int:pk>/", views.mail_detail, name="mail_detail"),
]
