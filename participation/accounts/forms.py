"""Sign-in's forms in the site's look: allauth's rules, our labels and help."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.socialaccount import forms as social
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from participation.accounts.names import LONGEST, clean_public_name, suggested_name
from participation.common.forms import SiteFormMixin
from participation.common.refusals import Invalid

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "code": _("Code"),
}
LONGEST_EMAIL = 254
LONG_PASSWORD = _("At least 12 characters. Several words in a row are easy to remember.")


class PlainMixin(SiteFormMixin):
    """Our labels, and no placeholders: they vanish as one types and are read badly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in {"password1"}:
                field.help_text = LONG_PASSWORD
            elif name in {"password", "oldpassword"}:
                field.help_text = ""
            if isinstance(field, forms.EmailField):  # allauth cuts a longer address off to fit its column
                field.validators.append(MaxLengthValidator(LONGEST_EMAIL))
                field.widget.attrs["maxlength"] = LONGEST_EMAIL
            if name == "code":
                field.widget.attrs.update(autocapitalize="characters", spellcheck="false", autofocus=True)


class PublicNameField(forms.CharField):
    """A name that others will see; refuses what could be taken for the city's staff."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Public name"))
        kwargs.setdefault("help_text", _("Shown beside what you write. It need not be your real name. You can change it later."))
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs.update(autocomplete="nickname")

    def clean(self, value: Any) -> str:
        """Return the name as it will be shown."""
        name = super().clean(value)
        if not name:
            return ""
        try:
            return clean_public_name(name)
        except Invalid as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class LoginForm(PlainMixin, account.LoginForm):
    """E-mail and password."""


class RequestCodeForm(PlainMixin, account.RequestLoginCodeForm):
    """E-mail, to be sent a code."""


class SignupForm(PlainMixin, account.SignupForm):
    """E-mail and public name; a password can be chosen later."""

    public_name = PublicNameField()
    field_order = ["email", "public_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields["email"].help_text = _("We send a code there. Nobody else sees your address.")
        self.fields["public_name"].initial = suggested_name()
        self.fields["public_name"].help_text = _(
            "Everyone sees it beside what you write. Keep our suggestion or choose another: "
            "it need not be your real name, and you can change it later."
        )


class SocialSignupForm(PlainMixin, social.SignupForm):
    """The first sign-in through an identity provider: e-mail and public name."""

    public_name = PublicNameField()
    field_order = ["email", "public_name"]


class SignInCodeForm(PlainMixin, account.ConfirmLoginCodeForm):
    """The code of a sign-in."""


class EmailCodeForm(PlainMixin, account.ConfirmEmailVerificationCodeForm):
    """The code that shows that an address is one's own."""


class ResetCodeForm(PlainMixin, account.ConfirmPasswordResetCodeForm):
    """The code that lets one choose another password."""


class ResetPasswordForm(PlainMixin, account.ResetPasswordForm):
    """E-mail, to choose another password."""


class NewPasswordForm(PlainMixin, account.ResetPasswordKeyForm):
    """Another password after a code."""


class ChangePasswordForm(PlainMixin, account.ChangePasswordForm):
    """Another password for somebody who is signed in."""


class SetPasswordForm(PlainMixin, account.SetPasswordForm):
    """A first password."""


class ChangeEmailForm(PlainMixin, account.ChangeEmailForm):
    """Another address before the first one is confirmed."""


class AddEmailForm(PlainMixin, account.AddEmailForm):
    """Another address; it counts once its code has been entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail")


class ReauthenticateForm(PlainMixin, account.ReauthenticateForm):
    """The password once more, before something delicate."""


class SecondFactorForm(PlainMixin, second_factor.AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""


class SecondFactorAgainForm(PlainMixin, second_factor.ReauthenticateForm):
    """The app's code once more, before something delicate."""


class ActivateTOTPForm(PlainMixin, totp.ActivateTOTPForm):
    """The app's first code."""


class DeactivateTOTPForm(PlainMixin, totp.DeactivateTOTPForm):
    """Taking the app away."""


class GenerateRecoveryCodesForm(PlainMixin, recovery_codes.GenerateRecoveryCodesForm):
    """Fresh recovery codes."""
