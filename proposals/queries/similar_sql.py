"""The statement that ranks proposals by how much they are like a text. Weights were tuned with `measure_similar`."""

# asked    each word of the text with its keys; of the title in every language, since people write in others than they say
# weighed  how much it says: the logarithm of how rare it is among published proposals
# telling  as many of them as lead to %(reach)s rows together, those of the title and the rare ones first
# worded, titled, placed  proposals by words, by likeness of the title, by place: each through its own index
# crowd    where many proposals are, a place says little
RANK = """
WITH asked AS MATERIALIZED (
    SELECT key, min(word) AS word, bool_or(in_title) AS in_title
    FROM unnest(%(words)s::text[], %(in_title)s::boolean[]) AS said (word, in_title),
        unnest(CASE WHEN in_title THEN %(languages)s::text[] ELSE (%(languages)s::text[])[1:1] END) AS language,
        unnest(proposals_keys(language, word)) AS key
    GROUP BY key
), weighed AS MATERIALIZED (
    SELECT asked.*, coalesce(used.proposals, 1) AS rows,
        ln(1 + total.proposals::float / greatest(used.proposals, 1)) AS weight, ln(1 + total.proposals) AS most
    FROM asked
    LEFT JOIN proposals_worduse used ON used.key = asked.key
    CROSS JOIN (SELECT coalesce(max(proposals), 1) AS proposals FROM proposals_worduse WHERE key = '') AS total
    WHERE used.key IS NOT NULL OR split_part(asked.key, '.', 1) = %(language)s
), telling AS MATERIALIZED (
    SELECT word, in_title, weight, most, quote_literal(key)::tsquery AS needed
    FROM (
        SELECT *, sum(rows) OVER (ORDER BY weight * CASE WHEN in_title THEN 2 ELSE 1 END DESC, key) AS reach FROM weighed
    ) AS ordered
    WHERE reach <= 4000 OR reach = rows
), sums AS (
    SELECT sqrt(sum(weight ^ 2)) * max(most) AS all_words, sum(weight) FILTER (WHERE in_title) AS title_words FROM weighed
), worded AS MATERIALIZED (
    SELECT p.id, sum(weight ^ 2) AS points, sum(weight) FILTER (WHERE in_title) AS title_points,
        coalesce(
            (array_agg(word ORDER BY weight DESC) FILTER (WHERE weight > most / 2))[:3],
            (array_agg(word ORDER BY weight DESC))[:1]
        ) AS words
    FROM telling JOIN proposals_proposal p ON p.search @@ telling.needed
    WHERE p.state = 'published' AND p.project_id = ANY (%(projects)s) AND p.id <> %(itself)s
    GROUP BY p.id
    ORDER BY points DESC LIMIT 200
), titled AS MATERIALIZED (
    SELECT p.id FROM proposals_proposal p
    WHERE upper(p.title) %% upper(%(title)s)
        AND p.state = 'published' AND p.project_id = ANY (%(projects)s) AND p.id <> %(itself)s
    ORDER BY similarity(upper(p.title), upper(%(title)s)) DESC LIMIT 20
), placed AS MATERIALIZED (
    SELECT p.id FROM proposals_proposal p
    WHERE p.state = 'published' AND p.project_id = ANY (%(projects)s) AND p.id <> %(itself)s
        AND p.latitude BETWEEN %(south)s::float AND %(north)s::float
        AND p.longitude BETWEEN %(west)s::float AND %(east)s::float
    LIMIT 200
), compared AS (
    SELECT p.id, words, p.project_id, d.path,
        similarity(upper(p.title), upper(%(title)s)) AS title_look,
        coalesce(points / nullif(all_words * 0.63 * sqrt(length(p.search) / 3.0 + 20), 0), 0) AS text_look,
        coalesce(title_points / nullif(title_words, 0), 0) AS title_said,
        111320 * sqrt(
            (p.latitude - %(latitude)s::float) ^ 2
            + ((p.longitude - %(longitude)s::float) * cos(radians(%(latitude)s::float))) ^ 2
        ) AS metres,
        p.category_id = %(category)s::bigint AS same_theme,
        d.id = %(district)s::bigint AND d.parent_id IS NOT NULL AS same_district,
        split_part(d.path, '/', 2) = nullif(split_part(%(path)s, '/', 2), '') AS same_area
    FROM (SELECT id FROM worded UNION SELECT id FROM titled UNION SELECT id FROM placed) AS found
    JOIN proposals_proposal p ON p.id = found.id
    JOIN districts_district d ON d.id = p.district_id
    LEFT JOIN worded ON worded.id = p.id
    CROSS JOIN sums
), scored AS (
    SELECT *, (
        text_look + 0.15 * title_said + 0.3 * title_look
        + coalesce(0.15 / (1 + metres / 400) * sqrt(least(1, 5.0 / crowd)), 0)
        + CASE WHEN same_area THEN 0.08 ELSE 0 END
        + CASE WHEN same_district THEN 0.05 ELSE 0 END
        + CASE WHEN same_theme THEN 0.05 ELSE 0 END
    ) * CASE WHEN project_id = %(project)s THEN 1 WHEN same_area THEN 0.9 ELSE 0.8 END AS score
    FROM compared CROSS JOIN (SELECT greatest(count(*), 1) AS crowd FROM placed) AS around
)
SELECT id, score, words, title_look, metres, same_theme
FROM scored
WHERE score >= %(least)s AND (text_look > 0 OR title_look >= 0.3 OR metres IS NOT NULL)
ORDER BY score DESC, id
LIMIT %(most)s
"""
