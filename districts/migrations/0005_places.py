"""Places that residents can look for."""


import django.contrib.postgres.indexes
import modeltrans.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0004_groups_and_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(blank=True, help_text="As the city's file says it, such as street or park", max_length=40, verbose_name='kind')),
                ('latitude', models.FloatField(help_text='degrees, WGS84')),
                ('longitude', models.FloatField(help_text='degrees, WGS84')),
                ('words', models.TextField(editable=False, help_text='Its names in all languages in small letters, for the search')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name',), required_languages=(), virtual_fields=True)),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('words', 'gin_trgm_ops'), name='districts_place_trigrams')],
                'constraints': [models.UniqueConstraint(fields=('name', 'latitude', 'longitude'), name='districts_place_once'), models.CheckConstraint(condition=models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), name='districts_place_on_earth')],
            },
        ),
    ]
