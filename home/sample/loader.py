"""Create the sample clinic in the database, once.

Existing objects are not changed: a page is identified by its URL, a reference or call to action by
its key or heading, an image by its title. So a second run changes nothing, and an editor's changes
are never overwritten. A mistake in a file leaves the database unchanged.
"""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, Site

from articles.models import (
    ArticleAuthor,
    ArticleChange,
    ArticleCrossListing,
    ArticlePage,
    CallToAction,
    CategoryIndexPage,
    Condition,
    EditorialSettings,
    PersonPage,
    Reference,
    TaggedCondition,
    TeamIndexPage,
)
from home.enquiry.models import EnquiryPage
from home.kit.start import set_up_home_page, set_up_library_workflow, set_up_workflow
from home.models import ClinicSettings, HomePage, StandardPage
from home.models.roles import set_up_roles
from home.sample.bodies import BodyBuilder, SampleLibrary, stream_json
from home.sample.files import SAMPLE_FOLDER, read_yaml, read_yaml_folder, rich_text
from home.sample.reviews import sign_off_sample

PERSON_FIELDS = (
    *("honorific", "job_title", "team_group", "credentials", "registration", "email"),
    *("portrait", "hue", "summary"),
)


@transaction.atomic
def load_sample_site() -> list[str]:
    """Create the missing parts of the sample clinic. Return the paths of the new pages."""
    return SampleSite().load()


