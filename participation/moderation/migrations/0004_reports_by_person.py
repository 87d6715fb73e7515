"""Indexes that lead to what one person, or one e-mail, has reported of late."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_case_lookups")]
    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["reporter", "-created_at"],
                condition=Q(reporter__isnull=False),
                name="moderation_by_reporter",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                Upper("contact_email"),
                F("created_at").desc(),
                condition=~Q(contact_email=""),
                name="moderation_by_contact",
            ),
        ),
    ]
