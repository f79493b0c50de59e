"""Require the phone number in forms that offer to call, where staff have not changed the form."""

from django.conf import settings
from django.db import migrations
from django.utils.translation import gettext, override

TELEPHONE, CHOICE_TYPES = "tel", ("radio", "dropdown")


def condition(fields):
    """Return the fields that need an answer, each with its question and answers.

    `fields` are dicts of the values of form fields.
    """
    by_phone = [gettext("Phone call"), gettext("Text message")]
    for question in fields:
        if question["field_type"] in CHOICE_TYPES:
            offered = [line.strip() for line in question["choices"].splitlines()]
            if answers := [answer for answer in by_phone if answer in offered]:
                for field in fields:
                    if is_open(field):
                        yield field, question["label"], "\n".join(answers)
                return


def is_open(field):
    is_telephone = field.get("purpose") == TELEPHONE and not field["required"]
    return is_telephone and not field.get("needed_question")


def require_phone_numbers(apps, schema_editor):
    page_model = apps.get_model("home", "EnquiryPage")
    field_model = apps.get_model("home", "EnquiryField")
    revision_model = apps.get_model("wagtailcore", "Revision")
    with override(settings.LANGUAGE_CODE):
        # Values, because the historical model cannot be instantiated: Wagtail's FormMixin needs a
        # template.
        pages = page_model.objects.values_list("pk", "latest_revision_id", "live_revision_id")
        for page, *revisions in pages:
            values = list(field_model.objects.filter(page_id=page).values())
            for field, question, answers in condition(values):
                field_model.objects.filter(pk=field["id"]).update(
                    needed_question=question, needed_answers=answers
                )
            # The draft, or the next publication would undo it.
            for pk in set(revisions) - {None}:
                revision = revision_model.objects.get(pk=pk)
                content = revision.content
                changes = list(condition(content.get("form_fields", [])))
                for field, question, answers in changes:
                    field |= {"needed_question": question, "needed_answers": answers}
                if changes:
                    revision.content = content
                    revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0010_required_answers_and_late_enquiries"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(require_phone_numbers, migrations.RunPython.noop)]
