"""The stored search words with the keys of `0010_word_keys`. A generated column cannot be altered, so it is made anew."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0010_word_keys")]
    operations = [
        migrations.RemoveIndex(model_name="proposal", name="proposals_search"),
        migrations.RemoveField(model_name="proposal", name="search"),
        migrations.AddField(
            model_name="proposal",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("language", "title", "body", "place", function="proposals_search"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="proposals_search"),
        ),
    ]
