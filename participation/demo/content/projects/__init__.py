"""The six projects, in the order in which they are made."""

from participation.demo.content.projects.alppipuisto import ALPPIPUISTO
from participation.demo.content.projects.budget import BUDGET
from participation.demo.content.projects.kallio import KALLIO
from participation.demo.content.projects.kirkonkylantie import KIRKONKYLANTIE
from participation.demo.content.projects.ostersundom import OSTERSUNDOM
from participation.demo.content.projects.vuosaari import VUOSAARI

PROJECTS = [KALLIO, BUDGET, KIRKONKYLANTIE, VUOSAARI, ALPPIPUISTO, OSTERSUNDOM]
