"""Shops for search engines: schema.org, as plain dictionaries."""

from collections import defaultdict

from shops.models import ShopPage

DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def local_business(shop: ShopPage) -> dict:
    """Return `shop` as a LocalBusiness; what is not known is left out."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": shop.street,
        "postalCode": shop.postcode,
        "addressLocality": shop.town,
    }
    data = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": shop.full_url,
        "url": shop.full_url,
        "name": shop.title,
        "description": shop.sentence,
        "telephone": shop.phone,
        "email": shop.email,
        "sameAs": [shop.website] if shop.website else [],
        "address": {key: value for key, value in address.items() if value}
        if shop.address
        else None,
        "openingHoursSpecification": _hours(shop),
        "specialOpeningHoursSpecification": _other_days(shop),
    }
    if shop.latitude is not None and shop.longitude is not None:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(shop.latitude),
            "longitude": float(shop.longitude),
        }
    return {key: value for key, value in data.items() if value}


def _hours(shop: ShopPage) -> list[dict]:
    """Return the hours, days with the same ones together."""
    days = defaultdict(list)
    for stretch in shop.stretches:
        days[(stretch.opens, stretch.closes)].append(DAYS[stretch.weekday])
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": names,
            "opens": f"{opens:%H:%M}",
            "closes": f"{closes:%H:%M}",
        }
        for (opens, closes), names in days.items()
    ]


def _other_days(shop: ShopPage) -> list[dict]:
    """Return the days with other hours; closed is said as from midnight to midnight."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": row.first_day.isoformat(),
            "validThrough": row.last_day.isoformat(),
            "opens": f"{row.opens:%H:%M}" if row.opens else "00:00",
            "closes": f"{row.closes:%H:%M}" if row.closes else "00:00",
        }
        for row in shop.other_days
    ]
