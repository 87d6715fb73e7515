"""What a person read on a sheet, and that an annulment stays: what is settled does not change, and nothing is un-annulled."""

from django.db import migrations, models

GUARDS = """
    CREATE FUNCTION voting_keep_annulment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'An annulment is never deleted.' USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state <> 'proposed' OR (OLD.round_id, OLD.reason, OLD.i18n, OLD.selected, OLD.proposed_by_id, OLD.proposed_at)
            IS DISTINCT FROM (NEW.round_id, NEW.reason, NEW.i18n, NEW.selected, NEW.proposed_by_id, NEW.proposed_at) THEN
            RAISE EXCEPTION 'An annulment stays as it was proposed and settled.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER voting_keep_annulment BEFORE UPDATE OR DELETE ON voting_annulment
        FOR EACH ROW EXECUTE FUNCTION voting_keep_annulment();
    CREATE FUNCTION voting_keep_annulled() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'What is annulled stays annulled.' USING ERRCODE = 'check_violation';
    END $$;
    CREATE TRIGGER voting_keep_annulled BEFORE UPDATE OF annulment_id ON voting_participation FOR EACH ROW
        WHEN (OLD.annulment_id IS NOT NULL AND NEW.annulment_id IS DISTINCT FROM OLD.annulment_id)
        EXECUTE FUNCTION voting_keep_annulled();
    CREATE TRIGGER voting_keep_annulled BEFORE UPDATE OF annulment_id ON voting_ballotpaper FOR EACH ROW
        WHEN (OLD.annulment_id IS NOT NULL AND NEW.annulment_id IS DISTINCT FROM OLD.annulment_id)
        EXECUTE FUNCTION voting_keep_annulled();
"""
LET_GO = """
    DROP TRIGGER voting_keep_annulled ON voting_ballotpaper;
    DROP TRIGGER voting_keep_annulled ON voting_participation;
    DROP FUNCTION voting_keep_annulled();
    DROP TRIGGER voting_keep_annulment ON voting_annulment;
    DROP FUNCTION voting_keep_annulment();
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0004_keep_item_without_translations")]
    operations = [
        migrations.AddField(
            model_name="sheetentry",
            name="is_invalid",
            field=models.BooleanField(default=False, help_text="More is marked than a ballot may say"),
        ),
        migrations.AddField(
            model_name="sheetentry",
            name="code_key",
            field=models.BinaryField(help_text="Of the code that this person read on the sheet", max_length=32, null=True),
        ),
        migrations.AlterField(
            model_name="annulment",
            name="voters",
            field=models.PositiveIntegerField(
                help_text="Selected when proposed; once in force, those whose ballots do not count"
            ),
        ),
        migrations.RunSQL(GUARDS, LET_GO),
    ]
