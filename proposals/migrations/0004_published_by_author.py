"""An index that leads to what one person has published of late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0003_count_by_district")]
    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                fields=["author", "-published_at"],
                condition=models.Q(published_at__isnull=False),
                name="proposals_published_by_author",
            ),
        ),
    ]
