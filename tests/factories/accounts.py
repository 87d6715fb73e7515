"""People."""

import factory

from participation.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A resident with an e-mail and a public name."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"resident{n}@example.org")
    public_name = factory.Sequence(lambda n: f"Resident {n}")
    language = "en"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, **kwargs)
