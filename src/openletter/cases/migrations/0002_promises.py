from django.db import migrations

from openletter.kernel.append_only import append_only


class Migration(migrations.Migration):
    """Consent is a ledger: entries are added, never changed."""

    dependencies = [("cases", "0001_initial")]
    operations = [append_only("cases_consentrecord")]
