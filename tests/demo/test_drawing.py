"""The pictures: same seed, same picture; other seed, another one."""

import pytest

from cityhub.demo.drawing.goods import GOODS
from cityhub.demo.drawing.scenes import SCENES, picture
from cityhub.demo.drawing.storefront import storefront

SMALL = (150, 100)


def test_a_front_is_the_same_every_time():
    first = storefront("Le Pain de l’Écluse", "bread", "lock", SMALL)
    again = storefront("Le Pain de l’Écluse", "bread", "lock", SMALL)
    assert first.tobytes() == again.tobytes()


def test_another_seed_draws_another_front():
    one = storefront("Face B", "records", "one", SMALL)
    other = storefront("Face B", "records", "two", SMALL)
    assert one.tobytes() != other.tobytes()


@pytest.mark.parametrize("goods", GOODS)
def test_all_goods_show_in_a_window(goods):
    front = storefront("Chez nous", goods, "same", SMALL)
    assert front.size == SMALL


@pytest.mark.parametrize("scene", SCENES)
def test_all_scenes_fill_their_picture(scene):
    drawn = picture(scene, "bread", "same", SMALL)
    assert drawn.size == SMALL
    assert len(drawn.getcolors(SMALL[0] * SMALL[1])) > 20
