"""The only writers of surveys: what staff ask and what residents answer."""

from surveys.services.answering import submit_response, unlink_responses, withdraw_response
from surveys.services.seeding import SeedResponse, seed_responses
from surveys.services.shuffling import clear_old_rows, paired_surveys, shuffle_answers
from surveys.services.writing import create_survey, edit_survey, publish_survey, record_export

__all__ = [
    "SeedResponse",
    "clear_old_rows",
    "create_survey",
    "edit_survey",
    "paired_surveys",
    "publish_survey",
    "record_export",
    "seed_responses",
    "shuffle_answers",
    "submit_response",
    "unlink_responses",
    "withdraw_response",
]
