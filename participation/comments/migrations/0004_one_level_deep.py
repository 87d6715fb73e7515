"""The database itself keeps replies one level deep and inside their parent's thread."""

from django.db import migrations

SQL = """
CREATE FUNCTION comments_check_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM comments_comment
        WHERE id = NEW.parent_id AND parent_id IS NULL AND thread_id = NEW.thread_id
    ) THEN
        RAISE EXCEPTION 'a reply answers a first-level comment of its own thread' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comments_one_level_deep BEFORE INSERT OR UPDATE OF parent_id, thread_id ON comments_comment
    FOR EACH ROW EXECUTE FUNCTION comments_check_parent();
"""
UNDO = "DROP TRIGGER comments_one_level_deep ON comments_comment; DROP FUNCTION comments_check_parent();"


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
