"""What time brings to surveys."""

from celery import shared_task

from surveys.services import clear_old_rows, paired_surveys, shuffle_answers


@shared_task(name="surveys.shuffle_confidential")
def shuffle_confidential(ended: bool = False) -> int:
    """Cut the last ties between people and their confidential answers; returns in how many surveys.

    ended: only where nobody can answer any more.
    """
    shuffled = [survey.pk for survey in paired_surveys(ended=ended) if shuffle_answers(survey_id=survey.pk)]
    if shuffled:
        clear_old_rows()
    return len(shuffled)
