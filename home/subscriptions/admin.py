"""Letters to readers in the admin: which articles wait, preview, test and sending.

Publishers see numbers of subscribers and never an address.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from articles.models import CategoryIndexPage
from articles.models.site_rights import get_site_ids_with, has_right
from articles.utils.mail import send_safely
from home.audit.log import record
from home.audit.models import Event
from home.models import ReaderSettings
from home.subscriptions import sending
from home.subscriptions.letters import (
    build_content,
    choose_content,
    create_letter,
    digest,
    find_recipients,
    find_waiting,
    start,
)
from home.subscriptions.mails import build_letter
from home.subscriptions.models import Letter, Subscriber, SubscriptionCount
from home.subscriptions.topics import get_topics

PERMISSION = "home.send_letter"
TITLE = gettext_lazy("Letters to readers")
# Seconds after which the page of a letter that is being sent shows its progress again.
REFRESH = "5"
MAX_LETTERS = 50
WEEKS = 12


def get_sites(user: Any) -> list[Site]:
    """Return the sites for which a user may send letters."""
    ids = get_site_ids_with(user, PERMISSION)
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "hostname")
    return list(sites if ids is None else sites.filter(pk__in=ids))


class LettersMenuItem(MenuItem):
    """Shown to those who may send letters, where a site offers them."""

    def is_shown(self, request: HttpRequest) -> bool:
        if not has_right(request.user, PERMISSION):
            return False
        sites = [site.pk for site in get_sites(request.user)]
        return ReaderSettings.objects.filter(offers_letters=True, site__in=sites).exists()


def letters_menu_item() -> MenuItem:
    return LettersMenuItem(TITLE, reverse("letters"), name="letters", icon_name="mail", order=650)


def letter_permissions() -> QuerySet[Permission]:
    """Hook: `register_permissions`, so that groups can be given the permission."""
    return Permission.objects.filter(content_type__app_label="home", codename="send_letter")


def choose_site(request: HttpRequest) -> HttpResponse:
    """Redirect to the letters of the first site of the user."""
    sites = get_sites(request.user)
    if not sites:
        raise PermissionDenied
    return redirect("site_letters", sites[0].pk)


class LettersOfSite(WagtailAdminTemplateMixin, TemplateView):
    """A view for those who may send letters of the site in the address."""

    page_title = TITLE
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_right(request.user, PERMISSION, kwargs["site_id"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def site(self) -> Site:
        sites = Site.objects.select_related("root_page")
        return get_object_or_404(sites, pk=self.kwargs["site_id"])

    @cached_property
    def is_offered(self) -> bool:
        return ReaderSettings.objects.filter(site=self.site, offers_letters=True).exists()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        letters = {"url": reverse("site_letters", args=[self.site.pk]), "label": TITLE}
        return [*super().get_breadcrumbs_items(), letters]


class LettersView(LettersOfSite):
    """What has not been sent yet, the letters of a site, and how many subscribe."""

    template_name = "home/letters/admin/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscribers = Subscriber.objects.filter(site=self.site)
        topics = subscribers.filter(all_topics=False).values("topics__title")
        weeks = SubscriptionCount.objects.filter(site=self.site)[:WEEKS]
        return super().get_context_data(**kwargs) | {
            "site": self.site,
            "sites": get_sites(self.request.user),
            "is_offered": self.is_offered,
            "waiting": find_waiting(self.site),
            "letters": Letter.objects.filter(site=self.site)[:MAX_LETTERS],
            "number": subscribers.count(),
            "all_topics": subscribers.filter(all_topics=True).count(),
            "by_topic": topics.annotate(number=Count("pk")).order_by("-number", "topics__title"),
            "weeks": weeks,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Create a letter about the chosen articles."""
        chosen = set(request.POST.getlist("waiting"))
        found = [each for each in find_waiting(self.site) if each.key in chosen]
        if not found:
            messages.error(request, _("Choose at least one article."))
            return redirect("site_letters", self.site.pk)
        letter = create_letter(self.site, found)
        return redirect("letter", self.site.pk, letter.pk)


class LetterForm(forms.ModelForm):
    class Meta:
        model = Letter
        fields = ["subject", "introduction"]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 3})}


