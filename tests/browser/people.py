"""What people do on the site, with the words of their language as the only way to find things."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Choices
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Locator, Page, expect

from participation.moderation.states import Reason
from tests.browser.accessibility import assert_sound
from tests.browser.city import PASSWORD, QUESTIONNAIRE_TITLES, WALKING, address
from tests.browser.words import Words, words


@dataclass
class Person:
    """Somebody with a browser. `page` is the tab they look at."""

    name: str
    language: str
    page: Page
    say: Words

    @property
    def email(self) -> str:
        return address(self.name, self.language)

    @property
    def public_name(self) -> str:
        return f"{self.name.capitalize()} {self.language}"

    # --- finding things by their names ---

    def link(self, name: str, *, inside: Locator | None = None, exact: bool = True) -> Locator:
        return (inside or self.page.locator("main")).get_by_role("link", name=name, exact=exact)

    def button(self, name: str, *, inside: Locator | None = None, exact: bool = True) -> Locator:
        return (inside or self.page.locator("main")).get_by_role("button", name=name, exact=exact)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def field(self, label: str, *, inside: Locator | None = None, exact: bool = True) -> Locator:
        return (inside or self.page.locator("main")).get_by_label(label, exact=exact)

    def comment(self, text: str) -> Locator:
        """The comment with this text, without its answers."""
        return self.page.locator("[data-comment]", has=self.page.locator(".k-comment__box", has_text=text)).last

    def go(self, path: str) -> None:
        """Open an address under the person's language."""
        self.page.goto(f"/{self.language}/{path}")

    # --- the account ---

    def signs_up(self) -> None:
        """With an e-mail address, a code and a public name."""
        say = self.say
        self.go("")
        self.page.locator("header").get_by_role("link", name=say("Sign in"), exact=True).click()
        self.link(say("Create an account")).click()
        self.field(say("E-mail")).fill(self.email)
        self.field(say("Public name")).fill(self.public_name)
        self.button(say("Send me a code")).click()
        expect(self.heading(say("Confirm your e-mail"))).to_be_visible()
        self.field(say("Code")).fill(self.mailed_code())
        self.button(say("Go on")).click()
        expect(self.page.locator("header").get_by_text(self.public_name)).to_be_visible()

    def mailed_code(self) -> str:
        """The code in the newest mail to this person, read where the demo shows its mail."""
        tab = self.page.context.new_page()
        tab.goto(f"/demo/mail/?to={self.email}")
        code = tab.locator("[data-code]").first.inner_text()
        tab.close()
        return code

    def newest_mail(self) -> Page:
        """A tab with the newest mail to this person."""
        tab = self.page.context.new_page()
        tab.goto(f"/demo/mail/?to={self.email}")
        tab.locator("[data-mail]").first.get_by_role("link").click()
        return tab

    def signs_in(self) -> None:
        """With a password."""
        self.go("accounts/login/")
        self._gives_password()
        expect(self.page.locator("header").get_by_text(self.public_name)).to_be_visible()

    def enters_admin(self) -> None:
        """By the admin's own address, which leads to the site's sign-in."""
        self.page.goto("/admin/")
        self._gives_password()
        self.page.wait_for_url("**/admin/")

    def _gives_password(self) -> None:
        say = self.say
        self.field(say("E-mail")).fill(self.email)
        self.field(say("Password")).fill(PASSWORD)
        self.page.locator("main form").get_by_role("button", name=say("Sign in"), exact=True).click()

    # --- districts ---

    def finds_district(self, typed: str, name: str) -> None:
        """On the front page, by the beginning of its name."""
        say = self.say
        self.go("")
        search = self.page.get_by_role("search", name=say("Find your district"))
        self.field(say("District, address or place"), inside=search).fill(typed)
        self.button(say("Show"), inside=search).click()
        self.button(say("Choose %(district)s", district=name)).click()
        expect(self.page.get_by_text(say("Your district is now %(name)s.", name=name))).to_be_visible()

    # --- proposals ---

    def opens_project(self, title: str) -> None:
        """From the list of projects."""
        self.go("")
        self.page.locator("header").get_by_role("link", name=self.say("Projects"), exact=True).click()
        self.link(title).click()
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    def proposes(self, title: str, *, with_map: bool = True) -> str:
        """Step by step, with a place in words, on the map and in numbers. Returns the proposal's address."""
        say = self.say
        self.link(say("Share an idea")).first.click()
        self.field(say("What do you propose?")).fill(title)
        self.field(say("Tell more")).fill("So that one can sit and look at the sea. Read https://example.org/benches first.")
        self._goes_on(say("Place"))
        self.field(say("The place in words"), exact=False).fill("Tokoinranta")
        if with_map:
            self._marks_place()
        else:
            self.page.get_by_text(say("Give the exact place in numbers")).click()
        self.field(say("Latitude"), exact=False).fill("60.1905")
        self.field(say("Longitude"), exact=False).fill("24.9512")
        self._goes_on(say("Pictures and theme"))
        self._goes_on(say("Preview"))
        expect(self.heading(title)).to_be_visible()
        self.button(say("Publish")).click()
        expect(self.page.get_by_text(say("Your proposal is published."))).to_be_visible()
        expect(self.heading(title)).to_be_visible()
        return self.page.url

    def _goes_on(self, step: str) -> None:
        """To the next step, which begins with the focus on its heading."""
        self.button(self.say("Next: %(following)s", following=step)).click()
        expect(self.page.locator("[aria-current=step]")).to_contain_text(step)
        expect(self.page.locator("#step-h")).to_be_focused()

    def _marks_place(self) -> None:
        """By keyboard, in the middle of the map."""
        say = self.say
        self.page.locator("[data-place-map]").scroll_into_view_if_needed()
        self.page.locator("[data-place-map][data-ready]").wait_for()
        drawn = self.page.get_by_role("application")
        drawn.focus()
        drawn.press("Enter")
        self.page.get_by_text(say("Give the exact place in numbers")).click()
        expect(self.field(say("Latitude"), exact=False)).not_to_have_value("")

    def supports(self, title: str) -> None:
        """From the list of the project's proposals."""
        say = self.say
        self.link(title).first.click()
        self.button(say("Support this proposal")).click()
        expect(self.page.get_by_text(say("You support this proposal"))).to_be_visible()

    def edits(self, address: str, title: str) -> None:
        """One's own proposal; what it said before stays readable."""
        say = self.say
        self.page.goto(address)
        self.link(say("Edit")).click()
        self.field(say("What do you propose?")).fill(title)
        self.button(say("Publish the changes")).click()
        expect(self.page.get_by_text(say("Your changes are published."))).to_be_visible()
        self.link(say("What it said before")).click()
        expect(self.heading(say("What it said before"))).to_be_visible()

    def withdraws(self, address: str) -> None:
        """One's own proposal."""
        say = self.say
        self.page.goto(address)
        self.link(say("Withdraw the proposal")).click()
        self.button(say("Withdraw the proposal")).click()
        expect(self.page.get_by_text(say("Your proposal is withdrawn. Nobody else sees it any more."))).to_be_visible()

    # --- conversations ---

    def comments(self, text: str) -> None:
        self.field(self.say("Your comment")).fill(text)
        self.button(self.say("Send comment")).click()
        expect(self.comment(text)).to_be_visible()

    def replies(self, to: str, text: str, *, author: str) -> None:
        """Under somebody's comment."""
        say = self.say
        self.link(f"{say('Reply')} {say('to %(name)s', name=author)}", inside=self.comment(to)).click()
        self.field(say("Your reply")).fill(text)
        self.button(say("Send reply")).click()
        expect(self.page.get_by_text(text, exact=True)).to_be_visible()

    def shows_what_is_new(self, number: int = 1) -> None:
        """Nothing has moved; one line says how much is new, and its button shows it."""
        many = self.say("{n} new comments").replace("{n}", str(number))
        line = self.page.locator("[data-thread-status]").filter(has_text=self.say("1 new comment") if number == 1 else many)
        expect(line).to_be_visible()
        assert_sound(self.page, "a conversation with something new")
        self.button(self.say("Show"), inside=line).click()

    def reports(self, text: str, *, author: str) -> None:
        """Somebody's comment, in a tab of its own, so that the open page stays."""
        say = self.say
        name = f"{say('Report')} {say('the comment of %(name)s', name=author)}"
        reported = self.page.context.new_page()
        reported.goto(self.link(name, inside=self.comment(text)).get_attribute("href") or "")
        reported.get_by_label(label_of(Reason.INSULT, self.language)).check()
        reported.get_by_label(say("Tell more"), exact=False).fill("It is about me.")
        self.button(say("Send the report"), inside=reported.locator("main")).click()
        expect(reported.get_by_role("heading", name=say("Thank you for your report"))).to_be_visible()
        reported.close()

    # --- surveys ---

    def answers_survey(self) -> None:
        """From the project's page: one of each kind of question."""
        say = self.say
        language = self.language if self.language in WALKING else "fi"  # what is not written in theirs is shown in Finnish
        self.link(QUESTIONNAIRE_TITLES[language]).first.click()
        main = self.page.locator("main")
        main.get_by_label(WALKING[language], exact=True).check()
        main.get_by_role("checkbox").first.check()
        main.get_by_role("radio", name="4", exact=True).check()
        main.get_by_role("textbox").first.fill("Lisää valoa, mer ljus.")
        self.button(say("Send my answers")).click()
        expect(self.heading(say("You have answered. Thank you!"))).to_be_visible()
        expect(self.heading(say("Results"))).to_be_visible()


def label_of(choice: Choices, language: str) -> str:
    """The words of a choice in a language."""
    with override(language):
        return str(choice.label)


def person(context: BrowserContext, name: str, language: str) -> Person:
    """Somebody with a new tab."""
    return Person(name, language, context.new_page(), words(language))
