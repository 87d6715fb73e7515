"""Versions get the numbers that their order gave them, and who spoke for somebody speaks for a group."""

from django.db import migrations, models

NUMBER = """
    UPDATE proposals_proposalversion version SET number = counted.number
    FROM (SELECT id, row_number() OVER (PARTITION BY proposal_id ORDER BY id) AS number FROM proposals_proposalversion) counted
    WHERE counted.id = version.id
"""
GROUP = "UPDATE proposals_proposal SET authorship = 'group' WHERE on_behalf_of <> '' AND channel = 'web'"


class Migration(migrations.Migration):
    dependencies = [("proposals", "0006_written_together")]

    operations = [
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(GROUP, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="proposalversion",
            name="number",
            field=models.PositiveIntegerField(help_text="1 for what was published; never changes"),
        ),
        migrations.AddConstraint(
            model_name="proposalversion",
            constraint=models.UniqueConstraint(fields=("proposal", "number"), name="proposals_version_number_once"),
        ),
    ]
