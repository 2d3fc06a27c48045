"""One renderer for all tests of papers: its fonts are read once."""

import pytest

from windowdesk.reports.catalogue import PaperRenderer


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> PaperRenderer:
    return PaperRenderer(tmp_path_factory.mktemp("fonts"))
