"""Pictures for tests: real bytes, as phones and attackers send them."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

PARIS = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)}


def picture(size=(640, 480), mode="RGB", colour=(184, 58, 38)) -> Image.Image:
    """Return a plain picture with one dark square in its top left corner."""
    image = Image.new("RGB", size, colour)
    corner = (0, 0, size[0] // 4, size[1] // 4)
    ImageDraw.Draw(image).rectangle(corner, fill=(20, 24, 31))
    return image.convert(mode)


def encoded(image: Image.Image, encoding: str, **options) -> bytes:
    """Return the bytes of `image` in a format of Pillow's ("JPEG", "HEIF" …)."""
    buffer = io.BytesIO()
    image.save(buffer, encoding, **options)
    return buffer.getvalue()


def phone_photo(size=(4000, 3000), orientation: int = 6) -> bytes:
    """Return a JPEG as a phone takes it: 12 megapixels, lying down, with GPS."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update(PARIS)
    return encoded(
        picture(size), "JPEG", quality=92, exif=exif, comment=b"chez Lea",
        xmp=b"<x:xmpmeta>chez Lea</x:xmpmeta>",
    )  # fmt: skip


def png_that_claims(width: int, height: int) -> bytes:
    """Return a few bytes of PNG whose header promises a giant picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )


def upload(content: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg"):
    """Return `content` as a browser hands it over."""
    return SimpleUploadedFile(name, content, content_type)
