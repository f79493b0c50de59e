"""Publications are visible at once to their editor, and within a second to all visitors."""

from tests.served.conftest import ClinicPages, NewArticle
from tests.served.editor_client import EditorClient
from tests.served.http_client import HttpClient
from tests.served.readers import Readers
from tests.served.site_server import SiteServer
from tests.served.task_process import TaskProcess
from tests.served.waiting import wait_until

# Seconds more, for clocks and busy cores.
TOLERANCE = 0.5
PUBLICATIONS = 10


def test_editors_see_their_publication_at_once(
    first: SiteServer, second: SiteServer, clinic: ClinicPages
) -> None:
    team = clinic.team
    visitors = [HttpClient(first.url), HttpClient(second.url)]
    for visitor in visitors:
        visitor.get(team.path)
    editor = EditorClient(first.url)
    editor.publish(team.pk, summary="This is edition 2.")
    assert "This is edition 2." in editor.get(team.path).text
    wait_until(
        lambda: all("This is edition 2." in visitor.get(team.path).text for visitor in visitors)
    )


def test_readers_of_two_sites_see_publications_in_time(
    first: SiteServer, second: SiteServer, task_process: TaskProcess, new_article: NewArticle
) -> None:
    articles = [new_article() for _ in range(PUBLICATIONS // 2)]
    readers = Readers(
        [first.url, second.url], [article.path for article in articles], max_delay=1 + TOLERANCE
    )
    with readers.assert_none_fail():
        for number in range(PUBLICATIONS):
            article, edition = articles[number % len(articles)], 2 + number // len(articles)
            task_process.run_task("publish", pk=article.pk, number=edition)
            readers.expect(article.path, edition)
        readers.wait(2 + TOLERANCE)
    assert readers.tally.states["HIT"]
