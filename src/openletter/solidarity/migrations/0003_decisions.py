import django.db.models.deletion
import openletter.kernel.ids
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def since(apps, editor):
    messages = apps.get_model("solidarity", "SolidarityMessage").objects
    messages.update(waits_since=F("received_at"))
    messages.filter(not_by__isnull=False).update(asked="second")


class Migration(migrations.Migration):
    """Every step of judging a message stays; a message waits for a reading, a second opinion, or an objection."""

    dependencies = [
        ("kernel", "0003_work"),
        ("sections", "0005_access_reports"),
        ("solidarity", "0002_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("solidaritymessage", "second_asked_by", "not_by"),
        migrations.AddField("solidaritymessage", "asked", models.CharField(default="reading", max_length=10)),
        migrations.AddField("solidaritymessage", "waits_since", models.DateTimeField(null=True)),
        migrations.RunPython(since, migrations.RunPython.noop),
        migrations.AlterField("solidaritymessage", "waits_since", models.DateTimeField(verbose_name="waits since")),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=openletter.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('accepted', 'Accepted'), ('withheld', 'Withheld'), ('second', 'Second opinion asked'), ('reopened', 'Looked at again'), ('taken_over', 'Taken over while somebody read it')], max_length=12, verbose_name='decision')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_name', models.CharField(max_length=200, verbose_name='by')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='reason')),
                ('reason_said', models.JSONField(default=dict, verbose_name='the reason as it was said')),
                ('words', models.CharField(blank=True, max_length=600, verbose_name='in their own words')),
                ('leaning', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('withheld', 'Withheld'), ('second', 'Second opinion asked'), ('reopened', 'Looked at again'), ('taken_over', 'Taken over while somebody read it')], max_length=12, verbose_name='would decide')),
                ('told', models.BooleanField(default=False, verbose_name='the sender was told')),
                ('may_object', models.BooleanField(default=False, verbose_name='the sender may object')),
                ('overturned_at', models.DateTimeField(null=True, verbose_name='overturned')),
            ],
            options={
                'verbose_name': 'decision on a message',
                'verbose_name_plural': 'decisions on messages',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=openletter.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('decision', models.UUIDField(editable=False, unique=True)),
                ('language', models.CharField(max_length=10)),
                ('said_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('received', 'Received'), ('open', 'Waits for another reader'), ('granted', 'Granted: the message goes'), ('refused', 'The decision stands'), ('past', 'There was nothing to decide any more')], default='received', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('sealed', models.BinaryField(null=True)),
            ],
            options={
                'verbose_name': 'objection of a sender',
                'verbose_name_plural': 'objections of senders',
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.AlterModelOptions(
            name='solidaritymessage',
            options={'ordering': ['waits_since', 'id'], 'verbose_name': 'message to a person', 'verbose_name_plural': 'messages to people'},
        ),
        migrations.RemoveIndex(
            model_name='solidaritymessage',
            name='messages_by_state',
        ),
        migrations.AlterField(
            model_name='solidaritymessage',
            name='asked',
            field=models.CharField(choices=[('reading', 'To be read'), ('second', 'A second opinion'), ('objection', 'The sender objects')], default='reading', max_length=10, verbose_name='what is asked'),
        ),
        migrations.AddIndex(
            model_name='solidaritymessage',
            index=models.Index(fields=['state', 'waits_since'], name='messages_by_state'),
        ),
        migrations.AddField(
            model_name='decision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='solidarity.solidaritymessage'),
        ),
        migrations.AddField(
            model_name='decision',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sections.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='objection',
            name='data_key',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.datakey'),
        ),
        migrations.AddField(
            model_name='objection',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='solidarity.solidaritymessage'),
        ),
        migrations.AddField(
            model_name='objection',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sections.section'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['section', 'at'], name='decisions_of_section'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['at'], name='decisions_by_time'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['by', 'at'], name='decisions_of_person'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('reason', ''), _negated=True), fields=['reason', 'at'], name='decisions_by_reason'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('overturned_at__isnull', False)), fields=['at'], name='decisions_overturned'),
        ),
    ]
