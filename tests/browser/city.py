"""A small city for people to act in: two districts, a project for ideas and one with a survey, and its staff."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from districts.models import District, Unit
from districts.services import assign_role, ensure_city, save_unit
from districts.site import create_district_pages
from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import open_account, verify
from participation.pages.services import lay_out_site
from participation.projects.models import Project
from participation.projects.services import create_project, publish_pages
from participation.projects.states import Blueprint
from proposals.models import Proposal
from proposals.services import submit_proposal
from surveys.services import create_survey, publish_survey
from surveys.specs import QuestionSpec
from surveys.states import Kind
from tests.browser.serving import looking_at
from tests.factories.districts import DistrictFactory, square

LANGUAGES = ("fi", "sv", "en")
PASSWORD = "a-long-one-for-tests"
IDEAS, SURVEY = "shore-ideas", "winter-survey"
IDEAS_TITLES = {"fi": "Rannan ideat", "sv": "Idéer för stranden", "en": "Ideas for the shore"}
SURVEY_TITLES = {"fi": "Talven kysely", "sv": "Vinterns enkät", "en": "The winter survey"}
QUESTIONNAIRE_TITLES = {"fi": "Miten talvi sujuu?", "sv": "Hur går vintern?", "en": "How is your winter?"}
WALKING = {"fi": "Kävellen", "sv": "Till fots", "en": "On foot"}
QUESTIONS = (
    QuestionSpec(
        kind=Kind.SINGLE,
        title={"fi": "Miten liikut?", "sv": "Hur tar du dig fram?", "en": "How do you get around?"},
        required=True,
        choices=[WALKING, {"fi": "Pyörällä", "sv": "Med cykel", "en": "By bike"}],
    ),
    QuestionSpec(
        kind=Kind.MULTIPLE,
        title={"fi": "Mikä estää?", "sv": "Vad hindrar?", "en": "What stops you?"},
        choices=[{"fi": "Jää", "sv": "Is", "en": "Ice"}, {"fi": "Pimeys", "sv": "Mörker", "en": "Darkness"}],
    ),
    QuestionSpec(
        kind=Kind.SCALE,
        title={"fi": "Onko se helppoa?", "sv": "Är det lätt?", "en": "Is it easy?"},
        scale_min=1,
        scale_max=5,
        scale_min_label={"fi": "Vaikeaa", "sv": "Svårt", "en": "Hard"},
        scale_max_label={"fi": "Helppoa", "sv": "Lätt", "en": "Easy"},
    ),
    QuestionSpec(kind=Kind.TEXT, title={"fi": "Mitä muuta?", "sv": "Vad mer?", "en": "What else?"}),
)


def build_city(database: str) -> None:
    """Build it in an empty database."""
    with looking_at(database):
        ensure_city()
        kallio = DistrictFactory(
            name="Kallio", name_sv="Berghäll", slug="kallio", code="301", boundary=square(24.94, 60.18, 0.03)
        )
        malmi = DistrictFactory(name="Malmi", name_sv="Malm", slug="malmi", code="602", boundary=square(25.0, 60.24, 0.03))
        homes = lay_out_site(
            headlines={code: (f"Otsikko {code}", "Ingressi") for code in LANGUAGES},
            project_index={code: (f"Projektit {code}", "") for code in LANGUAGES},
        )
        create_district_pages([kallio, malmi], homes)
        aino = administrator()
        save_unit(unit=Unit(name="Puistot"), by=aino)
        for language in LANGUAGES:
            staff(language, kallio, malmi, aino)
        _ideas(kallio, aino)
        _survey(kallio, aino)


def administrator() -> User:
    """Aino."""
    user = open_account(email="aino@example.org", public_name="Aino", password=PASSWORD, confirmed=True)
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    user.refresh_from_db()
    return user


def staff(language: str, kallio: District, malmi: District, by: User) -> None:
    """Mira, Otto and Carla, who read this language."""
    for name, district, role in (
        ("mira", kallio, Role.MODERATOR),
        ("otto", malmi, Role.MODERATOR),
        ("carla", kallio, Role.COORDINATOR),
    ):
        user = open_account(
            email=address(name, language),
            public_name=f"{name.capitalize()} {language}",
            password=PASSWORD,
            language=language,
            confirmed=True,
        )
        assign_role(user=user, district=district, role=role, given_by=by)


def address(name: str, language: str) -> str:
    """The e-mail of a member of the cast who reads this language."""
    return f"{name}-{language}@example.org"


def resident(name: str, language: str) -> User:
    """A verified resident with a password."""
    user = open_account(
        email=address(name, language),
        public_name=f"{name.capitalize()} {language}",
        password=PASSWORD,
        language=language,
        confirmed=True,
    )
    vouch_for(user.email)
    return user


def vouch_for(email: str) -> None:
    """What the city's identification would do."""
    user = EmailAddress.objects.get(email=email).user
    verify(user=user, kind="desk", source="test", subject=f"person-{user.pk}", municipality="Helsinki")


def proposal_by(author: User, title: str, language: str, *, slug: str = IDEAS) -> Proposal:
    """A published proposal in a project for ideas, in its district."""
    project = Project.objects.get(slug=slug)
    return submit_proposal(
        project_id=project.pk,
        author=author,
        title=title,
        body="More benches along the shore.",
        language=language,
        district_id=project.lead_district_id,
    )


def _project(blueprint: Blueprint, slug: str, titles: dict[str, str], district: District, by: User) -> Project:
    now = timezone.now()
    project = create_project(
        blueprint=blueprint,
        slug=slug,
        lead_district=district,
        titles=titles,
        leads={code: f"Ingressi {code}" for code in LANGUAGES},
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=99),
        by=by,
    )
    publish_pages(project=project, by=by)
    return project


def another_project(slug: str) -> Project:
    """Another project for ideas, in Kallio."""
    titles = {code: f"{slug} {code}" for code in LANGUAGES}
    return _project(
        Blueprint.IDEAS, slug, titles, District.objects.get(slug="kallio"), User.objects.get(email="aino@example.org")
    )


def _ideas(district: District, by: User) -> None:
    _project(Blueprint.IDEAS, IDEAS, IDEAS_TITLES, district, by)


def _survey(district: District, by: User) -> None:
    project = _project(Blueprint.SURVEY, SURVEY, SURVEY_TITLES, district, by)
    survey = create_survey(
        project_id=project.pk,
        title=QUESTIONNAIRE_TITLES,
        intro={},
        questions=QUESTIONS,
        results_shown="answered",
        confidential=False,
        by=by,
    )
    publish_survey(survey_id=survey.pk, by=by)
