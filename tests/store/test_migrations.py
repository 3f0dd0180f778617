"""An index that an older release wrote is brought forward with its data in place."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text

from store import database as index
from store import queries
from store.archive import Archive, sqlite_url
from store.derivation import Derivation
from store.models import Base, Comparison

if TYPE_CHECKING:
    from tests.postgresql import Cluster

AS_RELEASED = """
INSERT INTO crawls VALUES (1, 'http://a.test/', NULL, '2026-01-31 09:00', NULL, NULL);
INSERT INTO warcs VALUES (1, 'a.warc.gz', 5000, :yes);
INSERT INTO pages VALUES (1, 'http://a.test/2023.html', 'test,a)/2023.html', NULL);
INSERT INTO payloads VALUES (1, 'sha256:00', '<urn:uuid:0>');
INSERT INTO captures VALUES (1, 1, 1, '2026-01-31 09:00', 200, 'response', 1, 1, 400, 900);
INSERT INTO derivations VALUES (1, 1, '1', 'annual_report', '[]', 'f2021', 'simplified',
    '云溪市林业局', 'department', '', NULL, 2023, NULL, NULL, NULL, '', '', '[]', :blob);
INSERT INTO reports VALUES (1, '云溪市林业局', 2023, NULL);
INSERT INTO versions VALUES (1, 1, 1, 1, 1, 1, 1);
INSERT INTO changes VALUES (1, 1, 1, 'new', :no, :yes, NULL, 1, '2026-01-31 09:00', '[]')
"""
"""One report, in the tables of the first revision."""


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "index.sqlite")
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def old(unmade: str, make_extraction: object) -> str:
    blob = Derivation.of("sha256:00", make_extraction()).blob  # type: ignore[operator]
    config = Config()
    config.set_main_option("script_location", str(index.MIGRATIONS))
    engine = index.connect(unmade)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in AS_RELEASED.split(";"):
            said = {"yes": True, "no": False, "blob": blob}
            used = {name: said[name] for name in said if f":{name}" in statement}
            connection.execute(text(statement), used)
    engine.dispose()
    return unmade


def test_an_older_index_keeps_what_is_in_it(tmp_path: Path, old: str) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc" / "a.warc.gz").touch()
    with Archive.open(tmp_path, database=old) as archive:
        (report,) = queries.reports(archive)
        (version,) = queries.versions(archive, "1")
        (change,) = queries.changes(archive)
        assert (report.issuer, report.year, report.versions) == ("云溪市林业局", 2023, 1)
        assert (version.capture.warc, version.capture.offset) == ("a.warc.gz", 400)
        assert (change.class_, change.to) == ("new", 1)
        with archive.engine.connect() as connection:
            compared = connection.execute(select(Comparison)).one()
            assert (compared.capture_id, compared.confirmed_after) == (1, None)
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
