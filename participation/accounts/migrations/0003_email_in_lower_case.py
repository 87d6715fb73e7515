"""Addresses are kept in lower case: a sign-in asks for the plain column, which the index on lower(email) did not serve."""

from django.db import migrations, models
from django.db.models.functions import Lower


def fold(apps, schema_editor):
    apps.get_model("accounts", "User").objects.exclude(email=Lower("email")).update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sessions_ended")]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="user", name="accounts_user_email_unique_folded"),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(fields=("email",), name="accounts_user_email_once"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(condition=models.Q(("email", Lower("email"))), name="accounts_user_email_folded"),
        ),
    ]
