from django.db import migrations, models


def keys(apps, editor):
    """The photos there are."""
    photos, key = apps.get_model("cases", "CasePhoto"), apps.get_model("cases", "PhotoKey")
    key.objects.bulk_create(key(uid=uid) for uid in photos.objects.values_list("uid", flat=True))


class Migration(migrations.Migration):
    """Which addresses of photos there are and were."""

    dependencies = [("cases", "0002_promises")]
    operations = [
        migrations.CreateModel(
            name="PhotoKey",
            fields=[("uid", models.UUIDField(editable=False, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(keys, migrations.RunPython.noop),
    ]
