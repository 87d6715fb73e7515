"""Fields say what is wrong where it is wrong, and keep what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string

from participation.common.forms import DateInput, ScaleSelect, SiteForm, error_items


class Idea(SiteForm):
    title = forms.CharField(max_length=20, help_text="Short and plain.")
    text = forms.CharField(widget=forms.Textarea)
    size = forms.ChoiceField(choices=[("s", "Small"), ("l", "Large")], widget=forms.RadioSelect)
    who = forms.MultipleChoiceField(choices=[("c", "Children")], widget=forms.CheckboxSelectMultiple, required=False)
    liking = forms.ChoiceField(choices=[(1, 1), (2, 2)], widget=ScaleSelect(low="Little", high="Much"))
    photo = forms.FileField(required=False)
    seen = forms.DateField(widget=DateInput, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def bound(**data: Any) -> Idea:
    return Idea({"title": "A hut", "text": "By the field", "size": "s", "liking": "1", **data})


def test_every_kind_of_field_renders() -> None:
    html = str(Idea())
    for expected in (
        'class="hds-text-input__input"',
        'class="hds-radio-button__input"',
        'class="hds-checkbox__input"',
        'type="date"',
        'type="file"',
        'class="k-scale"',
        "Little",
        'type="hidden"',
    ):
        assert expected in html


def test_help_and_error_are_tied_to_the_control() -> None:
    html = bound(title="x" * 21)["title"].as_field_group()
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_is_described_as_a_group() -> None:
    html = bound(size="")["size"].as_field_group()
    assert '<fieldset class="k-field k-field--invalid" aria-describedby="id_size_error">' in html


def test_only_what_may_stay_empty_is_marked() -> None:
    form = Idea()
    assert "(optional)" in form["photo"].as_field_group()
    assert "(optional)" not in form["title"].as_field_group()


@pytest.mark.parametrize("typed", ["a\x00b", "x" * 100_000, "😀" * 30, "\u202eabc" * 10])
def test_a_refused_text_is_kept(typed: str) -> None:
    form = bound(title=typed)
    assert not form.is_valid()
    assert form["title"].errors
    assert typed in form["title"].as_field_group()


def test_the_summary_follows_the_order_of_the_fields_and_leads_to_them() -> None:
    items = error_items(Idea({}))
    assert [item.target for item in items] == ["id_title", "id_text", "id_size_0", "id_liking_0"]
    html = render_to_string("components/_form_errors.html", {"form": Idea({})})
    assert "4 things to put right" in html
    assert 'href="#id_size_0"' in html
    assert "autofocus" in html


def test_there_is_no_summary_without_errors() -> None:
    assert "k-errors" not in render_to_string("components/_form_errors.html", {"form": bound()})


def test_plain_django_forms_render_with_the_same_fields() -> None:
    class Plain(forms.Form):
        email = forms.EmailField()

    html = render_to_string("components/_form_fields.html", {"form": Plain()})
    assert 'class="hds-text-input__input"' in html
