"""StreamField blocks that every text page offers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class FigureBlock(blocks.StructBlock):
    """A picture with what it shows, for those who see it and those who do not."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        required=False, max_length=200, label=_("Alternative text"), help_text=_("Empty to use the image's own.")
    )
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with their name."""

    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(required=False, max_length=120, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class QuestionBlock(blocks.StructBlock):
    """A question with its answer, folded."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/question.html"


class StoryBlocks(blocks.StreamBlock):
    """What a text can be made of."""

    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"), template="blocks/text.html")
    figure = FigureBlock()
    quote = QuoteBlock()
    question = QuestionBlock()
    document = DocumentChooserBlock(label=_("Document"), template="blocks/document.html")
