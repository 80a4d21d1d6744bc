"""Every address below a prefix, filled in with what belongs to somebody else."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver

Names = dict[str, list[object]]


def patterns(prefixes: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    """Yield (full route, pattern) for each address that starts with a prefix."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
        for entry in resolver.url_patterns:
            route = before + str(entry.pattern).removeprefix("^")
            if isinstance(entry, URLResolver):
                yield from walk(entry, route)
            else:
                yield route, entry

    for route, pattern in walk(get_resolver(), ""):
        if route.startswith(prefixes):
            yield route, pattern


def parameters(route: str) -> dict[str, str]:
    """Return the parameters of `route` as {name: how it stands in the route}."""
    found = {}
    rest = route
    while "<" in rest:
        start = rest.index("<")
        depth_start = rest.rfind("(?P", 0, start + 1)
        end = rest.index(">", start)
        name = rest[start + 1 : end].split(":")[-1]
        if depth_start == start - 3 and start >= 3:
            end = closing(rest, depth_start)
            found[name] = rest[depth_start : end + 1]
        else:
            found[name] = rest[start : end + 1]
        rest = rest[end + 1 :]
    return found


def closing(text: str, start: int) -> int:
    """Return where the bracket opened at `start` is closed."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise NoReverseMatch(text)


def addresses(prefixes: tuple[str, ...], values: Names) -> Iterator[str]:
    """Yield each address with each value for its parameters.

    `values` gives the candidates by parameter name; "" those for all others.
    Several parameters change together, so that an address isn't tried with each
    of hundreds of combinations.
    """
    seen = set()
    for route, _pattern in patterns(prefixes):
        wanted = parameters(route)
        candidates = [values.get(name, values[""]) for name in wanted]
        for number in range(max(map(len, candidates), default=1)):
            chosen = [some[number % len(some)] for some in candidates]
            address = route
            for text, value in zip(wanted.values(), chosen, strict=True):
                address = address.replace(text, str(value), 1)
            address = "/" + address.removesuffix("$").removesuffix("\\Z")
            address = address.replace("\\", "").replace("^", "")
            if address not in seen:
                seen.add(address)
                yield address
