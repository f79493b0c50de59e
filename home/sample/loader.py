"""Create the sample clinic in the database, once.

What exists is left as it is: a page is known by its address, a reference or call to action by its
key or heading, an image by its title. So loading twice changes nothing, and nothing an editor has
changed is ever overwritten. All or nothing: a mistake in a file leaves the database untouched.
"""

from datetime import datetime, time
from pathlib import Path

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from articles.models import (
    ArticleAuthor,
    ArticleChange,
    ArticleCrossListing,
    ArticlePage,
    CallToAction,
    CategoryIndexPage,
    Condition,
    PersonPage,
    Reference,
    TaggedCondition,
    TeamIndexPage,
)
from home.enquiry.models import EnquiryPage
from home.models import HomePage, StandardPage
from home.models.roles import set_up_roles
from home.sample.bodies import BodyBuilder, SampleLibrary, stream_json
from home.sample.clinic import fill_settings
from home.sample.files import SAMPLE_FOLDER, read_yaml, read_yaml_folder, rich_text
from home.sample.reviews import set_up_workflow, sign_off_sample


@transaction.atomic
def load_sample_site() -> list[str]:
    """Load whatever of the sample clinic is missing; returns the addresses of pages created."""
    return SampleSite().load()


class SampleSite:
    """One run of the loader. First every page as a shell, so that texts can link to any of them."""

    def __init__(self):
        self.clinic = read_yaml("clinic.yaml")
        self.people = {person["slug"]: person for person in read_yaml("people.yaml")}
        self.categories = read_yaml("categories.yaml")
        self.articles = read_yaml_folder("articles")
        self.created_paths: list[str] = []
        self.library = SampleLibrary()
        self.library.image = self.image
        self.library.rich_text = lambda text: rich_text(
            text, self.library.pages, self.library.references
        )
        self.builder = BodyBuilder(self.library)

    def load(self) -> list[str]:
        set_up_roles()
        self.site = self.make_site()
        self.make_shells()
        self.library.references = {
            key: self.reference(key, fields)
            for group in read_yaml_folder("references").values()
            for key, fields in group.items()
        }
        self.library.calls_to_action = {
            key: self.call_to_action(fields)
            for key, fields in read_yaml("calls_to_action.yaml").items()
        }
        self.fill()
        set_up_workflow(self.site.root_page)
        return self.created_paths

    # -- The tree ---------------------------------------------------------------------------------

    def make_site(self) -> Site:
        """The default site with our home page as its root, in place of Wagtail's welcome page."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site and isinstance(site.root_page.specific, HomePage):
            self.library.pages[""] = site.root_page_id
            return site
        fields = self.clinic["home"]
        home = Page.get_first_root_node().add_child(
            instance=HomePage(
                title=fields["title"], slug="haven-clinic", hero_heading=fields["hero_heading"]
            )
        )
        self.library.pages[""] = home.pk
        self.created_paths.append("")
        if not site:
            return Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        welcome, site.root_page, site.site_name = (
            site.root_page,
            home,
            self.clinic["settings"]["name"],
        )
        site.save()
        if welcome.specific_class is Page and not welcome.get_children().exists():
            welcome.delete()
        return site

    def make_shells(self):
        index, team = self.clinic["articles_index"], self.clinic["team"]
        tops = {
            fields["slug"]: StandardPage(title=fields["title"]) for fields in self.clinic["pages"]
        }
        tops[index["slug"]] = CategoryIndexPage(title=index["title"])
        tops[team["slug"]] = TeamIndexPage(title=team["title"])
        enquiry = self.clinic["enquiry"]
        tops[enquiry["slug"]] = EnquiryPage(title=enquiry["title"])
        menu = self.clinic["menu"]
        for slug in [*menu, *(slug for slug in tops if slug not in menu)]:
            tops[slug].show_in_menus = slug in menu
            self.make_shell(slug, tops[slug])
        for fields in self.categories:
            look = {name: fields[name] for name in ("title", "hue", "shape")}
            self.make_shell(f"{fields['parent']}/{fields['slug']}", CategoryIndexPage(**look))
        for slug, fields in self.people.items():
            self.make_shell(f"{team['slug']}/{slug}", PersonPage(title=fields["name"]))
        for slug, fields in self.articles.items():
            self.make_shell(self.article_path(slug), ArticlePage(title=fields["title"], body=""))

    def make_shell(self, path: str, page: Page):
        """Put an empty page at an address unless there is one."""
        parent_path, _slash, page.slug = path.rpartition("/")
        parent = Page.objects.get(pk=self.library.pages[parent_path])
        found = Page.objects.child_of(parent).filter(slug=page.slug).first()
        if found is None:
            page.live = False
            found = parent.add_child(instance=page)
            self.created_paths.append(path)
        self.library.pages[path] = found.pk

    def article_path(self, slug: str) -> str:
        return f"{self.category_path(self.articles[slug]['category'])}/{slug}"

    # -- What stands in it ------------------------------------------------------------------------

    def fill(self):
        team = self.clinic["team"]["slug"]
        for slug, fields in self.people.items():
            self.publish(f"{team}/{slug}", self.person_fields(fields))
        self.publish(team, {"summary": self.clinic["team"]["summary"]})
        index = self.clinic["articles_index"]
        self.publish(index["slug"], {"summary": index["summary"]})
        for fields in self.categories:
            editor = self.person_id(fields.get("section_editor"))
            self.publish(
                f"{fields['parent']}/{fields['slug']}",
                {"summary": fields["summary"], "section_editor_id": editor},
            )
        for fields in self.clinic["pages"]:
            values = {name: fields.get(name, "") for name in ("summary", "search_description")}
            self.publish(fields["slug"], values | {"body": self.builder.body(fields["body"])})
        enquiry = self.clinic["enquiry"]
        self.publish(enquiry["slug"], self.enquiry_fields(enquiry))
        for slug, fields in self.articles.items():
            self.publish_article(slug, fields)
        self.publish("", self.home_fields(self.clinic["home"]))
        if "" in self.created_paths:
            fill_settings(self.site, self.clinic, self.library, self.builder)

    def publish(self, path: str, values: dict, on: datetime | None = None, sign=None):
        """Fill and publish a page made in this run; one that was there is left alone.

        `sign` is given the version before it is published.
        """
        if path not in self.created_paths:
            return
        page = Page.objects.get(pk=self.library.pages[path]).specific
        for name, value in values.items():
            setattr(page, name, value)
        page.first_published_at = on
        revision = page.save_revision(clean=False)
        if sign:
            sign(revision)
        revision.publish()

    def person_id(self, slug: str | None) -> int | None:
        return self.library.page(f"{self.clinic['team']['slug']}/{slug}") if slug else None

    def person_fields(self, fields: dict) -> dict:
        names = (
            "honorific",
            "job_title",
            "credentials",
            "registration",
            "email",
            "portrait",
            "hue",
            "summary",
        )
        return {name: fields.get(name, "") for name in names} | {
            "bio": self.library.rich_text(fields["bio"])
        }

    def publish_article(self, slug: str, fields: dict):
        path = self.article_path(slug)
        if path not in self.created_paths:
            return
        page = ArticlePage.objects.get(pk=self.library.page(path))
        page.article_authors = [
            ArticleAuthor(person_id=self.person_id(person)) for person in fields["authors"]
        ]
        page.cross_listings = [
            ArticleCrossListing(category_id=self.library.page(self.category_path(category)))
            for category in fields.get("also_in") or []
        ]
        page.tagged_conditions = [
            TaggedCondition(tag=self.condition(name)) for name in fields.get("conditions") or []
        ]
        page.changes = [ArticleChange(**change) for change in fields.get("changes") or []]
        page.save()
        texts = {n: fields.get(n, "") for n in ("summary", "card_summary", "search_description")}
        reviewer = self.library.pages[f"{self.clinic['team']['slug']}/{fields['reviewer']}"]
        published = datetime.combine(
            fields["first_published"], time(9), timezone.get_current_timezone()
        )
        self.publish(
            path,
            texts
            | {
                "plate_shape": fields.get("shape", ""),
                "asked_reviewer_id": reviewer,
                "show_sample_note": True,
                "body": self.builder.body(fields["body"]),
                "related_picks": stream_json(
                    [
                        ("article", self.library.page(self.article_path(other)))
                        for other in fields.get("related") or []
                    ]
                ),
            },
            on=published,
            sign=lambda revision: sign_off_sample(revision, reviewer, fields["reviewed_on"]),
        )

    def category_path(self, slug: str) -> str:
        parent = next(c["parent"] for c in self.categories if c["slug"] == slug)
        return f"{parent}/{slug}"

    def home_fields(self, fields: dict) -> dict:
        values = {name: fields[name] for name in ("hero_heading", "hero_text")}
        for button in ("hero_primary", "hero_secondary"):
            values[f"{button}_label"] = fields[button]["label"]
            values[f"{button}_page_id"] = self.library.page(fields[button]["page"])
        return values | {"body": self.builder.body(fields["body"])}

    def enquiry_fields(self, fields: dict) -> dict:
        names = ("summary", "search_description", "retention_days")
        return {name: fields[name] for name in names} | {
            "steps": self.builder.body([{"step": step} for step in fields["steps"]]),
            "urgent_help": self.library.rich_text(fields["urgent_help"]),
            "thanks_text": self.library.rich_text(fields["thanks_text"]),
            "privacy_page_id": self.library.page(fields["privacy_page"]),
        }

    # -- The library ------------------------------------------------------------------------------

    def reference(self, key: str, fields: dict) -> Reference:
        values = dict(fields)
        values["authors"] = "\n".join(values.get("authors") or [])
        found, _created = Reference.objects.get_or_create(key=key, defaults=values)
        return found

    def condition(self, name: str) -> Condition:
        found, _created = Condition.objects.get_or_create(name=name)
        return found

    def call_to_action(self, fields: dict) -> int:
        names = ("text", "button_label", "show_phone")
        values = {name: fields[name] for name in names} | {
            "link_page_id": self.library.page(fields["page"]),
            "shape": fields.get("shape", "crown"),
        }
        found, _created = CallToAction.objects.get_or_create(
            heading=fields["heading"], defaults=values
        )
        return found.pk

    def image(self, name: str) -> int:
        model = get_image_model()
        title = Path(name).stem.replace("-", " ").capitalize()
        found = model.objects.filter(title=title).first()
        if found is None:
            with (SAMPLE_FOLDER / "images" / name).open("rb") as file:
                found = model.objects.create(title=title, file=ImageFile(file, name=name))
        return found.pk
