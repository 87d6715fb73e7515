"""The database holds every answer to the kind of its field, and every choice to the field that offers it."""

from django.db import migrations

KIND = """
    ALTER TABLE proposals_fieldanswer ADD CONSTRAINT proposals_answer_field_kind
    FOREIGN KEY (field_id, kind) REFERENCES proposals_formfield (id, kind)
"""
OPTION = """
    ALTER TABLE proposals_fieldanswer ADD CONSTRAINT proposals_answer_field_option
    FOREIGN KEY (option_id, field_id) REFERENCES proposals_fieldoption (id, field_id)
"""
DROP = "ALTER TABLE proposals_fieldanswer DROP CONSTRAINT {}"


class Migration(migrations.Migration):
    dependencies = [("proposals", "0007_versions_have_numbers")]

    operations = [
        migrations.RunSQL(KIND, DROP.format("proposals_answer_field_kind")),
        migrations.RunSQL(OPTION, DROP.format("proposals_answer_field_option")),
    ]
