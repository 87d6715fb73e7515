"""Proposals, the supports they gather, and what the city answers."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Random, Upper
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltrans.fields import TranslationField

from participation.common.languages import Said, said
from participation.common.models import Contribution, Version
from participation.common.origin import NEEDS_CLERK, Origin
from participation.files.models import Attachment, KeptFile
from participation.moderation.models import Moderated
from proposals.author_models import CoAuthor
from proposals.facts import Answered, Document, Picture, StatusLabel, SupportFacts
from proposals.form_models import FieldAnswer, FieldOption, FormField
from proposals.import_models import ImportLine, ImportRun
from proposals.querysets import ProposalQuerySet
from proposals.states import Authorship, CoAuthorState, ProposalState, Status

__all__ = [
    "CoAuthor",
    "ExternalRef",
    "FieldAnswer",
    "FieldOption",
    "FormField",
    "ImportLine",
    "ImportRun",
    "OfficialResponse",
    "Proposal",
    "ProposalDocument",
    "ProposalImage",
    "ProposalVersion",
    "Support",
]

MOST_NAMED = 3  # authors on a card


class Proposal(Contribution, Moderated):
    """What a resident proposes to the city in a project."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="proposals")
    thread = models.OneToOneField("comments.Thread", null=True, blank=True, on_delete=models.PROTECT, related_name="proposal")
    category = models.ForeignKey(
        "projects.Category",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("category"),
    )
    district = models.ForeignKey(
        "districts.District", on_delete=models.PROTECT, related_name="proposals", verbose_name=_("district")
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("proposal"), max_length=10_000, blank=True)
    authorship = models.CharField(_("written"), max_length=10, choices=Authorship.choices, default=Authorship.SELF)
    school_class = models.CharField(_("class"), max_length=40, blank=True)
    place = models.CharField(_("place in words"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS84")
    longitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS84")
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.COLLECTING)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Names one showing of the form: sent twice, it makes one"
    )
    shuffle = models.FloatField(db_default=Random(), editable=False, help_text="A random place in 0..1 for the random order")
    support_count = models.PositiveIntegerField(default=0, help_text="A cache; can be rebuilt")
    comment_count = models.PositiveIntegerField(default=0, help_text="A cache; can be rebuilt")
    search = models.GeneratedField(
        expression=Func("language", "title", "body", "place", function="proposals_search"),  # see migration 0010
        output_field=SearchVectorField(),
        db_persist=True,
    )

    # Set by queries.single, for the proposal's own page.
    support: SupportFacts
    picture: Picture | None
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    said_more: tuple[Answered, ...]
    coauthor_names: tuple[str, ...] = ()
    writer_ids: frozenset[int]
    is_answered: bool
    present: frozenset[str]
    # Set by queries.listing and presentation.dress_cards, for its card in a list.
    excerpt: str
    label: StatusLabel
    short: str
    pin: int

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            *Contribution.Meta.constraints,
            *Moderated.Meta.constraints,
            models.CheckConstraint(name="proposals_state_known", condition=Q(state__in=ProposalState.values)),
            models.CheckConstraint(name="proposals_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="proposals_published_has_thread",
                condition=~Q(state=ProposalState.PUBLISHED) | Q(published_at__isnull=False, thread__isnull=False),
            ),
            models.CheckConstraint(
                name="proposals_place_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.UniqueConstraint(fields=["author", "form_key"], name="proposals_form_once"),
            models.CheckConstraint(name="proposals_has_title", condition=~Q(title="") | Q(state=ProposalState.DRAFT)),
            models.CheckConstraint(name="proposals_authorship_known", condition=Q(authorship__in=Authorship.values)),
            models.CheckConstraint(
                name="proposals_authorship_named",
                condition=Q(state=ProposalState.DRAFT)
                | Q(authorship=Authorship.SELF, school_class="")
                | (Q(authorship=Authorship.GROUP, school_class="") & ~Q(on_behalf_of=""))
                | (Q(authorship=Authorship.SCHOOL_CLASS) & ~Q(on_behalf_of="") & ~Q(school_class="")),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "shuffle", "id"], condition=Q(state="published"), name="proposals_random"),
            models.Index(fields=["project", "-published_at", "-id"], condition=Q(state="published"), name="proposals_newest"),
            models.Index(fields=["project", "-support_count", "-id"], condition=Q(state="published"), name="proposals_supported"),
            models.Index(fields=["project", "-comment_count", "-id"], condition=Q(state="published"), name="proposals_discussed"),
            models.Index(fields=["project", "district"], condition=Q(state="published"), name="proposals_in_district"),
            models.Index(
                fields=["project", "latitude", "longitude"],
                condition=Q(state="published", latitude__isnull=False),
                name="proposals_box",
            ),
            models.Index(fields=["author", "-created_at"], name="proposals_by_author"),
            models.Index(
                fields=["author", "-published_at"],
                condition=Q(published_at__isnull=False),
                name="proposals_published_by_author",
            ),
            GinIndex(fields=["search"], name="proposals_search"),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="proposals_title_trigrams"),
            GinIndex(
                OpClass(Upper("place"), "gin_trgm_ops"),
                condition=Q(state="published", latitude__isnull=False),
                name="proposals_place_trigrams",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def coauthor_ids(self) -> frozenset[int]:
        """Who writes it with its author and has said yes. One query where nobody has set it."""
        accepted = self.coauthors.filter(state=CoAuthorState.ACCEPTED)
        return frozenset(pk for pk in accepted.values_list("person_id", flat=True) if pk is not None)

    @property
    def writers(self) -> str:
        """The names of its authors; empty where nobody is known. Uses self.author, and coauthor_names where they are set."""
        author = self.author.display_name if self.author else ""
        return str(get_text_list([name for name in (author, *self.coauthor_names) if name], _("and")))

    @property
    def short_writers(self) -> str:
        """The same where there is little room: of more than three the first one is named, and the others counted."""
        author = self.author.display_name if self.author else ""
        names = [name for name in (author, *self.coauthor_names) if name]
        if len(names) <= MOST_NAMED:
            return self.writers
        others = len(names) - 1
        return ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", others) % {"name": names[0], "n": others}

    @property
    def signature(self) -> str:
        """Who says it, and for whom; empty where nobody is known."""
        return self._signed(self.writers)

    @property
    def short_signature(self) -> str:
        """The same for a card in a list."""
        return self._signed(self.short_writers)

    def _signed(self, writers: str) -> str:
        names = {"author": writers, "whom": self.on_behalf_of, "class": self.school_class}
        if self.authorship == Authorship.SCHOOL_CLASS and self.school_class:
            return _("Class %(class)s, %(whom)s (teacher: %(author)s)") % names
        if writers and self.on_behalf_of and self.authorship == Authorship.GROUP:
            return _("%(author)s, on behalf of %(whom)s") % names
        if self.channel != Origin.WEB:
            return self.on_behalf_of or writers
        return writers

    @property
    def topic(self) -> str:
        """The live topic's name."""
        return f"proposal.{self.pk}"


class Support(models.Model):
    """A resident's public signal for a proposal before the decision; taking it back deletes the row."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="supports")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supports")
    channel = models.CharField(max_length=10, choices=Origin.choices, default=Origin.WEB)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "resident"], name="proposals_support_once"),
            models.CheckConstraint(
                name="proposals_support_clerk_named",
                condition=~Q(channel__in=NEEDS_CLERK) | Q(entered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} → {self.proposal_id}"


class ProposalVersion(Version):
    """The words of a proposal as published or edited; kept from the first edit on."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="1 for what was published; never changes")
    title = models.CharField(max_length=120)
    facts = models.JSONField(
        default=list, blank=True, help_text="What it says beside title and text: a list of key, label and words"
    )

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposals_version_number_once")]


class ProposalImage(Attachment, Moderated):
    """A picture of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="images")

    class Meta:
        ordering = ("position", "id")
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "position"], name="proposals_image_position", deferrable=models.Deferrable.DEFERRED
            ),
        ]


class ProposalDocument(KeptFile, Moderated):
    """A document of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "position"], name="proposals_document_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="proposals_document_has_title", condition=~Q(title="")),
        ]


