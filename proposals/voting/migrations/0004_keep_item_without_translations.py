"""An item that has no translations yet can be withdrawn, too: no translations and none but the reason are the same words."""

from django.db import migrations

KEEP = """
    CREATE OR REPLACE FUNCTION voting_keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reasons text[] := ARRAY['withdrawn_because_sv', 'withdrawn_because_en'];
    BEGIN
        IF (SELECT state FROM voting_round WHERE id = OLD.round_id) = 'draft' THEN
            RETURN COALESCE(NEW, OLD);
        END IF;
        IF TG_OP = 'DELETE' OR (OLD.title, OLD.text, OLD.cost, OLD.pot_id, OLD.round_id, OLD.number,
            jsonb_strip_nulls(COALESCE(OLD.i18n, '{}') - reasons)) IS DISTINCT FROM (NEW.title, NEW.text, NEW.cost, NEW.pot_id,
            NEW.round_id, NEW.number, jsonb_strip_nulls(COALESCE(NEW.i18n, '{}') - reasons)) THEN
            RAISE EXCEPTION 'What is voted on stays as it was published; it can be withdrawn.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0003_item_words_in_any_language")]
    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
