"""A round of voting: its rules, its pots of money, and what is voted on."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import Said, said
from proposals.voting.querysets import ItemQuerySet, VoteQuerySet
from proposals.voting.states import (
    AgeRule,
    BallotKind,
    Completion,
    CountingRule,
    DistrictChoice,
    ProposedState,
    RollSource,
    RoundState,
    Satisfaction,
    TieBreak,
)

MOST_EUROS = 10_000_000_000


def _sources() -> list[str]:
    return [RollSource.IDENTITY.value]


class Round(models.Model):
    """One vote of one project. Its rules are frozen, hashed and published before the first ballot."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(_("state"), max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    kind = models.CharField(_("ballot"), max_length=12, choices=BallotKind.choices, default=BallotKind.APPROVAL)
    most_choices = models.PositiveSmallIntegerField(
        _("choices at most"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In one pot. With a shared amount of money it is the sum that counts."),
    )
    points = models.PositiveSmallIntegerField(
        _("points to share"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("In one pot, where points are shared."),
    )
    rule = models.CharField(_("counting"), max_length=14, choices=CountingRule.choices, default=CountingRule.GREEDY)
    satisfaction = models.CharField(_("worth"), max_length=12, choices=Satisfaction.choices, default=Satisfaction.COST)
    completion = models.CharField(_("money left over"), max_length=12, choices=Completion.choices, default=Completion.UTILITARIAN)
    tie_break = models.CharField(_("equal items"), max_length=8, choices=TieBreak.choices, default=TieBreak.CHEAPER)
    seed = models.CharField(max_length=64, blank=True, editable=False, help_text="For the lot; drawn when rules are published")
    districts = models.CharField(
        _("where one may vote"), max_length=4, choices=DistrictChoice.choices, default=DistrictChoice.ONE
    )
    sources = ArrayField(
        models.CharField(max_length=10, choices=RollSource.choices),
        verbose_name=_("who may vote"),
        default=_sources,
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), default=13, validators=[MaxValueValidator(100)])
    age_rule = models.CharField(_("age is reached"), max_length=8, choices=AgeRule.choices, default=AgeRule.YEAR)
    hides_turnout = models.BooleanField(
        _("keep turnout from the public until the close"),
        default=False,
        help_text=_("How the vote stands is shown to nobody before the close in any case."),
    )
    objection_days = models.PositiveSmallIntegerField(
        _("days for objections"), default=14, help_text=_("After the result, before the ballots are sealed.")
    )
    small_pot = models.PositiveSmallIntegerField(
        _("ballots published from"),
        default=10,
        validators=[MinValueValidator(5)],
        help_text=_("The ballots of a pot with fewer voters are not published one by one."),
    )
    rules_text = models.TextField(blank=True, editable=False, help_text="Canonical JSON of the rules in force")
    rules_digest = models.CharField(max_length=64, blank=True, editable=False, help_text="SHA-256 of rules_text, hexadecimal")
    published_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When the rules were published")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    chosen: str | None  # JSON, read with the row by casting

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("voting round")
        verbose_name_plural = _("voting rounds")
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=~Q(state=RoundState.CANCELLED), name="voting_round_once"),
            models.CheckConstraint(name="voting_round_state_known", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(name="voting_round_kind_known", condition=Q(kind__in=BallotKind.values)),
            models.CheckConstraint(name="voting_round_rule_known", condition=Q(rule__in=CountingRule.values)),
            models.CheckConstraint(name="voting_round_choices", condition=Q(most_choices__range=(1, 100))),
            models.CheckConstraint(name="voting_round_points", condition=Q(points__range=(1, 1000))),
            models.CheckConstraint(name="voting_round_small_pot", condition=Q(small_pot__gte=5)),
            models.CheckConstraint(
                name="voting_round_rules_published",
                condition=Q(state__in=(RoundState.DRAFT, RoundState.CANCELLED))
                | (~Q(rules_digest="") & ~Q(rules_text="") & ~Q(seed="") & Q(published_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="voting_round_result_dated",
                condition=~Q(state__in=RoundState.WITH_RESULT) | Q(decided_at__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="voting_round_sealed_dated", condition=~Q(state=RoundState.SEALED) | Q(sealed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} ({self.get_state_display()})"

    @property
    def is_public(self) -> bool:
        """Whether its rules are published, so that everybody may read of it."""
        return self.state in RoundState.PUBLIC

    @property
    def has_result(self) -> bool:
        """Whether everybody may know who won."""
        return self.state in RoundState.WITH_RESULT


class RulesChange(models.Model):
    """A change of published rules or of the close: proposed by one person with a reason, in force when another agrees."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10, choices=ProposedState.choices, default=ProposedState.PROPOSED)
    changes = models.JSONField(help_text="Field -> [old, new], as in the canonical rules")
    reason = models.TextField(_("reason"), max_length=1000)
    old_digest = models.CharField(max_length=64)
    new_digest = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)
    i18n = TranslationField(fields=("reason",))

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="voting_change_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="voting_change_by_two",
                condition=Q(state=ProposedState.PROPOSED, settled_by__isnull=True, settled_at__isnull=True)
                | Q(state=ProposedState.REFUSED, settled_at__isnull=False)
                | (
                    Q(state=ProposedState.APPROVED, settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(settled_by=F("proposed_by"))
                    & ~Q(new_digest="")
                ),
            ),
            models.UniqueConstraint(fields=["round"], condition=Q(state="proposed"), name="voting_change_one_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.old_digest[:8]} → {self.new_digest[:8]}"

    @property
    def words(self) -> Said:
        """The reason in the best language there is for the reader."""
        return said(self, "reason")


class Pot(models.Model):
    """Money for one district, or for the whole city."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pots")
    district = models.ForeignKey("districts.District", on_delete=models.PROTECT, related_name="pots")
    budget = models.BigIntegerField(
        _("money"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EUROS)],
        help_text=_("In whole euros."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("pot")
        verbose_name_plural = _("pots")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["round", "district"], name="voting_pot_once"),
            models.CheckConstraint(name="voting_pot_budget", condition=Q(budget__range=(1, MOST_EUROS))),
        ]

    def __str__(self) -> str:
        return str(self.district)

    @property
    def is_city(self) -> bool:
        """Whether everybody may vote in it. Uses the district."""
        return self.district.parent_id is None


class BudgetItem(models.Model):
    """What is voted on: the words and the cost of an assessed proposal as they were when the rules were published."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="items")
    proposal = models.ForeignKey(
        "proposals.Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="budget_items"
    )
    number = models.PositiveIntegerField(_("number on the ballot"))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    cost = models.BigIntegerField(
        _("cost"), validators=[MinValueValidator(1), MaxValueValidator(MOST_EUROS)], help_text=_("In whole euros.")
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    category = models.ForeignKey("projects.Category", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shuffle = models.PositiveIntegerField(default=0, editable=False, help_text="Random, for an order of each reader's own")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = models.TextField(max_length=1000, blank=True)
    i18n = TranslationField(fields=("title", "text", "withdrawn_because"))

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget item")
        verbose_name_plural = _("budget items")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="voting_item_number_once"),
            models.UniqueConstraint(
                fields=["round", "proposal"], condition=Q(proposal__isnull=False), name="voting_item_proposal_once"
            ),
            models.CheckConstraint(name="voting_item_cost", condition=Q(cost__range=(1, MOST_EUROS))),
            models.CheckConstraint(name="voting_item_number", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="voting_item_has_title",
                condition=~Q(title="") | Q(i18n__isnull=False, i18n__has_any_keys=["title_en", "title_sv"]),
            ),
            models.CheckConstraint(
                name="voting_item_place",
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="voting_item_withdrawn_says_why", condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because="")
            ),
        ]

    def __str__(self) -> str:
        return said(self, "title")

    @property
    def is_on_ballot(self) -> bool:
        """Whether it can be chosen."""
        return self.withdrawn_at is None
