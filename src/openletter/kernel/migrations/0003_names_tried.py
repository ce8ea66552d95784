from django.db import migrations, models


def limit(apps, editor):
    """Five people in thirty days: who writes in good faith meets one or two, and no more can be found out a month."""
    rule = apps.get_model("kernel", "LimitRule")
    rule.objects.get_or_create(key="names_tried", defaults={"most": 5, "seconds": 30 * 86400})


class Migration(migrations.Migration):
    """After how many people refused in its texts a login is stopped."""

    dependencies = [("kernel", "0002_promises")]
    operations = [
        migrations.AlterField(
            model_name='limitrule',
            name='key',
            field=models.CharField(choices=[('acts_per_network', 'Acts from one network'), ('acts_per_network_without_proof', 'Acts from one network without a proof of work'), ('mails_per_address', 'Confirmation mails to one address'), ('fastest_form_seconds', 'Least seconds between page and form'), ('letters_to_office', 'Letters by mail to one office'), ('letters_to_office_a_day', 'Letters by mail to one office, in a longer time'), ('letters_in_all', 'Letters by mail to all offices together'), ('letters_failed', 'Letters returned or refused before an office is paused'), ('letters_unwanted', 'Letters reported as unwanted before an office is paused'), ('names_tried', 'People refused in texts of one login before it is stopped')], max_length=40, unique=True, verbose_name='what'),
        ),
        migrations.RunPython(limit, migrations.RunPython.noop),
    ]
