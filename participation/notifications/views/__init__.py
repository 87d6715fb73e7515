"""Pages about what one follows and is told."""

from participation.notifications.views.following import change_follow, change_search, choose_usual, follow, following
from participation.notifications.views.news import news, open_news
from participation.notifications.views.stopping import stop

__all__ = ["change_follow", "change_search", "choose_usual", "follow", "following", "news", "open_news", "stop"]
