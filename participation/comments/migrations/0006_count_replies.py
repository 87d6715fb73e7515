"""Give every first-level comment its number of visible answers; from now on it is kept with each of them."""

from django.db import migrations

SQL = """
UPDATE comments_comment root SET reply_count = counted.number
FROM (
    SELECT parent_id, count(*) AS number FROM comments_comment WHERE parent_id IS NOT NULL AND state = 'visible' GROUP BY parent_id
) counted
WHERE root.id = counted.parent_id
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_conversation")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
