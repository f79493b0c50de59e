"""Derived fields are stored with an article and updated when its sources change."""

import pytest

from articles.artwork.drawings import RELATED_SHAPES
from articles.models import ArticlePage, MergedReference
from tests.factories import (
    article,
    body,
    category,
    evidence,
    explanation,
    faq,
    home_page,
    intro,
    key_points,
    reference,
    references,
    statement,
)

pytestmark = pytest.mark.django_db


def reload_article(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def test_an_article_without_sources_claims_none():
    page = reload_article(article(category(home_page())))

    assert page.source_count == 0
    assert page.strongest is None
    assert page.strongest_level == 0


def test_each_source_counts_once_wherever_it_is_cited():
    one, two = reference("Wood PB"), reference("Noppers I")
    blocks = (key_points(cited=(one,)), explanation(cited=(two, one)), faq(cited=(one,)))
    page = article(category(home_page()), body=body(intro(), *blocks))

    assert reload_article(page).source_count == 2


def test_the_strongest_source_is_the_one_of_the_best_design():
    cited = tuple(
        reference(f"{kind} A", study_type=kind)
        for kind in ("imaging", "randomised_trial", "expert_opinion")
    )
    page = reload_article(
        article(category(home_page()), body=body(evidence(statement(cited=cited))))
    )

    assert page.strongest == "randomised_trial"
    assert page.strongest_level == 4


def test_the_strongest_source_comes_from_sources_not_findings():
    case = reference(study_type="case_report")
    finding = statement("systematic_review", cited=(case,))
    page = article(category(home_page()), body=body(evidence(finding)))

    assert reload_article(page).strongest == "case_report"


def test_a_source_cited_as_background_is_not_the_strongest():
    review = reference("Review A", study_type="systematic_review")
    licence = reference("Licence B", study_type="guideline")
    case = reference("Case C", study_type="case_report")
    blocks = (
        key_points(cited=(review, licence)),
        explanation(cited=(review, licence)),
        evidence(statement(cited=(case,))),
        references(further=(review,)),
    )

    page = reload_article(article(category(home_page()), body=body(intro(), *blocks)))

    assert (page.strongest_source, page.strongest_level) == ("case_report", 2)
    assert not page.cites_guideline
    assert page.source_count == 3


def test_a_guideline_is_marked_and_never_ranked():
    guideline = reference("NICE (group)", study_type="guideline")
    opinion = reference(study_type="expert_opinion")
    home = home_page()
    alone = article(category(home), body=body(evidence(statement(cited=(guideline,)))))
    both = article(category(home), body=body(evidence(statement(cited=(guideline, opinion)))))

    assert reload_article(alone).strongest is None
    assert reload_article(alone).cites_guideline
    assert reload_article(both).strongest == "expert_opinion"
    assert reload_article(both).cites_guideline


def test_a_finding_that_cites_a_merged_source_has_its_successor():
    merged, kept = reference("A B", study_type="imaging"), reference("C D", study_type="laboratory")
    page = article(category(home_page()), body=body(evidence(statement(cited=(merged,)))))
    MergedReference.objects.create(old_id=merged.pk, reference=kept, old_key="a")

    merged.delete()

    assert reload_article(page).strongest == "laboratory"


def test_reclassifying_a_source_updates_citing_articles():
    source = reference(study_type="expert_opinion")
    home = home_page()
    citing = article(category(home), body=body(evidence(statement(cited=(source,)))))
    other = article(category(home))

    source.study_type = "systematic_review"
    source.save()

    assert reload_article(citing).strongest == "systematic_review"
    assert reload_article(citing).strongest_level == 5
    assert reload_article(other).strongest is None


def test_reclassifying_a_source_is_no_edit_of_the_article():
    source = reference(study_type="expert_opinion")
    page = article(category(home_page()), body=body(explanation(cited=(source,))))
    page.save_revision().publish()
    before = reload_article(page)

    source.study_type = "imaging"
    source.save()

    assert reload_article(page).last_published_at == before.last_published_at
    assert reload_article(page).latest_revision_id == before.latest_revision_id


def test_an_article_belongs_to_its_parent_category():
    blog = category(home_page(), "Blog")
    pain = category(blog, "Pain", hue="clay", shape="ring")
    page = reload_article(article(pain))

    assert page.category == pain
    assert page.hue == "clay"
    assert page.shape in RELATED_SHAPES["ring"]


def test_an_article_that_is_moved_belongs_to_its_new_category():
    home = home_page()
    old, new = category(home), category(home)
    page = article(old)

    page.move(new, pos="last-child")

    assert reload_article(page).category == new


def test_moving_a_category_does_not_change_its_articles():
    home = home_page()
    blog, pain = category(home, "Blog"), category(home, "Pain")
    page = article(pain)

    pain.move(blog, pos="last-child")

    assert reload_article(page).category == pain
    assert reload_article(page).url_path == "/haven/blog/pain/" + page.slug + "/"


def test_an_articles_own_drawing_wins_over_the_categorys():
    pain = category(home_page(), shape="ring")

    assert article(pain, plate_shape="soma").shape == "soma"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (221, 2), (2200, 10)])
def test_reading_time_is_in_whole_minutes_and_at_least_one(words: int, minutes: int):
    text = f"<p>{'word ' * words}</p>"
    page = article(category(home_page()), body=body(intro(text)))

    assert reload_article(page).reading_minutes == minutes


def test_a_line_for_lists_is_the_short_one_or_else_the_standfirst():
    assert ArticlePage(summary="Long.", card_summary="Short.").card_line == "Short."
    assert ArticlePage(summary="Long.").card_line == "Long."


def test_a_source_that_is_deleted_counts_no_more():
    source = reference(study_type="randomised_trial")
    page = article(category(home_page()), body=body(explanation(cited=(source,))))

    source.delete()

    page.refresh_from_db()
    assert (page.source_count, page.strongest_source) == (0, "")


def test_sources_of_an_invalid_article_can_be_saved():
    source = reference(study_type="observational")
    page = article(category(home_page()), body=body(evidence(statement(cited=(source,)))))
    ArticlePage.objects.filter(pk=page.pk).update(summary="")

    source.study_type = "systematic_review"
    source.save()

    page.refresh_from_db()
    assert page.strongest_source == "systematic_review"
