from django.db import migrations

# Documented behaviour of large providers: which spellings reach one mailbox.
RULES = [
    ("gmail.com", "", True),
    ("googlemail.com", "gmail.com", True),
    ("outlook.com", "", False),
    ("hotmail.com", "", False),
    ("icloud.com", "", False),
    ("me.com", "icloud.com", False),
    ("mac.com", "icloud.com", False),
    ("protonmail.com", "proton.me", True),
    ("proton.me", "", True),
    ("pm.me", "proton.me", True),
    ("fastmail.com", "", False),
]


def rules(apps, editor):
    rule = apps.get_model("supporters", "EmailRule")
    rule.objects.bulk_create(
        rule(domain=domain, same_as=same_as, ignores_dots=dots) for domain, same_as, dots in RULES
    )


class Migration(migrations.Migration):
    """The mail providers an installation begins with; staff change them in the desk."""

    dependencies = [("supporters", "0001_initial")]
    operations = [migrations.RunPython(rules, migrations.RunPython.noop)]
