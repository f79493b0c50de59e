"""The problems with the citations of an article alone, without notes."""

from articles.problems.body_reading import BodyReading, read_body
from articles.problems.citations import find_citation_problems
from articles.problems.problem import Problem, Severity


def find_problems(page, reading: BodyReading | None = None) -> list[Problem]:
    found = find_citation_problems(page, reading or read_body(page.body))
    return [problem for problem in found if problem.severity != Severity.NOTE]
