"""Keys of words, by which a search finds a word in another form: made in the database, so that no writer can forget them.

A key is what the forms of a word have in common: the stem of the language's Snowball stemmer with what changes in it folded
together, such as strong and weak grades ("penkkejä" and "penkki" are "penk", "kadun" and "katuja" are "katu").
`proposals_search` gives a proposal's text, beside the stems of its words,

    fi.penk             the key with its language, because keys of different languages have nothing to do with each other
    fi-knepnotsiup      the key from its end, so that the last part of a compound is found as a beginning

and `proposals_asked` makes the query of the words that somebody looks for: each in any form, and as a part of a compound where
it is long enough to tell something. The first two functions fill a stored column: if they change, it has to be written anew.
Bodies in BEGIN ATOMIC are bound to what they name, so that they work while a dump is restored without a search path.
"""

from django.db import migrations

# Stems come as one text with blanks around each, so that one replacement does for all: "ks " is an end, " lap " a whole stem.
FOLD = r"""
CREATE FUNCTION proposals_fold(language text, stems text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    s text := stems;
BEGIN
    IF language = 'fi' THEN
        -- short words that the stemmer leaves as they are
        s := regexp_replace(s, ' (?:puu[tnlsh]|pui[sl]|puita|puide)(?= )', ' puu', 'g');
        s := regexp_replace(s, ' (?:tie[tls]|tei[tls]|teitä|teide)(?= )', ' tie', 'g');
        s := regexp_replace(s, ' (?:työ[tsl]|töi[tsl]|töitä|töide)(?= )', ' työ', 'g');
        s := regexp_replace(s, ' la(?:p|st)(?= )', ' laps', 'g');
        s := regexp_replace(s, ' (mä|jo)e[nl](?= )', ' \1ki', 'g');
        s := regexp_replace(s, ' poja?(?= )', ' poika', 'g');
        s := regexp_replace(s, ' jala?(?= )', ' jalka', 'g');
        s := regexp_replace(s, ' ruoan?(?= )', ' ruoka', 'g');
        s := regexp_replace(s, ' uu(?:t|de)(?= )', ' uus', 'g');
        -- double consonants and weak grades
        s := replace(replace(replace(replace(replace(s, 'kk', 'k'), 'tt', 't'), 'pp', 'p'), 'd', 't'), 'ng', 'nk');
        s := replace(replace(replace(replace(replace(s, 'nn', 'n'), 'll', 'l'), 'rr', 'r'), 'mm', 'm'), 'ss', 's');
        -- the plural's i or j, then the last vowel; u and y never change
        s := regexp_replace(s, '([^ ]{2}[oöeuy])[ij] ', '\1 ', 'g');
        s := regexp_replace(s, '([^ ]{3})(?:ie|[aäeioö]) ', '\1 ', 'g');
        s := regexp_replace(s, '([^ ]{2}[uy])[uy] ', '\1 ', 'g');
        -- what the last consonant changes into
        s := replace(replace(replace(replace(s, 'ks ', 's '), 'uot ', 'uos '), 'vet ', 'ves '), 'kät ', 'käs ');
        s := replace(replace(replace(replace(s, 'laist ', 'lais '), 'mist ', 'mis '), 'ust ', 'us '), 'yst ', 'ys ');
        s := replace(replace(replace(replace(s, 'lku ', 'lu '), 'rku ', 'ru '), 'uvu ', 'uku '), 'im ', 'in ');
        s := regexp_replace(s, '([nlr])t([uy]?) ', '\1\2 ', 'g');
        s := regexp_replace(s, 'mp([uy]?) ', 'm\1 ', 'g');
        s := replace(replace(s, 'rj ', 'rk '), 'lj ', 'lk ');
        s := regexp_replace(s, 'v([uy]?) ', 'p\1 ', 'g');
        -- endings that the stemmer takes from some forms of a word only
        s := regexp_replace(s, '([^ ]{2}[uy])[ts] ', '\1 ', 'g');
        s := regexp_replace(s, '([^ ]{2}l)[aä]i[ns] ', '\1 ', 'g');
        s := regexp_replace(s, '([^ ]{3})(?:[aä]s|i[ns]?) ', '\1 ', 'g');
    ELSIF language = 'sv' THEN
        s := replace(replace(replace(s, 'stränd ', 'strand '), 'dstr ', 'dstrand '), 'städ ', 'stad ');
        s := replace(replace(replace(s, 'böck ', 'bok '), ' nätt ', ' natt '), 'möt ', 'mot ');
        s := replace(replace(replace(s, ' föt ', ' fot '), ' männ ', ' man '), ' möss ', ' mus ');
        s := regexp_replace(s, '([bdfgkpstv])e([lnr]) ', '\1\2 ', 'g');
        s := replace(replace(replace(replace(s, 'mm', 'm'), 'nn', 'n'), 'tt', 't'), 'ts ', 't ');
        s := regexp_replace(s, '([^ ][dkmnpt])r ', '\1 ', 'g');
        -- short words that the stemmer leaves as they are
        s := regexp_replace(s, ' (rum|hem)e[tn](?= )', ' \1', 'g');
        s := regexp_replace(s, ' (bro|sjö)(?:n|ar)(?= )', ' \1', 'g');
        s := regexp_replace(s, ' (ny|fri)[at](?= )', ' \1', 'g');
    ELSIF language = 'en' THEN
        s := replace(replace(replace(s, ' children ', ' child '), 'women ', 'woman '), ' men ', ' man ');
        s := replace(replace(replace(s, ' feet ', ' foot '), ' mice ', ' mous '), ' teeth ', ' tooth ');
        s := replace(replace(replace(s, ' built ', ' build '), ' rode ', ' ride '), ' ran ', ' run ');
        s := replace(replace(replace(s, 'knive ', 'knife '), ' taught ', ' teach '), ' buse ', ' bus ');
        s := regexp_replace(s, '(lea|[^ ]l)v ', '\1f ', 'g');
    END IF;
    RETURN s;
END
$$;
"""
KEYS = r"""
CREATE FUNCTION proposals_stems(language text, words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    -- The stemmer takes "pysäkin" and "pihan" to end in the particles -kin and -han: so they are read without their n, too.
    SELECT ' ' || array_to_string(tsvector_to_array(
        CASE language
            WHEN 'fi' THEN to_tsvector('finnish', words || ' ' || regexp_replace(words, '(ki|ha|hä)n\M', '\1', 'g'))
            WHEN 'sv' THEN to_tsvector('swedish', words)
            WHEN 'en' THEN to_tsvector('english', words)
        END
    ), ' ') || ' ';
END;

CREATE FUNCTION proposals_keys(language text, words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_agg(language || '.' || stem), '{}')
    FROM string_to_table(proposals_fold(language, proposals_stems(language, words)), ' ') AS stem
    WHERE stem ~ '^[[:alpha:]]{2,40}$';
END;

CREATE FUNCTION proposals_search(language text, title text, body text, place text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT setweight(to_tsvector(config, title), 'A')
        || setweight(to_tsvector(config, body), 'B')
        || setweight(to_tsvector(config, place), 'C')
        || array_to_tsvector(keys || ARRAY(
            SELECT language || '-' || reverse(substr(key, 4)) FROM unnest(keys) AS key WHERE length(key) >= 8
        ))
    FROM (
        SELECT
            CASE language
                WHEN 'fi' THEN 'finnish'::regconfig WHEN 'sv' THEN 'swedish' WHEN 'en' THEN 'english' ELSE 'simple'
            END AS config,
            proposals_keys(language, title || ' ' || body || ' ' || place) AS keys
        OFFSET 0  -- so that the keys are made once
    ) AS words;
END;
"""
# Lengths: 4 letters of a stem begin few other words, 5 of a key; the last part of a compound needs 4, or has to be one of the short
# keys that end many compounds and little else. A word that a language says all the time need not be there in that language.
ASKED = r"""
CREATE FUNCTION proposals_asked(words text[]) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(needed, ' | ')::tsquery
    FROM (
        SELECT '(' || string_agg('(' || forms || ')', ' & ') || ')' AS needed
        FROM (VALUES
            ('fi', 'finnish_stem'::regdictionary), ('sv', 'swedish_stem'), ('en', 'english_stem'), ('', 'simple')
        ) AS spoken (language, dictionary),
        unnest(words) AS word,
        LATERAL (
            SELECT string_agg(DISTINCT quote_literal(form) || CASE WHEN is_beginning THEN ':*' ELSE '' END, ' | ') AS forms
            FROM (
                SELECT lower(word), length(word) >= 4
                UNION ALL SELECT stem, length(stem) >= 4 FROM unnest(ts_lexize(dictionary, word)) AS stem
                UNION ALL SELECT key, length(key) >= 8 FROM unnest(proposals_keys(language, word)) AS key
                UNION ALL
                SELECT language || '-' || reverse(substr(key, 4)), true
                FROM unnest(proposals_keys(language, word)) AS key
                WHERE length(key) >= 7 OR key = ANY ('{
                    fi.alu,fi.hal,fi.ken,fi.kot,fi.kuk,fi.käy,fi.laj,fi.lap,fi.mäk,fi.paj,fi.pal,fi.pel,fi.pih,fi.pöy,fi.ram,
                    fi.ran,fi.rat,fi.sil,fi.tal,fi.til,sv.bok,sv.båt,sv.gat,sv.hus,sv.rum,sv.väg
                }'::text[])
            ) AS ways (form, is_beginning)
            WHERE ts_lexize(dictionary, word) <> '{}'
        ) AS said
        WHERE forms IS NOT NULL
        GROUP BY language
    ) AS sentences;
END;
"""
UNDO = """
DROP FUNCTION proposals_asked(text[]);
DROP FUNCTION proposals_search(text, text, text, text);
DROP FUNCTION proposals_keys(text, text);
DROP FUNCTION proposals_stems(text, text);
DROP FUNCTION proposals_fold(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0008_answers_fit_their_field")]
    operations = [migrations.RunSQL(FOLD + KEYS + ASKED, UNDO)]
