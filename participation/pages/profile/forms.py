"""Forms of one's own page, and of people in the admin."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from districts.queries import filter_choices
from participation.accounts.forms import PublicNameField
from participation.accounts.models import User
from participation.common.forms import SiteForm
from participation.common.languages import interface_languages
from participation.pages.profile import services


class SettingsForm(SiteForm):
    """Public name, language of mail, home district."""

    public_name = PublicNameField()
    language = forms.ChoiceField(
        label=_("Language of your mail"),
        choices=interface_languages,
        widget=forms.RadioSelect,
    )
    home_district = forms.ChoiceField(
        label=_("Home district"),
        required=False,
        help_text=_("We show its projects first. Nothing else follows from it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home_district"].choices = [("", _("No district chosen")), *filter_choices()]


class EraseForm(SiteForm):
    """Proof that it is really them, and that they mean it: the password, or the address for those who have none."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    email = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "email"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        del self.fields["email" if user.has_usable_password() else "password"]

    def clean_password(self) -> str:
        """Compare with the account's; guesses are limited as at sign-in."""
        password = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise forms.ValidationError(_("The password is not right."))
        return password

    def clean_email(self) -> str:
        """Compare with the account's, whatever its case."""
        email = self.cleaned_data["email"].strip()
        if email.casefold() != (self.user.email or "").casefold():
            raise forms.ValidationError(_("This is not the address of your account."))
        return email


class PersonForm(forms.ModelForm):
    """A person, as the admin edits them; saving goes through the services, and a refusal is shown at its field."""

    email = forms.EmailField(label=_("E-mail"))
    public_name = PublicNameField()
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Group.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Rights in districts are given on the district, as a role; the groups for them follow by themselves."),
    )

    class Meta:
        model = User
        fields = ["email", "public_name", "language", "is_superuser", "groups"]
        labels = {"is_superuser": _("Administrator")}
        help_texts = {"is_superuser": _("Administrators can see and change everything.")}

    def __init__(self, *args: Any, for_user: User | None = None, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        if editing_self or not (for_user and for_user.is_superuser):
            self.fields["is_superuser"].disabled = True
        if not (for_user and for_user.is_superuser):
            self.fields["groups"].disabled = True

    def clean_email(self) -> str:
        """An address belongs to one account, whatever its case."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This address has an account already."))
        return email


class NewPersonForm(PersonForm):
    """Opening an account for somebody."""

    def save(self, commit: bool = True) -> User:
        """Open the account; the person signs in with a code."""
        self.instance = services.open_account(**self.cleaned_data, by=self.for_user)
        return self.instance


class EditPersonForm(PersonForm):
    """Changing somebody's account, suspending included."""

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        if editing_self or self.instance.erased_at:
            self.fields["is_active"].disabled = True

    def save(self, commit: bool = True) -> User:
        """Change the account as it stands in the database: the form has already written into its own copy."""
        person = User.objects.get(pk=self.instance.pk)
        self.instance = services.edit_account(user=person, **self.cleaned_data, by=self.for_user)
        return self.instance

    def clean(self) -> dict[str, Any]:
        """Refuse here what the service would refuse, so that the form says why."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.erased_at:
            raise forms.ValidationError(_("This account has been deleted and cannot be changed."))
        return cleaned
