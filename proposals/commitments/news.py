"""What followers are told of promises."""

from django.utils.translation import gettext_lazy as _

from participation.notifications.announcing import NewsKind

NEWS = (
    NewsKind(key="commitment.made", label=_("The city promises something")),
    NewsKind(key="commitment.progress", label=_("The city tells how a promise goes on")),
    NewsKind(key="commitment.late", label=_("A promise is late")),
    NewsKind(key="commitment.done", label=_("The city says that a promise is kept")),
    NewsKind(key="commitment.confirmed", label=_("Residents confirm that a promise is kept")),
    NewsKind(key="commitment.disputed", label=_("Residents say that a promise is not kept")),
)
