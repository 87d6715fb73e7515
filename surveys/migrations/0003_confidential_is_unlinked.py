"""The database itself keeps answers to a confidential survey apart from the people who gave them."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION surveys_response_unlinked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.participation_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM surveys_survey WHERE id = NEW.survey_id AND confidential) THEN
        RAISE EXCEPTION 'a confidential response has no participation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'surveys_response_unlinked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER surveys_response_unlinked BEFORE INSERT OR UPDATE OF participation_id, survey_id ON surveys_response
    FOR EACH ROW EXECUTE FUNCTION surveys_response_unlinked();
"""
BACKWARD = """
DROP TRIGGER surveys_response_unlinked ON surveys_response;
DROP FUNCTION surveys_response_unlinked();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_states_known")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
