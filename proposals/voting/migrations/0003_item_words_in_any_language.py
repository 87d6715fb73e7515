"""An item may have its words in any language that staff write in: a proposal's own one, before it is translated."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("voting", "0002_same_round")]
    operations = [
        migrations.RemoveConstraint(model_name="budgetitem", name="voting_item_has_title"),
        migrations.AddConstraint(
            model_name="budgetitem",
            constraint=models.CheckConstraint(
                name="voting_item_has_title",
                condition=~Q(title="") | Q(i18n__isnull=False, i18n__has_any_keys=["title_en", "title_sv"]),
            ),
        ),
    ]
