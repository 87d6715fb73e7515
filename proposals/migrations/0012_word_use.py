"""How many proposals use a word, so that rare words count for more than common ones when proposals are compared."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0011_search_by_keys")]
    operations = [
        migrations.CreateModel(
            name="WordUse",
            fields=[
                ("key", models.CharField(max_length=50, primary_key=True, serialize=False)),
                ("proposals", models.PositiveIntegerField()),
            ],
            options={"verbose_name": "use of a word"},
        ),
    ]