class OfficialResponse(models.Model):
    """What a named unit of the city answers. The newest is shown first; none is ever deleted."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="responses")
    unit = models.ForeignKey("districts.Unit", on_delete=models.PROTECT, related_name="responses", verbose_name=_("unit"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    text = models.TextField(_("answer"), max_length=5000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    i18n = TranslationField(fields=("text",))

    class Meta:
        verbose_name = _("official response")
        verbose_name_plural = _("official responses")
        ordering = ("-id",)
        constraints = [models.CheckConstraint(name="proposals_response_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def words(self) -> Said:
        """The answer in the best language there is for the reader."""
        return said(self, "text")


class ExternalRef(models.Model):
    """Where an imported proposal came from; keeps a second import from adding it again.

    url: its address there. supports, comments: how many it had there, facts of the source that nothing here is counted from.
    digest: fingerprint of the words as they came, so that a later file tells what has changed at the source.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="external_ref")
    source = models.CharField(max_length=120)
    external_id = models.CharField(max_length=120)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="refs")
    url = models.CharField(max_length=500, blank=True)
    supports = models.PositiveIntegerField(null=True, blank=True)
    comments = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="proposals_external_once")]

    def __str__(self) -> str:
        return f"{self.source}:{self.external_id}"


class WordUse(models.Model):
    """In how many published proposals a word is, by its key (see migration 0010); the key "" counts the proposals themselves.

    Counted anew now and then: it only weighs words against each other, and a word that is not here is taken to be rare.
    """

    key = models.CharField(max_length=50, primary_key=True)
    proposals = models.PositiveIntegerField()

    class Meta:
        verbose_name = "use of a word"

    def __str__(self) -> str:
        return self.key
