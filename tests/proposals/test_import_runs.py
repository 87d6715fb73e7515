"""Staff bring in a file in the admin: it is checked, shown line by line, confirmed, imported, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from districts.models import Unit
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.services import post_comment
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.moderation.services import open_case_for
from participation.projects.features import features
from proposals.importing import services
from proposals.importing.undoing import _hanging_on
from proposals.models import ExternalRef, ImportLine, ImportRun, Proposal
from proposals.services import respond_officially, support_proposal
from proposals.states import ProposalState, Status
from proposals.tasks import continue_imports, forget_imports
from tests.cast import Town
from tests.factories.projects import CategoryFactory, ProjectFactory
from tests.moderation.conftest import enter

__all__ = ["enter"]
NEW, LIST = "/admin/proposals/imports/new/", "/admin/proposals/imports/"
GOOD = "id,title,body,category,latitude,longitude\n1,Hut,Warm,puistot,60.19,24.95\n2,Pier,Swim,ufos,,\n3,Cottage,Far,,62.0,29.0\n"
BAD = "id,title,state\n1,Hut,\n2,Pier,lost\n3,,\n"


@pytest.fixture(autouse=True)
def _files_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def staff(enter: Callable[[User], Client], carla: User) -> Client:
    return enter(carla)


@pytest.fixture
def send(staff: Client, town: Town, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Sends the form, and lets the worker do what it queues."""

    def post(content: str | bytes, name: str = "ideas.csv", **fields: Any) -> Any:
        upload = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        data = {"project": town.project.pk, "file": upload, "format": "", "language": "en", "source": "", **fields}
        with django_capture_on_commit_callbacks(execute=True):
            return staff.post(NEW, data)

    return post


