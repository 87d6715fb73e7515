"""The style page's address: /styleguide/"""

from django.urls import path

from participation.demo.styleguide import views

urlpatterns = [path("", views.styleguide, name="styleguide")]
