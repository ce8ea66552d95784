from django.db import migrations, models


class Migration(migrations.Migration):
    """A summary knows whom it names, and is left out while one of them may not be shown."""

    dependencies = [("campaigns", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="campaignwords", name="named", field=models.JSONField(default=list, editable=False)
        ),
    ]
