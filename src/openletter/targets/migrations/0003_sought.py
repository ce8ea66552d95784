from django.db import migrations, models

from openletter.targets.representatives.rules import spelled


def spell(apps, schema_editor):
    """Rows that are there already are found like those to come."""
    for label, fields in (("Area", ("names",)), ("Representative", ("names", "party"))):
        model = apps.get_model("targets", label)
        many = []
        for row in model.objects.only(*fields).iterator():
            row.sought = spelled(*(getattr(row, name) for name in fields))
            many.append(row)
            if len(many) == 1000:
                model.objects.bulk_update(many, ["sought"])
                many = []
        model.objects.bulk_update(many, ["sought"])


class Migration(migrations.Migration):
    dependencies = [("targets", "0002_found_quickly")]

    operations = [
        migrations.AddField("area", "sought", models.TextField(default="", editable=False)),
        migrations.AddField("representative", "sought", models.TextField(default="", editable=False)),
        migrations.RunPython(spell, migrations.RunPython.noop),
    ]
