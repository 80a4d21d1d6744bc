"""What an issue is made of, piece by piece, in the order the manager likes."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from publishing.models import Channel, Publication


class ApprovedItemField(forms.ModelChoiceField):
    """Choice among what was approved for the newsletter."""

    def label_from_instance(self, obj: Publication) -> str:
        """Show the item by its title."""
        return obj.page_title


class ApprovedItemBlock(blocks.FieldBlock):
    """One item approved for the newsletter; its value is a Publication, or None."""

    def __init__(self, required: bool = True, **kwargs: object) -> None:
        self._must_be_chosen = required
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> ApprovedItemField:
        """Return the form's field; made late, since it asks about models."""
        return ApprovedItemField(
            # Not filtered by time: what an old issue holds must stay choosable.
            queryset=Publication.objects.filter(
                Q(state=Publication.State.PLANNED) | Q(carrier__isnull=False),
                channel__kind=Channel.Kind.NEWSLETTER,
                carried=True,
            ).order_by("-at"),
            required=self._must_be_chosen,
        )

    def to_python(self, value: str | None) -> Publication | None:
        """Return the item behind a stored mark."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Sequence[str | None]) -> list[Publication | None]:
        """Return the items behind many stored marks, in one query."""
        found = Publication.objects.in_bulk([value for value in values if value])
        return [found.get(value) if value else None for value in values]

    def get_prep_value(self, value: Publication | None) -> str | None:
        """Store the mark."""
        return value.pk if value else None

    def value_from_form(self, value: object) -> Publication | None:
        """Take what the form's field, or its widget, gives."""
        if isinstance(value, Publication) or not value:
            return value or None  # type: ignore[return-value]
        return Publication.objects.filter(pk=value).first()

    def value_for_form(self, value: Publication | None) -> str | None:
        """Give the form's field the mark."""
        return value.pk if value else None

    def get_searchable_content(self, value: Publication | None) -> list[str]:
        """Let an issue be found by what it holds."""
        return [value.page_title] if value else []

    class Meta:
        icon = "doc-full"


class PieceBlock(blocks.StructBlock):
    """A piece that can be left out of the mail."""

    web_only = blocks.BooleanBlock(label=_("Only in the web version"), required=False)

    def get_form_layout(self) -> blocks.BlockGroup:
        """Ask last whether it is left out of the mail."""
        own = [name for name in self.child_blocks if name != "web_only"]
        return blocks.BlockGroup([*own, "web_only"])


class ItemBlock(PieceBlock):
    """One item with its picture, in its own words or the manager's."""

    publication = ApprovedItemBlock(label=_("Item"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, help_text=_("Empty: the item's own.")
    )
    text = blocks.TextBlock(
        label=_("Text"),
        required=False,
        rows=3,
        help_text=_("Empty: the item's own words."),
    )

    class Meta:
        label = _("Item")
        icon = "doc-full"
        label_format = "{publication}"


class WorkshopBlock(PieceBlock):
    """A date of a workshop, with the places it has and a button to sign up."""

    publication = ApprovedItemBlock(label=_("Item"))
    text = blocks.TextBlock(
        label=_("Text"),
        required=False,
        rows=3,
        help_text=_("Empty: the item's own words."),
    )
    button = blocks.CharBlock(
        label=_("Words on the button"),
        required=False,
        max_length=40,
        help_text=_("Empty: “Sign up”."),
    )

    class Meta:
        label = _("Workshop")
        icon = "group"
        label_format = "{publication}"


class AgendaEntryBlock(blocks.StructBlock):
    """One line of the agenda. The date was written down when it was composed."""

    publication = ApprovedItemBlock(label=_("Item"), required=False)
    day = blocks.DateBlock(label=_("Day"))
    when = blocks.CharBlock(
        label=_("When, in words"), help_text=_("“Saturday 5 December, 10 am – 6 pm”")
    )
    title = blocks.CharBlock(label=_("Title"))
    where = blocks.CharBlock(label=_("Where"), required=False)

    class Meta:
        label = _("Date")
        icon = "date"


class AgendaBlock(PieceBlock):
    """The coming dates, one line each."""

    entries = blocks.ListBlock(AgendaEntryBlock(), label=_("Dates"))

    class Meta:
        label = _("Agenda")
        icon = "calendar-alt"


class CorrectionBlock(PieceBlock):
    """What readers were told of an item before and is no longer so."""

    publication = ApprovedItemBlock(label=_("Item"))
    text = blocks.TextBlock(label=_("What has changed"), rows=2)

    class Meta:
        label = _("Correction")
        icon = "warning"
        label_format = "{publication}"


class PictureBlock(PieceBlock):
    """A picture over the whole width."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("What the picture shows"),
        help_text=_("Read aloud, and shown where pictures are off."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        label = _("Picture")
        icon = "image"


class QuoteBlock(PieceBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Words"), rows=3)
    who = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        label = _("Quote")
        icon = "openquote"


class FigureBlock(PieceBlock):
    """One number, what it counts and where it comes from."""

    number = blocks.CharBlock(label=_("Number"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"))
    source = blocks.CharBlock(label=_("Where it comes from"))

    class Meta:
        label = _("The figure")
        icon = "order"


class NamedTextBlock(blocks.RichTextBlock):
    """Rich text whose editor has a name; Wagtail's label is that of a hidden field."""

    @cached_property
    def field(self) -> forms.Field:
        """Return the form's field, with the label for who hears the screen."""
        field = super().field
        field.widget.options["ariaLabel"] = self.label
        return field

    def deconstruct(self) -> tuple[str, list, dict]:
        """Stand in migrations as what it is to the database."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


class TextBlock(PieceBlock):
    """A few words of the manager's own."""

    text = NamedTextBlock(
        label=_("Text"), features=["bold", "italic", "link", "ol", "ul"]
    )

    class Meta:
        label = _("Free text")
        icon = "pilcrow"


class PollBlock(PieceBlock):
    """A question, and the address where it is answered."""

    question = blocks.CharBlock(label=_("Question"))
    url = blocks.URLBlock(label=_("Address of the poll"))
    button = blocks.CharBlock(
        label=_("Words on the button"),
        required=False,
        max_length=40,
        help_text=_("Empty: “Answer”."),
    )

    class Meta:
        label = _("Poll")
        icon = "help"
        label_format = "{question}"


class IssueBody(blocks.StreamBlock):
    """The pieces of an issue."""

    heading = blocks.CharBlock(
        label=_("Section"),
        icon="title",
        max_length=80,
        help_text=_("A section with nothing in it does not show."),
    )
    # Wagtail writes the label above the piece, where it names no field.
    heading.field.widget.attrs["aria-label"] = _("Section")
    edito = blocks.StaticBlock(
        label=_("Edito"),
        icon="edit",
        admin_text=_("Your edito stands here, not at the top."),
    )
    item = ItemBlock()
    workshop = WorkshopBlock()
    agenda = AgendaBlock()
    correction = CorrectionBlock()
    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    poll = PollBlock()


def publications_of(body: blocks.StreamValue) -> list[Publication]:
    """Return the items that `body` holds, in its order, each once."""
    found: dict[str, Publication] = {}
    for block in body:
        if block.block_type in ("item", "workshop"):
            holders = [block.value]
        elif block.block_type == "agenda":
            holders = list(block.value["entries"])
        else:
            continue
        for holder in holders:
            if publication := holder["publication"]:
                found.setdefault(publication.pk, publication)
    return list(found.values())
