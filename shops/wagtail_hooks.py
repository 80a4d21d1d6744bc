"""What shops add to Wagtail's admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from shops.models import ShopCategory


class ShopCategoryViewSet(SnippetViewSet):
    """Categories under their own name in the menu: nobody looks for "snippets"."""

    model = ShopCategory
    icon = "tag"
    add_to_settings_menu = True
    menu_order = 300
    list_display = ("name",)
    search_fields = ("name",)


register_snippet(ShopCategoryViewSet)
