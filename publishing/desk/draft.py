"""The version of an item that waits, read by few queries."""

from typing import Any

from django.db.models import CASCADE, ForeignKey, Model, QuerySet
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations, model_from_serializable_data
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision, TaskState

from publishing.models.content import content_of, paths_to_content


def with_versions(states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """Bring along what `waiting_version` needs of each state."""
    page = "submission__page__"
    return states.select_related(
        f"{page}locale", f"{page}latest_revision", *paths_to_content(page)
    )


def waiting_version(task_state: TaskState) -> Revision:
    """Return the latest version of what waits. Raises Page.DoesNotExist."""
    kept = getattr(task_state, "submission", None)
    if kept is None:
        return latest_version(task_state.workflow_state.object_id)
    return _version_of(kept.page)


def latest_version(page_id: int | str) -> Revision:
    """Return the latest version of a page by one query. Raises Page.DoesNotExist."""
    pages = Page.objects.select_related(
        "locale", "latest_revision", *paths_to_content("")
    )
    return _version_of(pages.get(pk=page_id))


def _version_of(page: Page) -> Revision:
    """Return the latest version of `page`, which knows what the page is."""
    revision = page.get_latest_revision()
    revision.content_object = content_of(page)
    return revision


def draft_of(revision: Revision) -> Page:
    """Return what `revision.as_object()` does, but for comments: the desk shows none.

    Wagtail asks of each row that the version refers to whether it is still there.
    What the page itself refers to surely is; tags and the like are asked for at once.
    """
    page, content = revision.content_object, dict(revision.content)
    content[COMMENTS_RELATION_NAME] = []
    setattr(page, COMMENTS_RELATION_NAME, [])
    shared = [
        field
        for field in page._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and not field.remote_field.parent_link
        and content.get(field.name) is not None
        and content[field.name] == getattr(page, field.attname)
    ]
    for field in shared:
        del content[field.name]
    children = {
        relation.get_accessor_name(): _children(relation.related_model, rows)
        for relation in get_all_child_relations(type(page))
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
        and not hasattr(relation.related_model, "from_serializable_data")
        and (rows := content.pop(relation.get_accessor_name(), None)) is not None
    }
    draft = page.with_content_json(content)
    for field in shared:
        setattr(draft, field.attname, getattr(page, field.attname))
        if field.is_cached(page):
            field.set_cached_value(draft, field.get_cached_value(page))
    for name, found in children.items():
        setattr(draft, name, found)
    return draft


def _children(model: type[Model], rows: list[dict[str, Any]]) -> list[Model]:
    """Return `rows` as what they were, without those whose other end is gone."""
    links = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and not isinstance(field, ParentalKey)
    ]
    there = {
        field: field.related_model._default_manager.in_bulk(
            {row[field.name] for row in rows if row.get(field.name) is not None}
        )
        for field in links
    }
    found = []
    for row in rows:
        child = model_from_serializable_data(model, row, check_fks=False)
        for field in links:
            setattr(child, field.name, there[field].get(row.get(field.name)))
        if not any(_is_orphan(child, row, field) for field in links):
            found.append(child)
    return found


def _is_orphan(child: Model, row: dict[str, Any], field: ForeignKey) -> bool:
    """Whether what `child` hung on is gone, and it with that."""
    gone = row.get(field.name) is not None and getattr(child, field.attname) is None
    return gone and field.remote_field.on_delete is CASCADE
