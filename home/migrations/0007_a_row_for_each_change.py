from django.db import migrations, models


class Migration(migrations.Migration):
    """The one row that was counted up goes, with the sequence that never was."""

    dependencies = [
        ('home', '0006_enquiry'),
    ]

    operations = [
        migrations.DeleteModel(name='Generation'),
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
    ]
