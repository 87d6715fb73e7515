"""The demo's mailbox."""

import pytest
from django.core import mail
from django.test import Client, override_settings

from participation.demo.models import DemoMail

pytestmark = pytest.mark.django_db
IN_DEMO = override_settings(EMAIL_BACKEND="participation.demo.mail.DemoMailBackend")


@IN_DEMO
def test_the_code_of_a_sign_up_can_be_read_and_used(client: Client) -> None:
    client.post("/en/accounts/signup/", {"email": "anna@example.org", "public_name": "Anna"})
    page = Client().get("/demo/mail/")
    code = page.context["mails"][0][1]
    assert code
    assert f"<code data-code>{code}</code>" in page.content.decode()
    answer = client.post("/en/accounts/confirm-email/", {"code": code})
    assert answer.status_code == 302
    assert client.get("/en/profile/").status_code == 200


@IN_DEMO
def test_newest_first_and_one_by_one(client: Client) -> None:
    for number in (1, 2):
        mail.send_mail(f"Mail {number}", "<script>alert(1)</script>\nABCD-EFGH\n", None, [f"{number}@example.org"])
    page = client.get("/demo/mail/").content.decode()
    assert page.index("Mail 2") < page.index("Mail 1")
    newest = DemoMail.objects.first()
    page = client.get(f"/demo/mail/{newest.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "ABCD-EFGH" in page
    assert "Mail 1" not in client.get("/demo/mail/", {"to": "2@example.org"}).content.decode()


def test_empty(client: Client) -> None:
    assert client.get("/demo/mail/").status_code == 200
    assert client.get("/demo/mail/1/", follow=True).status_code == 404


@override_settings(DEMO=False)
@pytest.mark.parametrize("path", ["/demo/mail/", "/demo/mail/1/"])
def test_absent_outside_the_demo(client: Client, path: str) -> None:
    DemoMail.objects.create(pk=1, to="a", subject="s", text="t")
    assert client.get(path, follow=True).status_code == 404
