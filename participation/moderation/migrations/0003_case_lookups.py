"""Indexes for all cases of one content, and for the newest decided cases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_initial")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["object_type", "object_id"], name="moderation_about"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "decided")),
                fields=["-decided_at", "-id"],
                name="moderation_newest_decided",
            ),
        ),
    ]