class LetterView(LettersOfSite):
    """One letter: edit and preview it, send a test or send it, and follow the progress."""

    template_name = "home/letters/admin/letter.html"

    @cached_property
    def letter(self) -> Letter:
        return get_object_or_404(Letter, pk=self.kwargs["letter_id"], site=self.site)

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        letter = self.letter
        return letter.content if letter.is_started else build_content(letter)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.letter.subject}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.letter.is_under_way and not self.letter.is_paused:
            response.headers["Refresh"] = REFRESH
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.letter
        topic = self.read_topic()
        recipients = find_recipients(self.site, self.content)
        return super().get_context_data(**kwargs) | {
            "site": self.site,
            "letter": letter,
            "form": kwargs.get("form") or LetterForm(instance=letter),
            "content": self.content,
            "topics": get_topics(self.site),
            "topic": topic,
            "message": build_preview(letter, self.content, self.request.user, topic),
            "number": letter.recipients if letter.is_started else recipients.count(),
            "left_over": letter.recipients - letter.done,
            "digest": digest(letter, self.content),
            "is_offered": self.is_offered,
        }

    def read_topic(self) -> int | None:
        """Return the topic whose subscribers' letter is shown, or None for all topics."""
        text = self.request.GET.get("topic", "")
        ids = {str(topic.pk): topic.pk for topic in get_topics(self.site)}
        return ids.get(text)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions = {
            "save": self.save,
            "test": self.send_test,
            "send": self.send,
            "pause": self.pause,
            "resume": self.resume,
            "delete": self.delete_letter,
        }
        action = actions.get(request.POST.get("action", ""))
        if action is None:
            raise Http404
        return action() or redirect("letter", self.site.pk, self.letter.pk)

    def save(self) -> HttpResponse | None:
        if self.letter.is_started:
            messages.error(self.request, _("This letter was sent. Nothing was changed."))
            return None
        form = LetterForm(self.request.POST, instance=self.letter)
        if not form.is_valid():
            messages.error(self.request, _("The letter could not be saved. See below."))
            self.letter.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(self.request, _("The letter is saved."))
        return None

    def send_test(self) -> None:
        """Send the letter for all topics to the user, and to nobody else."""
        address = self.request.user.email  # type: ignore[union-attr]
        if not address:
            messages.error(self.request, _("Your account has no email address."))
            return
        message = build_preview(self.letter, self.content, self.request.user, self.read_topic())
        message.subject = _("Test: %(subject)s") % {"subject": message.subject}
        if send_safely(message, "A test of a letter could not be sent"):
            text = _("A test was sent to %(address)s.") % {"address": address}
            messages.success(self.request, text)
        else:
            messages.error(self.request, _("The mail server did not accept the test."))

    def send(self) -> None:
        """Start the letter if it says what the user has seen."""
        if not self.is_offered:
            messages.error(self.request, _("Articles by email are switched off. Nothing was sent."))
            return
        if self.request.POST.get("digest") != digest(self.letter, self.content):
            text = _("An article or the letter has changed. Nothing was sent. Check the preview.")
            messages.error(self.request, text)
            return
        number = find_recipients(self.site, self.content).count()
        if not number:
            messages.error(self.request, _("Nobody subscribes to these articles yet."))
            return
        if not start(self.letter, self.content, self.request.user):
            messages.error(self.request, _("This letter was sent already."))
            return
        sending.due.set()
        details = f"{self.letter.subject}: {self.letter.recipients}"
        record(Event.LETTER_SENT, target=self.site, details=details)
        text = ngettext(
            "The letter is on its way to %(count)d subscriber.",
            "The letter is on its way to %(count)d subscribers.",
            self.letter.recipients,
        )
        messages.success(self.request, text % {"count": self.letter.recipients})

    def pause(self) -> None:
        Letter.objects.filter(pk=self.letter.pk, finished_at=None).update(is_paused=True)

    def resume(self) -> None:
        """Go on at once, also if the mail server was away."""
        Letter.objects.filter(pk=self.letter.pk).update(is_paused=False, retry_at=None)
        sending.due.set()

    def delete_letter(self) -> HttpResponse | None:
        """Delete a letter that was not sent. What was sent stays on record."""
        if self.letter.is_started:
            messages.error(self.request, _("A letter that was sent cannot be deleted."))
            return None
        self.letter.delete()
        messages.success(self.request, _("The letter is deleted."))
        return redirect("site_letters", self.site.pk)


class LetterHtmlView(LetterView):
    """The HTML of a letter, in a frame of its page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        message = build_preview(self.letter, self.content, request.user, self.read_topic())
        html = message.alternatives[0][0]
        # Links are shown and lead nowhere.
        response = HttpResponse(html)
        response.headers["Content-Security-Policy"] = (
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.http_method_not_allowed(request, *args, **kwargs)


def build_preview(
    letter: Letter, content: list[dict[str, Any]], user: Any, topic: int | None
) -> EmailMultiAlternatives:
    """Return the letter that a subscriber to a topic would get, addressed to the user.

    Its link to leave is that of nobody.
    """
    reader = Subscriber(site=letter.site, email=user.email, confirmed_at=timezone.now())
    chosen = choose_content(content, topic is None, {topic} if topic else set())
    names = CategoryIndexPage.objects.filter(pk=topic).values_list("title", flat=True)
    return build_letter(letter, chosen, reader, list(names))
