from django.db import migrations

from openletter.kernel.append_only import append_only


class Migration(migrations.Migration):
    """What staff entered into the ledger stays as it was entered; only counting may grow its own lines."""

    dependencies = [("actions", "0001_initial")]
    operations = [append_only("actions_ledgerentry", unless="OLD.automatic")]
