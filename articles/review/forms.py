"""Forms of reviewers: the response to a review link, signing in the admin, and their profile."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage, ReviewComment, ReviewRequest
from articles.models.sign_off import MAX_REVIEW_INTERVAL_MONTHS
from articles.models.site_rights import filter_own_users
from articles.publishing.page_form import PageForm
from articles.publishing.permissions import user_can_publish
from articles.review.waived import (
    WaivedSentence,
    list_waived_sentences,
    seen_field,
    waived_html,
)

MAX_COMMENT_LENGTH = 5000
MAX_BLOCK_COMMENT_LENGTH = ReviewComment._meta.get_field("text").max_length
# The email address for review links, and the account that signs as this person.
IDENTITY_FIELDS = ("email", "account")
# Comments on blocks are outside the form element and refer to it by this id.
ANSWER_FORM_ID = "answer"
TOO_LONG_MESSAGES = {"max_length": _("Shorten this to %(limit_value)d characters or fewer")}


def months_field(**options: Any) -> forms.IntegerField:
    message = _("Enter a number of months from 1 to %(longest)d") % {
        "longest": MAX_REVIEW_INTERVAL_MONTHS
    }
    return forms.IntegerField(
        label=_("Months until the next review"),
        min_value=1,
        max_value=MAX_REVIEW_INTERVAL_MONTHS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "required"), message),
        **options,
    )


def vouch_field(**options: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I have read the whole article and vouch for it"),
        error_messages={"required": _("Confirm that you have read the article and vouch for it")},
        **options,
    )


class SignForm(forms.Form):
    """The form for signing in the admin.

    `for_text` returns a form for one text, which is invalid once the draft, or what it shows of
    the library, has changed.
    """

    current_digest = ""
    text = forms.CharField(widget=forms.HiddenInput, required=False)
    comment = forms.CharField(
        label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    months = months_field(
        required=False, help_text=_("Leave empty for the clinic's usual interval.")
    )
    vouched = vouch_field()

    @classmethod
    def for_text(cls, article: ArticlePage, digest: str = "") -> type["SignForm"]:
        """Return the form class for this draft, with its digest (`digest_shown_text`), if known.

        If claims of the draft are waived, the form lists them and asks for a tick.
        """
        fields: dict[str, Any] = {"current_digest": digest}
        if digest:
            fields["text"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=digest
            )
        if waived := list_waived_sentences(article):
            fields["seen"] = seen_field(waived, help_text=waived_html(waived))
        return type(cls.__name__, (cls,), fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.current_digest and cleaned.get("text") != self.current_digest:
            message = gettext(
                "The draft was changed after you opened this dialog, or something that it shows "
                "of the library. Close it, read the draft again, and then sign."
            )
            raise forms.ValidationError(message)
        return cleaned


def comment_label(where: str) -> str:
    return gettext("Comment on %(where)s") % {"where": where}


class AnswerForm(forms.Form):
    """The response to a review request, with an optional comment on each block.

    The button decides what is required: the confirmation to sign, a comment to request changes.
    """

    use_required_attribute = False

    comment = forms.CharField(
        label=_("Comment"),
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=TOO_LONG_MESSAGES,
        required=False,
    )
    months = months_field()
    vouched = vouch_field()

    def __init__(
        self,
        *args: Any,
        block_names: list[str],
        digest: str,
        waived: list[WaivedSentence],
        **kwargs: Any,
    ):
        """Create the form for the article's blocks with these names, in order.

        `digest` is of what the article shows now (`digest_shown_text`). The page sends it back.
        `waived` are its waived sentences.
        """
        super().__init__(*args, **kwargs)
        self.block_names = block_names
        self.digest = digest
        self.waived = waived
        if waived:
            self.fields["seen"] = seen_field(waived)
        if self.answer == ReviewRequest.Answer.CHANGES:
            for name in ("months", *self.confirmations):
                self.fields[name].required = False
        for number, name in enumerate(block_names):
            self.fields[f"block-{number}"] = forms.CharField(
                label=comment_label(name),
                max_length=MAX_BLOCK_COMMENT_LENGTH,
                widget=forms.Textarea(attrs={"rows": 4, "form": ANSWER_FORM_ID}),
                error_messages=TOO_LONG_MESSAGES,
                required=False,
            )

    @property
    def answer(self) -> str:
        return self.data.get("answer", "")

    @property
    def confirmations(self) -> list[str]:
        """The names of the ticks without which nobody can sign."""
        return ["seen", "vouched"] if self.waived else ["vouched"]

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("comment", "months", *self.confirmations)]

    @property
    def block_fields(self) -> list[forms.BoundField]:
        return [self[f"block-{number}"] for number in range(len(self.block_names))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.answer not in ReviewRequest.Answer.values:
            self.add_error(None, gettext("Press one of the two buttons below the form"))
        if self.answer == ReviewRequest.Answer.CHANGES and not self._has_comment():
            self.add_error("comment", gettext("Enter what should change, here or beside a block"))
        if self.answer == ReviewRequest.Answer.APPROVED and self._is_outdated:
            message = gettext(
                "A source, picture, call to action or profile that the article shows was changed "
                "while you were reading. Look at it again, and then sign"
            )
            self.add_error(None, message)
        return cleaned

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield the id of a control and its error; errors of the whole form come first."""
        for error in self.non_field_errors():
            yield "", str(error)
        for bound in [*self.block_fields, *self.answer_fields]:
            for error in bound.errors:
                yield bound.id_for_label, str(error)

    def comments(self, review_request: ReviewRequest, article: ArticlePage) -> list[ReviewComment]:
        """Return the comments on blocks, unsaved."""
        return [
            ReviewComment(request=review_request, block_id=child.id, where=name, text=text)
            for number, (child, name) in enumerate(zip(article.body, self.block_names, strict=True))
            if (text := self.cleaned_data.get(f"block-{number}"))
        ]

    @property
    def _is_outdated(self) -> bool:
        """What the article showed to the reviewer has changed."""
        return self.data.get("shown", self.digest) != self.digest

    def _has_comment(self) -> bool:
        """Return True if there is any text. One that is too long has an error of its own."""
        texts = [bound.data or "" for bound in [*self.block_fields, self["comment"]]]
        return any(text.strip() for text in texts)


class UnsavedText(NamedTuple):
    """A text from a form that was not saved, with the name and label of its field."""

    name: str
    label: str
    text: str


def get_unsaved_texts(
    data: Mapping[str, str], review_request: ReviewRequest, block_names: Sequence[str]
) -> list[UnsavedText]:
    """Return the texts typed for a closed request, except those saved with its response.

    `block_names` is empty if the revision was deleted.
    """
    labels = {f"block-{number}": comment_label(name) for number, name in enumerate(block_names)}
    comments = review_request.comments.all()
    saved = {review_request.comment.strip(), *(comment.text.strip() for comment in comments), ""}
    return [
        UnsavedText(name, labels.get(name) or gettext("Comment"), text)
        for name, text in data.items()
        if (name == "comment" or name.startswith("block-")) and text.strip() not in saved
    ]


class ProfileForm(PageForm):
    """The form of a profile. Only users who may publish it have the fields that let someone sign.

    Saving a draft of an unpublished profile stores its fields at once, so the permission to
    publish is checked here.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or not user_can_publish(self.instance, self.parent_page, user):
            for name in IDENTITY_FIELDS:
                self.fields.pop(name, None)
        if account := self.fields.get("account"):
            account.queryset = filter_own_users(account.queryset, user)
