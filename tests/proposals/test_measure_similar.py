"""`manage.py measure_similar`: says how often merged proposals find each other, and keeps nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from proposals.models import Proposal, WordUse
from tests.cast import Town

PROPOSALS = """round,id,title,body,area_scope,district,latitude,longitude,state
1,1,Penkkejä Karhupuistoon,Istuimia vanhuksille,,,60.18,24.95,accepted
1,2,Karhupuiston penkit,Vanhuksille paikkoja istua,,,60.18,24.95,accepted
1,3,Uimahallin aukioloajat,Pidempään auki iltaisin,,,,,accepted
"""
PLANS = "round,plan_id,budget_eur,selected,proposal_ids\n1,9,1000,true,1|2\n1,10,1000,true,3|2\n"


def test_it_measures_and_keeps_nothing(town: Town, tmp_path: Path) -> None:
    (tmp_path / "omastadi_proposals_round1-2.csv").write_text(PROPOSALS, encoding="utf-8")
    (tmp_path / "omastadi_plans_round1-2.csv").write_text(PLANS, encoding="utf-8")
    said = io.StringIO()
    call_command("measure_similar", tmp_path, project=town.project.slug, size=8, stdout=said)
    text = said.getvalue()
    assert "Among 3 proposals" in text
    assert "Among 8 proposals" in text
    assert "words and place: 3 proposals, 4 pairs; recall at 5" in text
    assert not Proposal.objects.exists()
    assert not WordUse.objects.exists()


def test_what_is_missing_is_said_in_one_line(town: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("measure_similar", tmp_path, project=town.project.slug)
    with pytest.raises(CommandError, match="no project"):
        call_command("measure_similar", tmp_path, project="none")
