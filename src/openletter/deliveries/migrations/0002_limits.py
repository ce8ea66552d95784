from django.db import migrations

# Letters to one office: one a minute at the fastest, and no more than one in ninety seconds over a working day.
LIMITS = [
    ("letters_to_office", 60, 3600),
    ("letters_to_office_a_day", 300, 86400),
    ("letters_in_all", 1200, 3600),
    ("letters_failed", 5, 86400),
    ("letters_unwanted", 1, 604800),
]


def limits(apps, editor):
    rule = apps.get_model("kernel", "LimitRule")
    rule.objects.bulk_create(rule(key=key, most=most, seconds=seconds) for key, most, seconds in LIMITS)


class Migration(migrations.Migration):
    """The limits of letters that an installation begins with; staff change them in the desk."""

    dependencies = [("deliveries", "0001_initial"), ("kernel", "0002_promises")]
    operations = [migrations.RunPython(limits, migrations.RunPython.noop)]
