"""The answer of a reviewer, by a link and in the admin."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage, ReviewComment, ReviewRequest
from articles.models.sign_off import MAX_REVIEW_INTERVAL_MONTHS

MAX_COMMENT_LENGTH = 5000
MAX_BLOCK_COMMENT_LENGTH = ReviewComment._meta.get_field("text").max_length
# The form of the answer; comments stand away from it, beside what they are about.
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
    """What somebody who signs in the admin is asked for.

    `for_text_hash` makes one that also knows which text it was opened on, and is refused when the
    draft has become another meanwhile.
    """

    current_hash = ""
    text = forms.CharField(widget=forms.HiddenInput, required=False)
    comment = forms.CharField(
        label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    months = months_field(required=False, help_text=_("Empty: the clinic's usual interval."))
    vouched = vouch_field()

    @classmethod
    def for_text_hash(cls, digest: str) -> type["SignForm"]:
        """`digest` is the hash of the draft as it is now."""
        field = forms.CharField(widget=forms.HiddenInput, required=False, initial=digest)
        return type(cls.__name__, (cls,), {"text": field, "current_hash": digest})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.current_hash and cleaned.get("text") != self.current_hash:
            message = gettext(
                "The draft was changed after you opened this. Close it, read the draft again, and "
                "sign then."
            )
            raise forms.ValidationError(message)
        return cleaned


def comment_label(where: str) -> str:
    return gettext("Comment on %(where)s") % {"where": where}


class AnswerForm(forms.Form):
    """A reviewer's answer with a comment for each block that wants one.

    Which of two buttons was pressed says what is needed: who signs must vouch, who asks for
    changes must say which.
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

    def __init__(self, *args: Any, block_names: list[str], **kwargs: Any):
        """`block_names` are those of the article's blocks, in order."""
        super().__init__(*args, **kwargs)
        self.block_names = block_names
        if self.answer == ReviewRequest.Answer.CHANGES:
            self.fields["months"].required = self.fields["vouched"].required = False
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
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("comment", "months", "vouched")]

    @property
    def block_fields(self) -> list[forms.BoundField]:
        return [self[f"block-{number}"] for number in range(len(self.block_names))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.answer not in ReviewRequest.Answer.values:
            self.add_error(None, gettext("Press one of the two buttons below the form"))
        if self.answer == ReviewRequest.Answer.CHANGES and not self._has_comment():
            self.add_error("comment", gettext("Say what should change, here or beside a block"))
        return cleaned

    def problems(self) -> Iterator[tuple[str, str]]:
        """Each error with the id of its control, those of the whole form first."""
        for error in self.non_field_errors():
            yield "", str(error)
        for bound in [*self.block_fields, *self.answer_fields]:
            for error in bound.errors:
                yield bound.id_for_label, str(error)

    def comments(self, asked: ReviewRequest, article: ArticlePage) -> list[ReviewComment]:
        """What was said of single blocks, not saved yet."""
        return [
            ReviewComment(request=asked, block_id=child.id, where=name, text=text)
            for number, (child, name) in enumerate(zip(article.body, self.block_names, strict=True))
            if (text := self.cleaned_data.get(f"block-{number}"))
        ]

    def _has_comment(self) -> bool:
        """Also if it says too much: that is told by itself."""
        texts = [bound.data or "" for bound in [*self.block_fields, self["comment"]]]
        return any(text.strip() for text in texts)


class UnsavedText(NamedTuple):
    """A text from a form, under the name its field had."""

    name: str
    label: str
    text: str


def get_unsaved_texts(
    data: Mapping[str, str], asked: ReviewRequest, block_names: Sequence[str]
) -> list[UnsavedText]:
    """What was typed for a request that takes no answer any more.

    Without what its answer holds already: a form that was sent twice has lost nothing. The names
    of the blocks are unknown once the version they were in is deleted.
    """
    labels = {f"block-{number}": comment_label(name) for number, name in enumerate(block_names)}
    kept = {asked.comment.strip(), *(said.text.strip() for said in asked.comments.all()), ""}
    return [
        UnsavedText(name, labels.get(name) or gettext("Comment"), text)
        for name, text in data.items()
        if (name == "comment" or name.startswith("block-")) and text.strip() not in kept
    ]
