"""The town's pictures: drawn by the program, kept in the library of photos."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection

from cityhub.demo.drawing.logo import logo
from cityhub.demo.drawing.scenes import picture
from cityhub.demo.drawing.storefront import storefront
from cityhub.demo.told import ShopTold, Town
from cityhub.photos.models import Photo


class Painter:
    """Draws pictures of one width, always the same ones for the same town."""

    def __init__(self, town: Town, width: int) -> None:
        self._town = town
        self._size = (width, width * 2 // 3)

    def shop(self, name: str, shop: ShopTold, collection: Collection) -> Photo:
        """Return the front of a shop."""
        image = storefront(shop.title, shop.goods, name, self._size)
        alt = self._town.scenes["storefront"].format(title=shop.title)
        return self._keep(image, name, shop.title, alt, collection)

    def scene(
        self,
        name: str,
        title: str,
        scene: str,
        goods: str,
        collection: Collection | None = None,
    ) -> Photo:
        """Return the picture of a piece of news or of an event."""
        image = picture(scene, goods, name, self._size)
        alt = self._town.scenes[scene].format(goods=self._town.goods[goods])
        return self._keep(image, name, title, alt, collection)

    def logo(self) -> Photo:
        """Return the town's logo."""
        side = self._size[1]
        title = self._town.words["name"]
        return self._keep(logo(side), "logo", title, self._town.scenes["logo"], None)

    def _keep(
        self,
        image: Image.Image,
        name: str,
        title: str,
        alt: str,
        collection: Collection | None,
    ) -> Photo:
        file = BytesIO()
        image.save(file, "JPEG", quality=88)
        photo = Photo(
            title=title,
            description=alt,
            collection=collection or Collection.get_first_root_node(),
            file=ContentFile(file.getvalue(), f"{name}.jpg"),
        )
        photo.save()
        return photo