class SampleSite:
    """One run of the loader. All pages are created empty first, so that texts can link to them."""

    def __init__(self) -> None:
        self.clinic = read_yaml("clinic.yaml")
        self.people = {person["slug"]: person for person in read_yaml("people.yaml")}
        self.categories = {
            category["slug"]: f"{category['parent']}/{category['slug']}"
            for category in read_yaml("categories.yaml")
        }
        self.articles = read_yaml_folder("articles")
        self.team = self.clinic["team"]["slug"]
        self.created_paths: list[str] = []
        self.library = SampleLibrary()
        self.library.image = self.image
        self.library.rich_text = lambda text: rich_text(
            text, self.library.pages, self.library.references
        )
        self.builder = BodyBuilder(self.library)

    def load(self) -> list[str]:
        set_up_roles()
        self.site = self.create_site()
        self.create_pages()
        self.library.references = {
            key: self.reference(key, fields)
            for group in read_yaml_folder("references").values()
            for key, fields in group.items()
        }
        self.library.calls_to_action = {
            key: self.call_to_action(fields)
            for key, fields in read_yaml("calls_to_action.yaml").items()
        }
        self.fill_pages()
        set_up_workflow(self.site.root_page)
        set_up_library_workflow()
        return self.created_paths

    def create_site(self) -> Site:
        """Return the default site with our home page."""
        names = {name: self.clinic["home"][name] for name in ("title", "hero_heading")}
        site_name = self.clinic["settings"]["name"]
        site, is_new = set_up_home_page(site_name, slug="haven-clinic", **names)
        self.library.pages[""] = site.root_page_id
        if is_new:
            self.created_paths.append("")
        return site

    def create_pages(self) -> None:
        index, team, enquiry = (self.clinic[n] for n in ("articles_index", "team", "enquiry"))
        tops: dict[str, Page] = {
            fields["slug"]: StandardPage(title=fields["title"]) for fields in self.clinic["pages"]
        }
        tops[index["slug"]] = CategoryIndexPage(title=index["title"])
        tops[team["slug"]] = TeamIndexPage(title=team["title"])
        tops[enquiry["slug"]] = EnquiryPage(title=enquiry["title"])
        menu = self.clinic["menu"]
        for slug in dict.fromkeys([*menu, *tops]):
            tops[slug].show_in_menus = slug in menu
            self.create_page(slug, tops[slug])
        for fields in read_yaml("categories.yaml"):
            values = {name: fields[name] for name in ("title", "hue", "shape")}
            self.create_page(self.categories[fields["slug"]], CategoryIndexPage(**values))
        for slug, fields in self.people.items():
            self.create_page(f"{self.team}/{slug}", PersonPage(title=fields["name"]))
        for slug, fields in self.articles.items():
            self.create_page(self.article_path(slug), ArticlePage(title=fields["title"], body=""))

    def create_page(self, path: str, page: Page) -> None:
        """Create an empty draft at a path, unless there is a page."""
        parent_path, _slash, page.slug = path.rpartition("/")
        parent = Page.objects.get(pk=self.library.pages[parent_path])
        existing = Page.objects.child_of(parent).filter(slug=page.slug).first()
        if existing is None:
            page.live = False
            existing = parent.add_child(instance=page)
            self.created_paths.append(path)
        self.library.pages[path] = existing.pk

    def article_path(self, slug: str) -> str:
        return f"{self.categories[self.articles[slug]['category']]}/{slug}"

    def fill_pages(self) -> None:
        for slug, fields in self.people.items():
            values = {name: fields.get(name, "") for name in PERSON_FIELDS}
            values["bio"] = self.library.rich_text(fields["bio"])
            self.publish(f"{self.team}/{slug}", values)
        for name in ("team", "articles_index"):
            self.publish(self.clinic[name]["slug"], {"summary": self.clinic[name]["summary"]})
        for fields in read_yaml("categories.yaml"):
            values = {"summary": fields["summary"]}
            if editor := fields.get("section_editor"):
                values["section_editor_id"] = self.person_id(editor)
            self.publish(self.categories[fields["slug"]], values)
        for fields in self.clinic["pages"]:
            values = {name: fields.get(name, "") for name in ("summary", "search_description")}
            values["body"] = self.stream(StandardPage, "body", fields["body"])
            self.publish(fields["slug"], values)
        enquiry = self.clinic["enquiry"]
        self.publish(enquiry["slug"], self.enquiry_values(enquiry))
        for slug, fields in self.articles.items():
            self.publish_article(self.article_path(slug), fields)
        self.publish("", self.home_values(self.clinic["home"]))
        if "" in self.created_paths:
            self.fill_settings()

    def publish(
        self,
        path: str,
        values: dict[str, Any],
        published_at: datetime | None = None,
        sign: Callable[[Revision], None] | None = None,
    ) -> None:
        """Fill and publish a page that this run created. `sign` gets the revision before."""
        if path not in self.created_paths:
            return
        page = Page.objects.get(pk=self.library.pages[path]).specific
        for name, value in values.items():
            setattr(page, name, value)
        page.first_published_at = published_at
        revision = page.save_revision(clean=False)
        if sign:
            sign(revision)
        revision.publish()

    def publish_article(self, path: str, fields: dict) -> None:
        if path not in self.created_paths:
            return
        page = ArticlePage.objects.get(pk=self.library.page(path))
        page.article_authors = [
            ArticleAuthor(person_id=self.person_id(person)) for person in fields["authors"]
        ]
        page.cross_listings = [
            ArticleCrossListing(category_id=self.library.page(self.categories[category]))
            for category in fields.get("also_in") or []
        ]
        page.tagged_conditions = [
            TaggedCondition(tag=Condition.objects.get_or_create(name=name)[0])
            for name in fields.get("conditions") or []
        ]
        page.changes = [ArticleChange(**change) for change in fields.get("changes") or []]
        page.save()
        reviewer = self.person_id(fields["reviewer"])
        related = [self.library.page(self.article_path(n)) for n in fields.get("related") or []]
        texts = ("summary", "card_summary", "search_description")
        values = {name: fields.get(name, "") for name in texts} | {
            "plate_shape": fields.get("shape", ""),
            "asked_reviewer_id": reviewer,
            "show_sample_note": True,
            "body": self.stream(ArticlePage, "body", fields["body"]),
            "related_picks": stream_json([("article", pk) for pk in related]),
        }
        self.publish(
            path,
            values,
            datetime.combine(fields["first_published"], time(9), timezone.get_current_timezone()),
            lambda revision: sign_off_sample(revision, reviewer, fields["reviewed_on"]),
        )

    def home_values(self, fields: dict) -> dict[str, Any]:
        values = {name: fields[name] for name in ("hero_heading", "hero_text")}
        for button in ("hero_primary", "hero_secondary"):
            values[f"{button}_label"] = fields[button]["label"]
            values[f"{button}_page_id"] = self.library.page(fields[button]["page"])
        return values | {"body": self.stream(HomePage, "body", fields["body"])}

    def enquiry_values(self, fields: dict) -> dict[str, Any]:
        names = ("summary", "search_description", "retention_days")
        steps = [{"step": step} for step in fields["steps"]]
        return {name: fields[name] for name in names} | {
            "steps": self.stream(EnquiryPage, "steps", steps),
            "urgent_help": self.library.rich_text(fields["urgent_help"]),
            "thanks_text": self.library.rich_text(fields["thanks_text"]),
            "privacy_page_id": self.library.page(fields["privacy_page"]),
        }

    def fill_settings(self) -> None:
        values = dict(self.clinic["settings"])
        for name, kind in (("footer_columns", "column"), ("legal_links", "link")):
            items = [{kind: item} for item in values[name]]
            values[name] = self.stream(ClinicSettings, name, items)
        values["emergency"] = self.library.rich_text(values["emergency"])
        values["booking_page_id"] = self.library.page(values.pop("booking_page"))
        ClinicSettings.objects.update_or_create(site=self.site, defaults=values)
        values = dict(self.clinic["editorial"])
        for name in ("disclaimer", "sample_note"):
            values[name] = self.library.rich_text(values[name])
        values["policy_page_id"] = self.library.page(values.pop("policy_page"))
        EditorialSettings.objects.update_or_create(site=self.site, defaults=values)

    def stream(self, model: Any, name: str, content: list[dict]) -> str:
        return self.builder.stream(model._meta.get_field(name).stream_block, content)

    def person_id(self, slug: str) -> int:
        return self.library.pages[f"{self.team}/{slug}"]

    def reference(self, key: str, fields: dict) -> Reference:
        values = fields | {"authors": "\n".join(fields.get("authors") or [])}
        return Reference.objects.get_or_create(key=key, defaults=values)[0]

    def call_to_action(self, fields: dict) -> int:
        values = {name: fields[name] for name in ("text", "button_label", "show_phone")} | {
            "link_page_id": self.library.page(fields["page"]),
            "shape": fields.get("shape", "crown"),
        }
        return CallToAction.objects.get_or_create(heading=fields["heading"], defaults=values)[0].pk

    def image(self, name: str) -> int:
        model = get_image_model()
        title = Path(name).stem.replace("-", " ").capitalize()
        image = model.objects.filter(title=title).first()
        if image is None:
            with (SAMPLE_FOLDER / "images" / name).open("rb") as file:
                image = model.objects.create(title=title, file=ImageFile(file, name=name))
        return image.pk
