import uuid

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

KEYS = uuid.UUID("6f70656e-6c65-5474-8572-776f72647300")  # of kernel.words


def as_rows(apps, editor):
    """Each reason has an identity, and a row for each language in which it is said."""
    reasons, rows = apps.get_model("solidarity", "Reason"), apps.get_model("solidarity", "ReasonWords")
    locales = apps.get_model("wagtailcore", "Locale")
    for reason in reasons.objects.all():
        reason.uid = uuid.uuid4()
        reason.save(update_fields=["uid"])
        key = uuid.uuid5(KEYS, f"solidarity.reason:{reason.uid}")
        for code, text in reason.plain.items():
            locale, _new = locales.objects.get_or_create(language_code=code)
            rows.objects.create(fact=reason, locale=locale, text=text, translation_key=key)


class Migration(migrations.Migration):
    """What senders are told is kept as all words are: a row a language."""

    dependencies = [("solidarity", "0002_reasons"), ("wagtailcore", "__latest__")]
    operations = [
        migrations.RenameField("reason", "words", "plain"),
        migrations.AddField("reason", "uid", models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.CreateModel(
            name="ReasonWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "text",
                    models.CharField(
                        help_text="A whole sentence, kind and plain.", max_length=240,
                        verbose_name="as the sender is told",
                    ),
                ),
                (
                    "fact",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="solidarity.reason"
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.locale",
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "verbose_name": "reason's words",
                "verbose_name_plural": "reason's words",
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.RunPython(as_rows, migrations.RunPython.noop),
    ]
