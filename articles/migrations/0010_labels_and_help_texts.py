
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Labels and help texts only. The database does not change."""

    dependencies = [
        ('articles', '0009_bodies_without_blocks'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('home', '0008_bodies_without_blocks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='clearance',
            options={'ordering': ['-given_at', '-pk'], 'verbose_name': 'override', 'verbose_name_plural': 'overrides'},
        ),
        migrations.AlterField(
            model_name='articlechange',
            name='text',
            field=models.TextField(help_text='Shown to readers. For a correction, state what was wrong and what is right.', max_length=400, verbose_name='what changed'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='asked_reviewer',
            field=models.ForeignKey(blank=True, help_text='Receives the article when it is submitted, and signs it off.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.personpage', verbose_name='reviewer to ask'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='card_summary',
            field=models.CharField(blank=True, help_text='One short line. Lists show the standfirst if it is empty.', max_length=120, verbose_name='line in lists'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='conditions',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Readers can filter lists by these. Add new ones in the library.', through='articles.TaggedCondition', to='articles.Condition', verbose_name='conditions'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='lead_image',
            field=models.ForeignKey(blank=True, help_text='Replaces the drawing. Decorative only: put figures in the body.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.clinicimage', verbose_name='lead image'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='plate_shape',
            field=models.CharField(blank=True, choices=[('crown', 'Crown, one tree'), ('soma', 'Soma, a round cell'), ('synapse', 'Synapse, two trees facing'), ('frond', 'Frond, leaning'), ('ring', 'Ring, hollow'), ('stems', 'Stems, three of them')], help_text='Leave empty to use the drawing of the category.', max_length=10, verbose_name='drawing'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='related_picks',
            field=wagtail.fields.StreamField([('article', 0)], blank=True, block_lookup={0: ('articles.blocks.related.RelatedPickBlock', (), {})}, help_text='Shown first. The site adds related articles until there are three.', verbose_name='read next'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='show_sample_note',
            field=models.BooleanField(default=False, help_text='Shows the note that no clinician reviewed this text.', verbose_name='sample content'),
        ),
        migrations.AlterField(
            model_name='calltoaction',
            name='text',
            field=models.TextField(help_text='Two sentences. Mention if it may not be right for every reader.', max_length=240, verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='categoryindexpage',
            name='featured_article',
            field=models.ForeignKey(blank=True, help_text='Shown large above the list. Leave empty for the most recently reviewed.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.articlepage', verbose_name='featured article'),
        ),
        migrations.AlterField(
            model_name='clinicalreviewtask',
            name='groups',
            field=models.ManyToManyField(blank=True, help_text='Members of these groups can sign in the admin, each with their own profile.', to='auth.group', verbose_name='groups'),
        ),
        migrations.AlterField(
            model_name='clinicalreviewtask',
            name='link_days',
            field=models.PositiveSmallIntegerField(default=14, verbose_name='days until a review link expires'),
        ),
        migrations.AlterField(
            model_name='editorialsettings',
            name='citation_style',
            field=models.CharField(choices=[('vancouver', 'Vancouver (NLM)'), ('ama', 'AMA, 11th edition')], default='vancouver', help_text='The format of sources in all lists of references.', max_length=20, verbose_name='citation style'),
        ),
        migrations.AlterField(
            model_name='editorialsettings',
            name='review_interval_months',
            field=models.PositiveSmallIntegerField(default=12, help_text='Used if an article sets no date for its next review. At most 36.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='months between reviews'),
        ),
        migrations.AlterField(
            model_name='editorialsettings',
            name='show_unsigned_changes',
            field=models.BooleanField(default=False, help_text='Adds a note to articles that were changed after their review.', verbose_name='show changes after review'),
        ),
        migrations.AlterField(
            model_name='editorialsettings',
            name='sign_off_required',
            field=models.BooleanField(default=True, help_text='An article can be published only after its reviewer has signed off exactly this text, or if the change since then is marked as minor.', verbose_name='require sign-off to publish'),
        ),
        migrations.AlterField(
            model_name='personpage',
            name='account',
            field=models.OneToOneField(blank=True, help_text='The user account for signing in the admin. Review links do not need one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='profile', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
        migrations.AlterField(
            model_name='personpage',
            name='email',
            field=models.EmailField(blank=True, help_text='Review links are sent to this address. It is never public.', max_length=254, verbose_name='address for reviews'),
        ),
        migrations.AlterField(
            model_name='personpage',
            name='portrait',
            field=models.CharField(choices=[('short', 'Short hair'), ('long', 'Long hair'), ('bun', 'Hair in a bun'), ('beard', 'Beard'), ('curls', 'Curls'), ('crop', 'Cropped hair'), ('cover', 'Head scarf')], default='short', help_text='Shown if there is no photograph.', max_length=10, verbose_name='drawing'),
        ),
        migrations.AlterField(
            model_name='personpage',
            name='registration',
            field=models.CharField(blank=True, help_text='Body and number, for example: GMC 1234567. Shown with every review.', max_length=80, verbose_name='registration'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='accessed',
            field=models.DateField(blank=True, help_text='The day you visited the page. Required for web pages.', null=True, validators=[wagtail.fields.NoFutureDateValidator()], verbose_name='last visited'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='authors',
            field=models.TextField(blank=True, help_text='One per line, in order: Wood PB, or Wood, Patrick B. For a group enter its name; add (group) if its last word could be read as initials.', verbose_name='authors'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='container',
            field=models.CharField(blank=True, help_text='The full name.', max_length=255, verbose_name='journal, book or site'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='container_short',
            field=models.CharField(blank=True, help_text='As in PubMed: J Pain. Reference lists prefer it.', max_length=120, verbose_name='abbreviated journal'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='doi',
            field=models.CharField(blank=True, error_messages={'unique': 'The library already has a source with this DOI.'}, help_text='For example 10.1038/nrdp.2015.22, with or without https://doi.org/.', max_length=255, null=True, unique=True, verbose_name='DOI'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='editors',
            field=models.TextField(blank=True, help_text='Of the book with the chapter. One per line.', verbose_name='editors'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='pmid',
            field=models.CharField(blank=True, error_messages={'unique': 'The library already has a source with this PubMed number.'}, max_length=60, null=True, unique=True, verbose_name='PubMed number'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='state',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('concern', 'Expression of concern'), ('retracted', 'Retracted')], help_text='Set this if the source was corrected or retracted. Readers see it.', max_length=20, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='state_note',
            field=models.CharField(blank=True, help_text='Citation of the notice, for example: J Pain. 2008;9(1):90.', max_length=255, verbose_name='notice'),
        ),
        migrations.AlterField(
            model_name='reference',
            name='study_type',
            field=models.CharField(blank=True, choices=[('systematic_review', 'Systematic review'), ('randomised_trial', 'Randomised controlled trial'), ('observational', 'Observational study'), ('laboratory', 'Laboratory study'), ('imaging', 'Imaging study'), ('case_report', 'Case report'), ('narrative_review', 'Narrative review'), ('expert_opinion', 'Expert opinion'), ('hypothesis', 'Hypothesis paper'), ('guideline', 'Guideline or official source')], help_text='Used for the evidence labels and the pyramid.', max_length=20, verbose_name='study type'),
        ),
        migrations.AlterField(
            model_name='reviewrequest',
            name='answer',
            field=models.CharField(blank=True, choices=[('approved', 'Approved'), ('changes', 'Requested changes')], max_length=10, verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='reviewrequest',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='requested'),
        ),
        migrations.AlterField(
            model_name='signoff',
            name='user',
            field=models.ForeignKey(help_text='Empty if signed through a review link.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
    ]
