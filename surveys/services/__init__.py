"""The only writers of surveys: what staff ask and what residents answer."""

from surveys.services.answering import submit_response, unlink_responses, withdraw_response
from surveys.services.seeding import SeedResponse, seed_responses
from surveys.services.writing import create_survey, edit_survey, publish_survey, record_export

__all__ = [
    "SeedResponse",
    "create_survey",
    "edit_survey",
    "publish_survey",
    "record_export",
    "seed_responses",
    "submit_response",
    "unlink_responses",
    "withdraw_response",
]
