"""An index that finds the places of proposals by their names."""


import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0004_one_level_deep'),
        ('districts', '0005_places'),
        ('moderation', '0004_reports_by_person'),
        ('projects', '0002_publisher_approval'),
        ('proposals', '0004_published_by_author'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='proposal',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('place'), 'gin_trgm_ops'), condition=models.Q(('latitude__isnull', False), ('state', 'published')), name='proposals_place_trigrams'),
        ),
    ]
