"""What belongs together is of one round: items and papers of a pot are of the pot's round, places of a participation, too."""

from django.db import migrations

TOGETHER = """
    ALTER TABLE voting_pot ADD CONSTRAINT voting_pot_in_round UNIQUE (id, round_id);
    ALTER TABLE voting_budgetitem ADD CONSTRAINT voting_item_same_round
        FOREIGN KEY (pot_id, round_id) REFERENCES voting_pot (id, round_id) DEFERRABLE INITIALLY DEFERRED;
    ALTER TABLE voting_ballotpaper ADD CONSTRAINT voting_paper_same_round
        FOREIGN KEY (pot_id, round_id) REFERENCES voting_pot (id, round_id);
    ALTER TABLE voting_potresult ADD CONSTRAINT voting_result_same_round
        FOREIGN KEY (pot_id, round_id) REFERENCES voting_pot (id, round_id);
"""
APART = """
    ALTER TABLE voting_potresult DROP CONSTRAINT voting_result_same_round;
    ALTER TABLE voting_ballotpaper DROP CONSTRAINT voting_paper_same_round;
    ALTER TABLE voting_budgetitem DROP CONSTRAINT voting_item_same_round;
    ALTER TABLE voting_pot DROP CONSTRAINT voting_pot_in_round;
"""
# A round that has begun goes no way back, whoever writes; what is voted on keeps its words and its cost from then on.
GUARDS = """
    CREATE FUNCTION voting_keep_round() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state <> 'draft' AND NEW.state = 'draft' THEN
            RAISE EXCEPTION 'A round whose rules are published cannot be a draft again.' USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state IN ('sealing', 'sealed') AND NEW.state NOT IN ('sealing', 'sealed') THEN
            RAISE EXCEPTION 'A sealed round stays sealed.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER voting_keep_round BEFORE UPDATE ON voting_round FOR EACH ROW EXECUTE FUNCTION voting_keep_round();
    CREATE FUNCTION voting_keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT state FROM voting_round WHERE id = OLD.round_id) = 'draft' THEN
            RETURN COALESCE(NEW, OLD);
        END IF;
        IF TG_OP = 'DELETE' OR (OLD.title, OLD.text, OLD.cost, OLD.pot_id, OLD.round_id, OLD.number, OLD.i18n - 'withdrawn_because_sv'
            - 'withdrawn_because_en') IS DISTINCT FROM (NEW.title, NEW.text, NEW.cost, NEW.pot_id, NEW.round_id, NEW.number,
            NEW.i18n - 'withdrawn_because_sv' - 'withdrawn_because_en') THEN
            RAISE EXCEPTION 'What is voted on stays as it was published; it can be withdrawn.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER voting_keep_item BEFORE UPDATE OR DELETE ON voting_budgetitem
        FOR EACH ROW EXECUTE FUNCTION voting_keep_item();
"""
LET_GO = """
    DROP TRIGGER voting_keep_item ON voting_budgetitem;
    DROP FUNCTION voting_keep_item();
    DROP TRIGGER voting_keep_round ON voting_round;
    DROP FUNCTION voting_keep_round();
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_initial")]
    operations = [migrations.RunSQL(TOGETHER, APART), migrations.RunSQL(GUARDS, LET_GO)]
