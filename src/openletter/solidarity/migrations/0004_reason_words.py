import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing is kept twice, and no two reasons are one."""

    dependencies = [("solidarity", "0003_reason_words")]
    operations = [
        migrations.RemoveField("reason", "plain"),
        migrations.AlterField("reason", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
