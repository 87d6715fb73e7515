"""A report reaches the open queue of a moderator through the socket, and no other district's."""

from asgiref.sync import sync_to_async

from participation.accounts.models import User
from participation.comments.models import Comment
from tests.cast import Town
from tests.factories.moderation import hide, notice
from tests.live.conftest import Open, open_socket

__all__ = ["open_socket"]


async def test_report_and_decision_ring_at_the_moderators(
    open_socket: Open,
    comment: Comment,
    town: Town,
    ben: User,
    mira: User,
    otto: User,
    aino: User,
) -> None:
    topic, above = f"moderation.{town.kallio.pk}", f"moderation.{town.kallio.parent_id}"
    miras, ainos, ottos = await open_socket(mira), await open_socket(aino), await open_socket(otto)
    assert (await miras.subscribe(topic))["subscribed"] == topic
    assert (await ainos.subscribe(above))["subscribed"] == above
    assert (await ottos.subscribe(topic))["error"] == "forbidden"
    case = (await sync_to_async(notice)(comment, ben, explanation="salaisuus")).case
    assert await miras.receive() == {"topic": topic, "type": "case.changed", "id": case.pk}
    assert await ainos.receive() == {"topic": above, "type": "case.changed", "id": case.pk}
    await sync_to_async(hide)(case, mira)
    assert (await miras.receive())["type"] == "case.changed"
    assert await ottos.is_silent()
