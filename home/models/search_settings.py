"""Words that mean the same to visitors, for the search of a site."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

DEFAULT_SYNONYMS = """\
price, cost, fee, charge, tariff
insurance, insurer, health cover, medical cover
payment, pay, invoice, bill
appointment, booking, consultation
doctor, clinician, consultant, physician, specialist
team, staff, people
psychology, psychologist
therapy, therapist
opening hours, opening times, hours, open
address, location, directions, map, find us
parking, car park
contact, telephone, phone, call
wheelchair, step free, disabled access, accessibility
referral, refer, GP letter
complaint, feedback, concern
side effect, adverse effect, adverse event, unwanted effect
safety, risk
treatment, therapy
talking therapy, psychotherapy, counselling, counseling
depression, low mood, depressed
anxiety, anxious, panic
PTSD, post traumatic stress, posttraumatic stress
CRPS, complex regional pain syndrome
nerve pain, neuropathic pain, neuropathy, neuralgia
fibromyalgia, fibro
shingles, herpes zoster
insomnia, sleeplessness, poor sleep
infusion, drip, intravenous, IV
tiredness, fatigue, exhaustion
painkiller, analgesic, pain relief
medicine, medication, drug, tablet
anaesthetist, anaesthesia, anesthetist, anesthesia
children, child, paediatric, pediatric
pregnancy, pregnant
evidence, research, study, trial
job, vacancy, career
"""


@register_setting(icon="search")
class SearchSettings(BaseSiteSetting):
    """The synonyms of a site's search. Promoted results are a list of their own."""

    synonyms = models.TextField(
        _("words that mean the same"),
        default=DEFAULT_SYNONYMS,
        blank=True,
        max_length=20_000,
        help_text=_(
            "One group in each line, its words or phrases separated by commas. A search for one "
            "also finds pages with the others, below those that contain the word itself. Plurals "
            "and endings need no entry: “insurance” finds “insurer” anyway."
        ),
    )

    panels = ["synonyms"]

    class Meta:
        verbose_name = _("search synonyms")

    def clean(self) -> None:
        """Raise `ValidationError` for a line that is no group."""
        super().clean()
        for line in self.synonyms.splitlines():
            if line.strip() and sum(bool(word.strip()) for word in line.split(",")) < 2:
                text = gettext("“%(line)s” has only one word. Separate at least two with a comma.")
                raise ValidationError({"synonyms": text % {"line": line.strip()[:80]}})
