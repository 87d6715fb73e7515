"""Surveys in the Wagtail admin."""

from wagtail import hooks

from surveys.viewsets import SurveyViewSet, survey_viewset


@hooks.register("register_admin_viewset")
def surveys_desk() -> SurveyViewSet:
    """The staff's surveys."""
    return survey_viewset
