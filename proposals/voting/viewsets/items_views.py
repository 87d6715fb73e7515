"""What is voted on: the table, bulk adding of assessed proposals, one item."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.languages import content_languages, words_of
from participation.common.refusals import Refusal
from participation.common.text import number_in
from proposals.addresses import address
from proposals.voting import services
from proposals.voting.models import BudgetItem
from proposals.voting.queries.candidates import possible
from proposals.voting.services.items import mark_of
from proposals.voting.staff_forms import ItemForm, ReasonForm
from proposals.voting.viewsets.shared_views import VoteView, with_fresh_mark

PER_PAGE = 100
ALL = "all"


class ItemsView(VoteView):
    """The items, page by page."""

    template_name = "voting/admin/items.html"
    page_title = gettext_lazy("Items")

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        search = request.GET.get("q", "").replace("\x00", "").strip()[:100]
        found = BudgetItem.objects.filter(round=self.round).select_related("pot__district", "category")
        if search:
            found = found.filter(title__icontains=search) | found.filter(i18n__icontains=search)
        rows = Paginator(found.defer("pot__district__boundary", "text").order_by("number"), PER_PAGE)
        page = rows.get_page(request.GET.get("p"))
        everywhere = set(content_languages())
        items = [(item, sorted(everywhere - set(words_of(item, "title")))) for item in page]
        waiting = possible(self.round).count() if self.is_draft else 0
        return self.page(items=items, page_obj=page, search=search, candidates=waiting)

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        done = _("The items are numbered from 1, pot by pot.")
        return self.attempt(services.number_items, done, back="voting_items", round_id=self.round.pk)


class AddItemsView(VoteView):
    """Assessed proposals that can be done, to be ticked. Each is looked at by itself, and what became of it is told."""

    template_name = "voting/admin/add_items.html"
    page_title = gettext_lazy("Add assessed proposals")
    auditors_read = False

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        if ALL in request.POST:
            wanted = list(possible(self.round).order_by("district__code", "pk").values_list("pk", flat=True))
        else:
            wanted = [pk for pk in map(number_in, request.POST.getlist("chosen")) if pk is not None]
        if not wanted:
            return self.page(422, refusal=_("Tick at least one proposal."))
        costs, wrong = self.costs()
        if wrong:
            return self.page(422, refusal=_("Write an amount in whole euros."), wrong=wrong)
        try:
            outcomes = services.add_items(round_id=self.round.pk, by=request.user, proposal_ids=wanted, costs=costs)
        except Refusal as refusal:
            return self.page(422, refusal=refusal.message)
        return self.outcomes(outcomes)

    def costs(self) -> tuple[dict[int, int], set[int]]:
        """What was typed in the place of an assessment's cost, and where that is no amount."""
        costs, wrong = {}, set()
        for name, typed in self.request.POST.items():
            pk = number_in(name.removeprefix("cost_")) if name.startswith("cost_") else None
            text = "".join(typed.replace("€", "").split())
            if pk is None or not text:
                continue
            amount = number_in(text)
            if amount is None:
                wrong.add(pk)
            else:
                costs[pk] = amount
        return costs, wrong

    def outcomes(self, outcomes: list[services.Outcome]) -> HttpResponse:
        """The list again, with those that were refused and why."""
        done = sum(one.done for one in outcomes)
        refused = {one.proposal_id: one.reason for one in outcomes if not one.done}
        if not refused:
            messages.success(self.request, _("Added: %(n)s.") % {"n": done})
            return redirect("voting_items", self.project.pk)
        return self.page(422, done=done, refused=refused)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = possible(self.round).order_by("district__code", "pk")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        ticked = {pk for pk in map(number_in, self.request.POST.getlist("chosen")) if pk is not None}
        refused, wrong = kwargs.get("refused", {}), kwargs.get("wrong", set())
        rows = [
            {
                "proposal": row,
                "url": address(row),
                "cost": self.request.POST.get(f"cost_{row.pk}", ""),
                "ticked": row.pk in ticked,
                "reason": refused.get(row.pk, ""),
                "is_wrong": row.pk in wrong,
            }
            for row in page
        ]
        return super().get_context_data(rows=rows, page_obj=page, **kwargs)


class ItemView(VoteView):
    """One item, or a new one in the city's words; after publishing it is read and can be withdrawn."""

    template_name = "voting/admin/item.html"

    @cached_property
    def item(self) -> BudgetItem | None:
        """The one that the address names; None for a new one."""
        if "pk" not in self.kwargs:
            return None
        rows = BudgetItem.objects.filter(round=self.round).select_related("pot__district", "proposal__project", "category")
        found = rows.defer("pot__district__boundary", "proposal__search").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, project: int, pk: int | None = None, act: str = "") -> HttpResponse:
        if act:
            return redirect("voting_item", project, pk)
        item = self.item
        if item is None and not (self.is_draft and self.may_run):
            raise Http404
        shown = {**ItemForm.initial_of(item), "seen": mark_of(item)} if item else {}
        return self.page(form=ItemForm(initial=shown, voting_round=self.round))

    def post(self, request: HttpRequest, project: int, pk: int | None = None, act: str = "") -> HttpResponse:
        item = self.item
        if item is not None and act == "remove":
            done = _("The item is off the ballot.")
            return self.attempt(services.remove_item, done, back="voting_items", item_id=item.pk)
        if item is not None and act == "withdraw":
            return self.withdraw(item)
        return self.save(item)

    def save(self, item: BudgetItem | None) -> HttpResponse:
        """Take in what was typed."""
        form, user = ItemForm(self.request.POST, voting_round=self.round), self.request.user
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            if item is None:
                services.add_item(round_id=self.round.pk, by=user, words=form.words())
            else:
                services.edit_item(item_id=item.pk, by=user, words=form.words(), seen=form.cleaned_data["seen"])
        except Refusal as refusal:
            if item is not None and refusal.code == "changed":
                form = with_fresh_mark(form, mark_of(item))
            return self.refused(form, refusal, form=form)
        messages.success(self.request, _("The item is saved."))
        return redirect("voting_items", self.project.pk)

    def withdraw(self, item: BudgetItem) -> HttpResponse:
        """Propose it; another coordinator agrees."""
        form = ReasonForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, withdraw=form)
        try:
            services.withdraw_item(item_id=item.pk, by=self.request.user, reasons=form.reasons())
        except Refusal as refusal:
            return self.refused(form, refusal, withdraw=form)
        messages.success(self.request, _("Proposed. Another coordinator has to agree."))
        return redirect("voting_changes", self.project.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.item
        kwargs.setdefault("withdraw", ReasonForm())
        if item is not None and item.proposal is not None:
            kwargs["proposal_url"] = address(item.proposal)
        return super().get_context_data(item=item, **kwargs)

    def get_page_title(self) -> str:
        return f"{self.item.number}. {self.item}" if self.item else _("New item")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {"url": reverse("voting_items", args=[self.project.pk]), "label": _("Items")}, here]
