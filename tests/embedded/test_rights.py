"""The application gets what Django and its tests need, and no more."""

import psycopg
import pytest

from participation.embedded import ensure_services


@pytest.fixture(scope="module")
def services(shared_state):
    with ensure_services(shared_state, fast=True) as services:
        yield services


@pytest.fixture
def connection(services):
    with psycopg.connect(services.database_url, autocommit=True) as connection:
        yield connection


def test_role_is_no_superuser_but_may_create_databases(connection):
    row = connection.execute(
        "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert row == ("app", False, False, True, False, False)


def test_password_of_the_application_is_not_the_superusers(services):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(services.database_url, user="postgres")


def test_application_cannot_read_the_servers_files(connection):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT pg_read_file('pg_hba.conf')")


def test_extensions_are_in_every_database(services, connection):
    """Found in a new database too: Django's tests make theirs from template1."""
    connection.execute("DROP DATABASE IF EXISTS another")
    connection.execute("CREATE DATABASE another")
    for database in ("app", "another"):
        with psycopg.connect(services.database_url, dbname=database) as inside:
            found = {name for (name,) in inside.execute("SELECT extname FROM pg_extension")}
            assert found >= {"pg_trgm", "unaccent", "citext", "btree_gin", "pg_stat_statements"}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("max_connections", "200"),
        ("TimeZone", "UTC"),
        ("server_encoding", "UTF8"),
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("fsync", "off"),
        ("password_encryption", "scram-sha-256"),
    ],
)
def test_server_is_set_up(connection, setting, value):
    assert connection.execute(f"SHOW {setting}").fetchone() == (value,)


def test_locale_knows_the_letters_of_finnish_and_swedish(connection):
    assert connection.execute("SELECT upper('åäö'), lower('ÅÄÖ')").fetchone() == ("ÅÄÖ", "åäö")
    assert connection.execute("SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'app'").fetchone() == (
        "b",
        "C.UTF-8",
    )
