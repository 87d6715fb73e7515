"""The language report: what lacks a language, where it is translated, and how much it costs to ask."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.projects.models import Phase, Project
from tests.factories.districts import UnitFactory
from tests.factories.projects import CategoryFactory, PhaseFactory
from tests.factories.surveys import published_survey
from tests.publishing.conftest import REASON, edit, version

REPORT = "/admin/languages/"


def rows(client: Client, query: str = "") -> dict[str, tuple[str, tuple[str, ...], str, str]]:
    """Title -> kind, languages, address, reason."""
    found = client.get(f"{REPORT}{query}")
    assert found.status_code == 200
    return {gap.title: (str(gap.kind), gap.missing, gap.url, gap.reason) for gap, _names in found.context["rows"]}


def test_every_feature_tells_its_part(client: Client, aino: User, published: Project) -> None:
    client.force_login(aino)
    phase = PhaseFactory(project=published, position=50, title="Lisävaihe")
    CategoryFactory(project=published, name="Leikki")
    unit = UnitFactory(name="Puistot")
    survey = published_survey(published)
    survey.questions.update(title="Vain suomeksi?", i18n=None)
    version(published, "sv").unpublish()
    found = rows(client)
    assert found[f"Lisävaihe ({published.slug})"][1:3] == (
        ("sv", "en"),
        f"/admin/participation/{published.pk}/phases/{phase.pk}/",
    )
    assert f"Leikki ({published.slug})" in found
    assert found["Puistot"][2] == f"/admin/unit/edit/{unit.pk}/"
    assert found["Vain suomeksi?"][2] == f"/admin/surveys/edit/{survey.pk}/"
    title = version(published, "fi").title
    assert found[title][1:3] == (("sv",), f"/admin/pages/{version(published, 'sv').pk}/edit/")


def test_it_is_narrowed_by_language_and_kind(client: Client, aino: User, published: Project) -> None:
    client.force_login(aino)
    phase = PhaseFactory(project=published, position=50, title="Ilman englantia")
    Phase.objects.filter(pk=phase.pk).update(i18n={"title_sv": "Utan engelska"})
    UnitFactory(name="Puistot")
    name = f"Ilman englantia ({published.slug})"
    assert name not in rows(client)
    assert name in rows(client, "?language=en")
    assert "Puistot" not in rows(client, f"?language=en&kind={rows(client, '?language=en')[name][0]}")
    assert rows(client, "?language=xx&kind=%00&p=nine") is not None


def test_the_reason_is_shown(desk: Client, project: Project) -> None:
    page = version(project, "fi")
    edit(desk, page, **{"action-publish": "1", "language_reason": REASON})
    assert rows(desk)[page.title][3] == REASON
    assert REASON in desk.get(REPORT).content.decode()


def test_people_see_their_own_work_and_the_front_page_says_how_much(desk: Client, project: Project, client: Client) -> None:
    Phase.objects.exclude(project=project).delete()
    assert rows(desk) == {}
    assert "language-gaps" not in desk.get("/admin/").content.decode()
    UnitFactory(name="Puistot")
    PhaseFactory(title="Muualla")
    PhaseFactory(project=project, position=50, title="Omassa")
    assert set(rows(desk)) == {f"Omassa ({project.slug})"}
    assert "language-gaps" in desk.get("/admin/").content.decode()
    assert client.get(REPORT).status_code == 302


def test_it_asks_the_same_at_one_and_at_many(client: Client, aino: User, published: Project) -> None:
    client.force_login(aino)
    counts = []
    for number in (1, 5):
        for position in range(number):
            PhaseFactory(project=published, position=100 * number + position, title=f"Vaihe {number} {position}")
            CategoryFactory(project=published)
            UnitFactory(name=f"Yksikkö {number} {position}")
        survey = published_survey(published)
        survey.questions.update(i18n=None)
        client.get(REPORT)
        with CaptureQueriesContext(connection) as captured:
            client.get(REPORT)
        counts.append(len(captured))
    assert counts[0] == counts[1]
