"""Wagtail groups that follow roles, and the unit a member of staff works in."""

import django.db.models.deletion
from django.db import migrations, models

ROLES = [
    ("coordinator", "Coordinator"),
    ("moderator", "Moderator"),
    ("editor", "Editor"),
    ("assessor", "Assessor"),
    ("clerk", "Clerk"),
    ("auditor", "Auditor"),
]


class Migration(migrations.Migration):
    """Two additions."""

    dependencies = [("auth", "0012_alter_user_first_name_max_length"), ("districts", "0003_initial")]

    operations = [
        migrations.AddField(
            model_name="districtrole",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="Where the person works; shown on the district's page.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="roles",
                to="districts.unit",
                verbose_name="unit",
            ),
        ),
        migrations.CreateModel(
            name="DistrictGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, choices=ROLES, max_length=20)),
                (
                    "district",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.district",
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="district_group",
                        to="auth.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("district", "role"), name="districts_group_once", nulls_distinct=False),
                ],
            },
        ),
    ]
