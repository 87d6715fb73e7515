"""The phase gate as a function: it locks the phases that offer an action, and only then reads the clock."""

from django.db import migrations

CREATE = """
    CREATE FUNCTION projects_open_phase(wanted_project bigint, wanted_action text, at timestamptz, historical boolean)
    RETURNS TABLE (phase_id bigint, moment timestamptz) LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
        locked bigint[];
        now_or_then timestamptz;
    BEGIN
        -- The lock comes first, and may wait for who changes the phase ...
        SELECT array_agg(held.id) INTO locked FROM (
            SELECT phase.id FROM projects_phase phase
            WHERE phase.project_id = wanted_project AND phase.features @> ARRAY[wanted_action]::varchar[]
            ORDER BY phase.id FOR SHARE
        ) held;
        IF locked IS NULL THEN
            RETURN;
        END IF;
        -- ... and then, in statements that see what has happened meanwhile, the clock and the dates.
        now_or_then := COALESCE(at, clock_timestamp());
        RETURN QUERY
            SELECT phase.id, now_or_then
            FROM projects_phase phase JOIN projects_project project ON project.id = phase.project_id
            WHERE phase.id = ANY(locked)
              AND (project.state = 'published' OR historical)
              AND phase.starts_at <= now_or_then
              AND (phase.ends_at IS NULL OR phase.ends_at > now_or_then)
            ORDER BY phase.id LIMIT 1;
    END $$;
"""
DROP = "DROP FUNCTION projects_open_phase(bigint, text, timestamptz, boolean)"


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_publisher_approval")]
    operations = [migrations.RunSQL(CREATE, DROP)]
