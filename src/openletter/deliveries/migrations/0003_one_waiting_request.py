from django.db import migrations, models


class Migration(migrations.Migration):
    """The names of one hand-over wait for a second person once at a time."""

    dependencies = [("deliveries", "0002_limits")]
    operations = [
        migrations.AddConstraint(
            model_name="deliveryrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("delivery",), name="one_waiting_request_of_names"
            ),
        ),
    ]
