"""The database itself refuses to change or delete an internal note."""

from django.db import migrations

SQL = """
CREATE FUNCTION assessment_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'internal notes are only ever added' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER assessment_notes_append_only BEFORE UPDATE OR DELETE ON assessment_internalnote
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse_change();
"""
UNDO = "DROP TRIGGER assessment_notes_append_only ON assessment_internalnote; DROP FUNCTION assessment_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