@pytest.fixture
def act(staff: Client, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Presses one of the buttons of a run."""

    def press(run: ImportRun, name: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            staff.post(f"{LIST}{run.pk}/", {"act": name})
        run.refresh_from_db()
        return staff.get(f"{LIST}{run.pk}/")

    return press


def upload_of(content: str, name: str = "ideas.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def test_from_a_file_to_proposals_and_back(
    send: Callable[..., Any], act: Callable[..., Any], staff: Client, town: Town, carla: User
) -> None:
    CategoryFactory(name="Puistot", slug="puistot")
    sent = send(GOOD)
    run = ImportRun.objects.get()
    assert sent.url == f"{LIST}{run.pk}/"
    assert (run.state, run.format, run.total, run.uploaded_by) == ("checked", "csv", 3, carla)
    assert not Proposal.objects.exists()
    page = staff.get(sent.url)
    text = page.content.decode()
    assert "3 proposals would be added." in text
    assert [row["line"].title for row in page.context["lines"]] == ["Hut", "Pier", "Cottage"]
    assert "&#x27;ufos&#x27; is not a theme of the project" in text
    assert "The place lies outside the city." in text
    assert "Torin" not in text
    file = run.file.name
    assert default_storage.exists(file)

    done = act(run, "confirm").content.decode()
    assert run.state == "done"
    assert "3 proposals were added." in done
    rows = Proposal.objects.filter(external_ref__run=run).order_by("pk")
    assert [(row.title, row.channel, row.entered_by, row.author) for row in rows] == [
        (title, "import", carla, None) for title in ("Hut", "Pier", "Cottage")
    ]
    assert rows[0].category.slug == "puistot"
    assert rows[2].district.level == "city"
    assert (rows[2].latitude, rows[2].longitude) == (62.0, 29.0)
    assert not default_storage.exists(file), "what may hold names that are not kept is gone when it is not needed any more"

    act(run, "undo")
    assert run.state == "undone"
    assert run.counts["taken_back"] == 3
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.WITHDRAWN}
    acts = list(Entry.objects.filter(action__startswith="proposals.import").order_by("pk").values_list("action", "actor"))
    names = ["proposals.import_upload", "proposals.import_confirm", "proposals.import", "proposals.import_undo"]
    assert acts == [(name, carla.pk) for name in names]
    send(GOOD)
    assert ImportRun.objects.latest("pk").counts["new"] == 3, "what was taken back can be brought in again"


def test_a_file_with_something_wrong_is_shown_and_not_imported(
    send: Callable[..., Any], act: Callable[..., Any], staff: Client
) -> None:
    send(BAD)
    run = ImportRun.objects.get()
    assert run.state == "refused"
    page = staff.get(f"{LIST}{run.pk}/?show=refused")
    text = page.content.decode()
    assert "2 lines cannot be taken, so none is." in text
    assert [row["line"].line for row in page.context["lines"]] == [3, 4]
    assert "State &#x27;lost&#x27; is not known." in text
    assert 'value="confirm"' not in text
    act(run, "confirm")
    assert run.state == "refused"
    report = staff.get(f"{LIST}{run.pk}/report.csv?show=refused")
    lines = b"".join(report.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["line", "3", "4"]
    act(run, "discard")
    assert (run.state, ImportLine.objects.count(), Proposal.objects.count()) == ("discarded", 0, 0)


def test_a_file_that_cannot_be_read_further_is_shown_up_to_there(send: Callable[..., Any], staff: Client) -> None:
    send('id,title\n1,Hut\n2,"Pier\n')
    run = ImportRun.objects.get()
    assert (run.state, run.fatal["line"], run.lines.count()) == ("refused", 3, 1)
    assert "Line 3: the table is broken here" in staff.get(f"{LIST}{run.pk}/").content.decode()


@pytest.mark.parametrize(
    ("content", "field", "told"),
    [
        (b"", "file", "empty"),
        (b"%PDF-1.4", "file", "The file is no table: it is PDF."),
        (b"\x89PNG....", "file", "it is PNG"),
    ],
)
def test_what_is_no_table_is_refused_at_the_field(send: Callable[..., Any], content: bytes, field: str, told: str) -> None:
    answer = send(content, name="ideas.csv")
    assert answer.status_code == 422
    with override("en"):
        assert told in str(answer.context["form"].errors[field])
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused_at_the_field(send: Callable[..., Any], settings: Any) -> None:
    settings.IMPORT_LARGEST_FILE = 1024 * 1024
    answer = send("id,title\n" + "1,Hut\n" * 200_000)
    assert "larger than 1 megabytes" in str(answer.context["form"].errors["file"])


def test_nothing_filled_in_keeps_the_form(staff: Client) -> None:
    answer = staff.post(NEW, {"language": "sv", "source": "workshop"})
    assert answer.status_code == 422
    assert {"project", "file"} <= set(answer.context["form"].errors)
    assert 'value="workshop"' in answer.content.decode()


def test_only_coordinators_of_the_project_have_the_door(
    enter: Callable[[User], Client], send: Callable[..., Any], mira: User, otto: User, anna: User, town: Town
) -> None:
    send(GOOD)
    run = ImportRun.objects.get()
    pages = [LIST, NEW, f"{LIST}{run.pk}/", f"{LIST}{run.pk}/progress/", f"{LIST}{run.pk}/report.csv"]
    for person in (mira, otto, anna):
        assert {enter(person).get(page).status_code for page in pages} <= {302, 403}
    assert {Client().get(page).status_code for page in pages} == {302}
    for verb in (services.confirm_run, services.discard_run, services.undo_run):
        with pytest.raises(NotAllowed):
            verb(run_id=run.pk, by=mira)
    with pytest.raises(NotAllowed):
        services.bring_in(project_id=town.project.pk, upload=upload_of(GOOD), by=otto)


def test_a_coordinator_elsewhere_sees_neither_the_run_nor_the_project(
    send: Callable[..., Any], staff: Client, enter: Callable[[User], Client], aino: User, town: Town
) -> None:
    elsewhere = ProjectFactory(slug="muualla")
    with pytest.raises(NotAllowed):
        services.bring_in(project_id=elsewhere.pk, upload=upload_of(GOOD), by=User.objects.get(email="carla@example.org"))
    run = services.bring_in(project_id=elsewhere.pk, upload=upload_of(GOOD), by=aino)
    assert staff.get(f"{LIST}{run.pk}/").status_code == 404
    assert staff.post(f"{LIST}{run.pk}/", {"act": "discard"}).status_code == 404
    assert "muualla" not in staff.get(LIST).content.decode()
    assert str(elsewhere.pk) not in dict(staff.get(NEW).context["form"].fields["project"].choices)
    assert enter(aino).get(f"{LIST}{run.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"format_key": "nonsense"}, "format"),
        ({"language": "x" * 20}, "language"),
        ({"source": "a:b"}, "source"),
        ({"source": "x" * 121}, "source"),
    ],
)
def test_a_service_that_is_told_nonsense(town: Town, carla: User, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.bring_in(project_id=town.project.pk, upload=upload_of(GOOD), by=carla, **fields)
    assert refused.value.field == field


def test_pressing_twice_imports_once(send: Callable[..., Any], act: Callable[..., Any]) -> None:
    send(GOOD)
    run = ImportRun.objects.get()
    act(run, "confirm")
    again = act(run, "confirm")
    assert "the import has gone on meanwhile" in again.content.decode()
    assert Proposal.objects.count() == 3
    assert not services.import_run(run_id=run.pk)


def test_unknown_acts_and_numbers_are_not_found(send: Callable[..., Any], staff: Client) -> None:
    send(GOOD)
    run = ImportRun.objects.get()
    assert staff.post(f"{LIST}{run.pk}/", {"act": "explode"}).status_code == 404
    assert staff.get(f"{LIST}{run.pk + 99}/").status_code == 404
    assert staff.get(f"{LIST}{run.pk}/?after=%00&show=%00x").status_code == 200
    assert staff.get(f"{LIST}?after=-1").status_code == 200


def test_what_became_impossible_after_the_check_refuses_all(
    send: Callable[..., Any], act: Callable[..., Any], settings: Any
) -> None:
    send(GOOD)
    run = ImportRun.objects.get()
    settings.IMPORT_MOST_ROWS = 2
    act(run, "confirm")
    assert (run.state, run.fatal["code"], Proposal.objects.count()) == ("refused", "too_many", 0)


def test_what_is_waited_for_is_told(town: Town, carla: User, staff: Client) -> None:
    run = services.bring_in(project_id=town.project.pk, upload=upload_of(GOOD), by=carla)
    page = staff.get(f"{LIST}{run.pk}/").content.decode()
    assert "Nothing is written yet." in page
    assert "import-progress" in page
    assert staff.get(f"{LIST}{run.pk}/progress/").json() == {"state": "waiting", "done": 0, "total": 0, "at_work": True}


def test_what_was_touched_stays_and_is_named(
    send: Callable[..., Any], act: Callable[..., Any], anna: User, carla: User, town: Town
) -> None:
    ids = range(1, 7)
    send("id,title\n" + "\n".join(f"{number},Idea {number}" for number in ids))
    run = ImportRun.objects.get()
    act(run, "confirm")
    rows = {row.title: row for row in Proposal.objects.all()}
    support_proposal(proposal_id=rows["Idea 1"].pk, resident=anna)
    post_comment(thread_id=rows["Idea 2"].thread_id, author=anna, body="Yes", language="en")
    unit = Unit.objects.create(name="Parks")
    respond_officially(proposal_id=rows["Idea 3"].pk, unit_id=unit.pk, author=carla, status=Status.ACCEPTED, text="Vastaus")
    moderator = User.objects.create(email="root@example.org", is_superuser=True)
    open_case_for(kind="proposal", object_id=rows["Idea 4"].pk, by=moderator)
    page = act(run, "undo").content.decode()
    states = dict(Proposal.objects.values_list("title", "state"))
    kept = {"Idea 1", "Idea 2", "Idea 3", "Idea 4"}
    assert {title for title, state in states.items() if state == "published"} == kept
    assert run.counts["taken_back"] == 2
    assert "4 stay, because somebody" in page
    assert all(title in page for title in kept)
    assert set(ExternalRef.objects.values_list("proposal__title", flat=True)) == kept


def test_everything_that_refers_to_proposals_counts_as_touching_them() -> None:
    """A room that is added later is asked, too, without being told."""
    found = {model._meta.label_lower for model, _field in _hanging_on()}
    assert {"proposals.support", "proposals.officialresponse", "proposals.proposalversion", "proposals.proposalimage"} <= found
    assert "proposals.externalref" not in found


def test_a_lost_message_is_sent_again_and_a_poisoned_file_given_up(
    town: Town, carla: User, django_capture_on_commit_callbacks: Any
) -> None:
    run = services.bring_in(project_id=town.project.pk, upload=upload_of(GOOD), by=carla)  # its message is lost
    with django_capture_on_commit_callbacks(execute=True):
        assert continue_imports() == 1
    run.refresh_from_db()
    assert run.state == "checked"
    assert continue_imports() == 0
    poisoned = services.bring_in(project_id=town.project.pk, upload=upload_of(GOOD), by=carla)
    ImportRun.objects.filter(pk=poisoned.pk).update(attempts=3)
    continue_imports()
    poisoned.refresh_from_db()
    assert poisoned.state == "failed"


def test_a_worker_that_dies_midway_leaves_nothing_half_done(
    send: Callable[..., Any], carla: User, town: Town, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    send(GOOD)
    run = ImportRun.objects.get()
    services.confirm_run(run_id=run.pk, by=carla)

    class Killed(BaseException):
        pass

    def die(_done: int, *_rest: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("proposals.importing.services.working.tell_progress", die)
        with pytest.raises(Killed):
            services.import_run(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, Proposal.objects.count()) == ("confirmed", 0)
    with django_capture_on_commit_callbacks(execute=True):
        continue_imports()
    run.refresh_from_db()
    assert (run.state, Proposal.objects.count()) == ("done", 3)


def test_old_files_and_reports_are_forgotten(send: Callable[..., Any], settings: Any) -> None:
    send(GOOD)
    send(BAD)
    assert forget_imports() == 0
    ImportRun.objects.update(changed_at=timezone.now() - timezone.timedelta(days=settings.IMPORT_FILES_DAYS + 1))
    assert forget_imports() == 2
    assert set(ImportRun.objects.values_list("state", flat=True)) == {"discarded"}
    assert not ImportLine.objects.exists()
    assert forget_imports() == 0


def test_lists_cost_the_same_at_one_and_at_three(send: Callable[..., Any], staff: Client) -> None:
    def cost(address: str) -> int:
        staff.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert staff.get(address).status_code == 200
        return len(captured)

    send("id,title,district\n1,Hut,Nowhere\n")
    one = ImportRun.objects.get()
    at_one = cost(LIST), cost(f"{LIST}{one.pk}/")
    send("id,title,district\n1,Hut,Nowhere\n2,Pier,Nowhere\n3,Pool,Nowhere\n")
    send(GOOD)
    three = ImportRun.objects.order_by("pk")[1]
    assert (cost(LIST), cost(f"{LIST}{three.pk}/")) == at_one


def test_long_reports_come_page_by_page(send: Callable[..., Any], staff: Client) -> None:
    send("id,title\n" + "\n".join(f"{number},Idea {number}" for number in range(120)))
    run = ImportRun.objects.get()
    seen: list[int] = []
    address: str | None = f"{LIST}{run.pk}/"
    while address:
        page = staff.get(address)
        seen += [row["line"].line for row in page.context["lines"]]
        after = page.context["next_after"]
        address = f"{LIST}{run.pk}/?after={after}" if after else None
    assert seen == list(range(2, 122))


def test_personal_data_tells_of_imports_and_erasure_forgets_who(send: Callable[..., Any], carla: User) -> None:
    send(GOOD)
    feature = next(one for one in features() if one.key == "proposal_imports")
    assert feature.export is not None
    assert feature.erase is not None
    (told,) = feature.export(carla)
    assert (told["file"], told["project"], told["brought_in"]) == ("ideas.csv", "kallion-ideat", True)
    feature.erase(carla)
    assert ImportRun.objects.get().uploaded_by is None


def test_discarding_what_is_imported_is_refused(send: Callable[..., Any], act: Callable[..., Any], carla: User) -> None:
    send(GOOD)
    run = ImportRun.objects.get()
    act(run, "confirm")
    with pytest.raises(Conflict):
        services.discard_run(run_id=run.pk, by=carla)


def test_the_way_there_is_on_the_list_of_proposals(staff: Client) -> None:
    assert f'href="{LIST}"' in staff.get(reverse("proposals_admin_list")).content.decode()
