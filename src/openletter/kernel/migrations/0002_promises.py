from django.db import migrations

from openletter.kernel.append_only import append_only

LIMITS = [
    ("acts_per_network", 60, 3600),
    ("acts_per_network_without_proof", 20, 3600),
    ("mails_per_address", 4, 86400),
    ("fastest_form_seconds", 2, 0),
    # Who writes in good faith meets one or two such people, and no more than five can be found out a month.
    ("names_tried", 5, 30 * 86400),
]


def limits(apps, editor):
    rule = apps.get_model("kernel", "LimitRule")
    rule.objects.bulk_create(rule(key=key, most=most, seconds=seconds) for key, most, seconds in LIMITS)


class Migration(migrations.Migration):
    """What the database itself refuses, and the limits an installation begins with."""

    dependencies = [("kernel", "0001_initial")]
    operations = [
        append_only("kernel_auditentry"),
        migrations.RunPython(limits, migrations.RunPython.noop),
    ]
