"""The content security policy, and that no page needs what it forbids."""

from __future__ import annotations

import re

from django.test import Client

from participation.accounts.models import User

INLINE = re.compile(r"<style|\sstyle=[\"']|\son[a-z]+=[\"']|hx-on|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script([^>]*)>", re.IGNORECASE)


def policy(response: object) -> dict[str, list[str]]:
    """The header, by directive."""
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


def check_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, address
    rules = policy(response)
    assert "'unsafe-inline'" not in str(rules), address
    assert "'unsafe-eval'" not in str(rules), address
    assert not any(value in {"*", "https:", "http:"} for values in rules.values() for value in values), address
    assert rules["default-src"] in (["'self'"], ["'none'"])
    assert rules["object-src"] == ["'none'"]
    assert rules["base-uri"] in (["'self'"], ["'none'"])
    assert "frame-ancestors" in rules
    assert "form-action" in rules
    html = response.content.decode()
    assert not INLINE.search(html), (address, INLINE.search(html))
    nonces = {value.removeprefix("'nonce-").removesuffix("'") for value in rules.get("script-src", []) if "nonce" in value}
    for attributes in SCRIPT.findall(html):
        is_data = 'type="application/json"' in attributes
        nonce = re.search(r'nonce="([^"]+)"', attributes)
        assert is_data or " src=" in attributes or (nonce and nonce[1] in nonces), (address, attributes)
        assert "//" not in (re.search(r'src="([^"]*)"', attributes) or ["", ""])[1], (address, attributes)


def test_pages_that_anybody_reads(client: Client, public_addresses: list[str]) -> None:
    for address in public_addresses:
        check_page(client, address)


def test_pages_of_ones_own(client: Client, public_addresses: list[str], own_addresses: list[str], anna: User) -> None:
    client.force_login(anna)
    for address in [*public_addresses, *own_addresses]:
        if "/accounts/" not in address:
            check_page(client, address)


def test_errors_have_the_policy_too(client: Client, site: None) -> None:
    for address in ("/en/nothing-here/", "/en/projects/none/", "/nothing.html"):
        response = client.get(address)
        assert response.status_code == 404
        assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]


def test_the_admin_differs_in_scripts_only(client: Client, site: None, aino: User) -> None:
    client.force_login(aino)
    admin, page = client.get("/admin/", follow=True), client.get("/en/")
    assert admin.status_code == 200
    ours, theirs = policy(page), policy(admin)
    assert {name for name in ours | theirs if ours.get(name) != theirs.get(name)} == {"script-src"}
    assert "'unsafe-inline'" not in str(ours["script-src"])


def test_only_the_admins_own_path_gets_its_policy(client: Client, site: None) -> None:
    for address in ("/en/admin/", "/administration/", "/en/?next=/admin/", "//admin/"):
        assert "'unsafe-inline'" not in client.get(address).headers.get("Content-Security-Policy", "")


def test_every_answer_has_the_small_headers(client: Client, site: None) -> None:
    headers = client.get("/en/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"  # the admin shows previews in a frame
    assert headers["Referrer-Policy"] in {"same-origin", "strict-origin-when-cross-origin"}
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
