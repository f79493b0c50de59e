"""Kits name a finding by the path of its article and its own id."""

import pytest

from home.care.service import ServicePage
from home.kit.errors import KitError
from home.kit.load import load_kit
from home.kit.save import save_kit
from tests.home.kit.test_load import write_kit

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SERVICE = """
type: service
title: Pain clinic
summary: A plan.
body:
  - evidence:
      statements: [{}]
"""
ARTICLE = """
type: article
title: Knees
summary: What is known.
body:
  - evidence:
      statements:
        - id: walking
          claim: It helps
          finding: A little.
          study_type: observational
          strength: limited
"""


def files(choice: str) -> dict[str, str]:
    return {
        "kit.yaml": "format: 1\nname: Clinic\n",
        "home.yaml": "type: home\ntitle: Clinic\nhero_heading: Care\n",
        "pages/articles.yaml": "type: category_index\ntitle: Articles\n",
        "pages/articles/knees.yaml": ARTICLE,
        "pages/services.yaml": "type: service_index\ntitle: Services\n",
        "pages/services/pain.yaml": SERVICE.replace("{}", choice),
    }


def test_a_finding_is_loaded_by_its_name(tmp_path):
    load_kit(write_kit(tmp_path, files("articles/knees#walking")), trust=True)

    (choice,) = ServicePage.objects.get().body[0].value["statements"]
    assert choice.finding_id == "walking"


def test_a_finding_is_saved_by_its_name(tmp_path):
    load_kit(write_kit(tmp_path, files("articles/knees#walking")), trust=True)

    save_kit(tmp_path / "saved")

    assert "articles/knees#walking" in (tmp_path / "saved/pages/services/pain.yaml").read_text()


@pytest.mark.parametrize("choice", ["articles/knees", "articles/elbows#walking", '"#walking"'])
def test_a_finding_of_no_article_is_refused(tmp_path, choice):
    with pytest.raises(KitError):
        load_kit(write_kit(tmp_path, files(choice)), trust=True)
