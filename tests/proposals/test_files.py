"""Pictures and documents of a proposal: several, described, put in order, and taken away."""

from __future__ import annotations

import io
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from participation.accounts.models import User
from participation.common.refusals import Invalid
from participation.files.models import StoredFile
from participation.projects.models import Project
from proposals.models import Proposal, ProposalImage
from proposals.services import FilesChange, attach, publish_draft, save_draft
from proposals.services.attaching import read_pictures
from tests.cast import Town, person
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.files.test_documents import pdf
from tests.files.test_pictures import bomb
from tests.proposals.races import all_at_once
from tests.proposals.test_steps import at, mark
from tests.proposals.test_write import picture


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def anna_client(client: Client, anna: User, town: Town) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def draft(town: Town, anna: User) -> Proposal:
    return save_draft(project_id=town.project.pk, author=anna, title="A hut", body="Warm.", language="en")


def paper(name: str = "Plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(), "application/pdf")


def more(draft: Proposal, **sent: object) -> dict[str, object]:
    return {"language": "en", "do": "add", **sent}


def url(proposal: Proposal, rest: str = "") -> str:
    return f"/en/projects/kallion-ideat/proposals/{proposal.pk}/{rest}"


def test_several_at_once_are_described_on_the_same_page(anna_client: Client, draft: Proposal) -> None:
    answer = anna_client.post(at(draft, "more"), more(draft, image=[picture(), picture()], document=paper(), document_title=""))
    assert answer.url == at(draft, "more") + "#files"
    first, second = draft.images.all()
    assert draft.papers.get().title == "Plan"
    refused = anna_client.post(at(draft, "more"), more(draft, do="next"))
    assert (refused.status_code, f"alt_{first.pk}" in refused.context["form"].errors) == (422, True)
    words = {f"alt_{first.pk}": "The front", f"alt_{second.pk}": "The back", f"title_{draft.papers.get().pk}": "The plan"}
    assert anna_client.post(at(draft, "more"), more(draft, do="next", **words)).url == at(draft, "preview")
    page = anna_client.get(at(draft, "preview")).content.decode()
    assert all(words in page for words in ('alt="The front"', 'alt="The back"', "The plan"))


def test_up_and_down_without_scripts(anna_client: Client, draft: Proposal) -> None:
    anna_client.post(at(draft, "more"), more(draft, image=[picture(), picture((30, 30)), picture((20, 20))]))
    first, second, third = draft.images.values_list("pk", flat=True)
    anna_client.post(at(draft, "more"), more(draft, do=f"up-picture-{third}", on_behalf_of="The club"))
    assert list(draft.images.values_list("pk", flat=True)) == [first, third, second]
    anna_client.post(at(draft, "more"), more(draft, do=f"down-picture-{first}"))
    assert list(draft.images.values_list("pk", flat=True)) == [third, first, second]
    anna_client.post(at(draft, "more"), more(draft, do=f"up-picture-{third}"))  # the first one stays
    assert list(draft.images.values_list("pk", flat=True)) == [third, first, second]


def test_the_order_of_a_public_one_changes_and_what_was_typed_stays(anna_client: Client, anna: User, draft: Proposal) -> None:
    new, _none = read_pictures([picture(), picture((30, 30))], "One")
    attach(proposal_id=draft.pk, author=anna, seen="", files=FilesChange(pictures=new))
    draft.images.update(alt_text="One")
    publish_draft(proposal_id=draft.pk, author=anna)
    first, second = draft.images.values_list("pk", flat=True)
    page = anna_client.post(url(draft, "edit/"), {"title": "Half typed", "body": "b", "do": f"up-picture-{second}"})
    assert page.context["form"]["title"].value() == "Half typed"
    assert list(draft.images.values_list("pk", flat=True)) == [second, first]
    draft.refresh_from_db()
    assert (draft.title, draft.versions.count()) == ("A hut", 0)


def test_each_can_be_taken_away_and_its_file_goes(
    anna_client: Client, draft: Proposal, tmp_path, django_capture_on_commit_callbacks
) -> None:
    anna_client.post(at(draft, "more"), more(draft, image=[picture(), picture()], document=paper()))
    gone = draft.images.first()
    with django_capture_on_commit_callbacks(execute=True):
        anna_client.post(
            at(draft, "more"),
            more(draft, **{f"remove_image_{gone.pk}": "on", f"remove_document_{draft.papers.get().pk}": "on"}),
        )
    assert (draft.images.count(), draft.papers.count(), StoredFile.objects.count()) == (1, 0, 1)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


# --- what is refused, and what is kept meanwhile ---


def test_thirty_pictures_are_answered_and_nothing_is_lost(anna_client: Client, draft: Proposal) -> None:
    refused = anna_client.post(at(draft, "more"), more(draft, image=[picture() for _n in range(30)], on_behalf_of="The club"))
    said = str(refused.context["form"].errors["image"])
    assert refused.status_code == 422
    assert "You chose 30 pictures." in said
    assert "room for 6 more" in said
    assert refused.context["form"]["on_behalf_of"].value() == "The club"
    assert not draft.images.exists()


BAD = [
    (SimpleUploadedFile("me.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"), "could not read"),
    (SimpleUploadedFile("bomb.png", bomb(30_000)), "too many pixels"),
    (SimpleUploadedFile("empty.png", b""), "empty"),
    (SimpleUploadedFile("a.png", b"%PDF-1.7 <script>"), "could not read"),
]


@pytest.mark.parametrize(("bad", "message"), BAD)
def test_good_pictures_are_kept_beside_bad_ones(
    anna_client: Client, draft: Proposal, bad: SimpleUploadedFile, message: str
) -> None:
    bad.seek(0)
    answer = anna_client.post(at(draft, "more"), more(draft, image=[picture(), bad], school_class="5B"))
    assert answer.status_code == 422
    assert message in str(answer.context["form"].errors["image"])
    assert answer.context["form"]["school_class"].value() == "5B"
    assert draft.images.count() <= 1  # an empty file is said before anything is read


def test_what_is_no_pdf_is_said_at_the_field(anna_client: Client, draft: Proposal) -> None:
    answer = anna_client.post(at(draft, "more"), more(draft, document=[SimpleUploadedFile("virus.pdf", b"MZ")]))
    assert "virus.pdf: We could not read this as a document" in str(answer.context["form"].errors["document"])


def test_a_public_proposal_takes_one_picture_at_a_time(anna_client: Client, anna: User, draft: Proposal) -> None:
    publish_draft(proposal_id=draft.pk, author=anna)
    sent = {"title": "A hut", "body": "Warm.", "language": "en"}
    refused = anna_client.post(url(draft, "edit/"), {**sent, "image": [picture(), picture()], "image_alt": "One"})
    assert "one at a time" in str(refused.context["form"].errors["image"])
    anna_client.post(url(draft, "edit/"), {**sent, "image": picture(), "image_alt": "One", "document": paper()})
    assert (draft.images.count(), draft.papers.count(), draft.versions.count()) == (1, 1, 2)
    history = anna_client.get(url(draft, "history/")).content.decode()
    assert "One" in history
    assert "Plan" in history


# --- serving ---


def test_a_document_is_saved_and_never_opened(anna_client: Client, draft: Proposal) -> None:
    anna_client.post(at(draft, "more"), more(draft, document=paper(), document_title="Näin /../ <b>.html"))
    answer = anna_client.get(url(draft, f"files/{draft.papers.get().stored.key}/"))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Disposition"].endswith(".pdf")
    assert "/.." not in answer["Content-Disposition"]
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_drafts_files_are_behind_no_door(client: Client, ben: User, anna: User, draft: Proposal) -> None:
    new, _none = read_pictures([picture()], "One")
    attach(proposal_id=draft.pk, author=anna, seen="", files=FilesChange(pictures=new))
    client.force_login(ben)
    assert client.get(url(draft, f"files/{draft.images.get().stored.key}/")).status_code == 404


# --- two windows ---


def test_a_picture_that_came_meanwhile_is_told(anna_client: Client, draft: Proposal) -> None:
    seen = mark(anna_client.get(at(draft, "more")))
    anna_client.post(at(draft, "more"), more(draft, image=picture(), image_alt="The front"))
    answer = anna_client.post(at(draft, "more"), more(draft, do="next", on_behalf_of="The club", seen=seen))
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.on_behalf_of == ""


@pytest.mark.django_db(transaction=True)
def test_of_ten_windows_that_add_at_once_six_pictures_are_kept() -> None:
    """Red without its guard: when the proposal's row was not locked, nobody was refused."""
    anna = person("anna")
    PhaseFactory(project=ProjectFactory(slug="kallion-ideat"))
    draft = save_draft(project_id=Project.objects.get().pk, author=anna, title="A hut", body="Warm.", language="en")
    new, _none = read_pictures([picture()], "One")
    acts = [partial(attach, proposal_id=draft.pk, author=anna, seen="", files=FilesChange(pictures=new)) for _n in range(10)]
    answers = all_at_once(acts)
    assert sum(isinstance(answer, Invalid) for answer in answers) == 4
    assert sorted(ProposalImage.objects.values_list("position", flat=True)) == list(range(6))


def test_nothing_of_where_it_was_taken_is_kept(anna_client: Client, draft: Proposal) -> None:
    from PIL import Image

    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Phone of Anna"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    sent = SimpleUploadedFile("home.jpg", out.getvalue(), "image/jpeg")
    anna_client.post(at(draft, "more"), more(draft, image=sent, image_alt="Home"))
    content = anna_client.get(url(draft, "image/")).content
    assert b"Phone of Anna" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
