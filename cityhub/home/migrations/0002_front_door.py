"""The town's first pages, its two roles, its approval and its newsletter.

Addresses (slugs) are the same in every language; titles follow LANGUAGE_CODE.
"""

from django.conf import settings
from django.db import migrations

TITLES = {
    "fr": ("Accueil", "Boutiques", "Agenda", "Infolettre", "Approbation"),
    "en": ("Home", "Shops", "Agenda", "Newsletter", "Approval"),
}
MANAGER = "Commerce manager"
SHOPKEEPER = "Shopkeepers"
#: What managers may do beside their pages and pictures; an administrator may change it.
MANAGED = (
    ("home", "townsettings", "change", "town"),
    ("home", "legalnotice", "change", "legal notice"),
    ("shops", "shopcategory", "add change delete view", "shop category"),
    ("myshop", "invitation", "add delete view", "invitation"),
    ("publishing", "channel", "change", "channel"),
    ("facebook", "postsettings", "change", "Facebook posts"),
    ("newsletter", "subscriber", "add change delete view", "subscriber"),
    ("newsletter", "segment", "add change view", "group of readers"),
)


def content_type(apps, app_label, model):
    types = apps.get_model("contenttypes", "ContentType")
    return types.objects.get_or_create(app_label=app_label, model=model)[0]


def permission(apps, app_label, model, codename, name):
    permissions = apps.get_model("auth", "Permission")
    return permissions.objects.get_or_create(
        content_type=content_type(apps, app_label, model),
        codename=codename,
        defaults={"name": name},
    )[0]


def lay_pages(apps):
    page = apps.get_model("wagtailcore", "Page")
    locale = apps.get_model("wagtailcore", "Locale").objects.first()
    site = apps.get_model("wagtailcore", "Site")
    titles = TITLES.get(settings.LANGUAGE_CODE[:2], TITLES["en"])
    page.objects.filter(path="00010001").delete()
    home = apps.get_model("home", "HomePage").objects.create(
        title=titles[0],
        draft_title=titles[0],
        slug="accueil",
        path="00010001",
        depth=2,
        numchild=3,
        url_path="/accueil/",
        locale=locale,
        content_type=content_type(apps, "home", "homepage"),
    )
    page.objects.filter(depth=1).update(numchild=1)
    children = (
        ("shops", "ShopIndexPage", "boutiques"),
        ("events", "EventIndexPage", "agenda"),
        ("newsletter", "NewsletterPage", "newsletter"),
    )
    for number, (app_label, model, slug) in enumerate(children, start=1):
        apps.get_model(app_label, model).objects.create(
            title=titles[number],
            draft_title=titles[number],
            slug=slug,
            path=f"00010001000{number}",
            depth=3,
            numchild=0,
            url_path=f"/accueil/{slug}/",
            show_in_menus=True,
            locale=locale,
            content_type=content_type(apps, app_label, model.lower()),
        )
    site.objects.all().delete()
    front = site.objects.create(
        hostname="localhost",
        port=80,
        site_name="CityHub",
        root_page_id=home.pk,
        is_default_site=True,
    )
    # Else the first who reads it would write it.
    apps.get_model("home", "LegalNotice").objects.create(site=front)
    return home, titles


def make_roles(apps, home):
    group = apps.get_model("auth", "Group")
    # Wagtail's example groups are not roles of ours.
    group.objects.filter(name__in=("Editors", "Moderators")).delete()
    admin = permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    shopkeepers, _ = group.objects.get_or_create(name=SHOPKEEPER)
    managers, _ = group.objects.get_or_create(name=MANAGER)
    shopkeepers.permissions.add(admin)
    managers.permissions.add(admin)
    for app_label, model, verbs, called in MANAGED:
        for verb in verbs.split():
            managers.permissions.add(
                permission(apps, app_label, model, f"{verb}_{model}", f"Can {verb} {called}")
            )
    on_page = apps.get_model("wagtailcore", "GroupPagePermission")
    for verb in ("add", "change", "publish", "lock", "unlock", "bulk_delete"):
        on_page.objects.create(
            group=managers,
            page_id=home.pk,
            permission=permission(apps, "wagtailcore", "page", f"{verb}_page", f"Can {verb} page"),
        )
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    on_collection = apps.get_model("wagtailcore", "GroupCollectionPermission")
    # Wagtail keeps the rights on images on its own model, whichever is used.
    for app_label, model, verbs in (
        ("wagtailimages", "image", ("add", "change", "choose")),
        ("wagtaildocs", "document", ("choose",)),
    ):
        for verb in verbs:
            on_collection.objects.create(
                group=managers,
                collection=root,
                permission=permission(apps, app_label, model, f"{verb}_{model}", f"Can {verb} {model}"),
            )
    return managers


def make_workflow(apps, home, managers, title):
    task = apps.get_model("publishing", "ApprovalTask").objects.create(
        name=title,
        active=True,
        allow_own=False,
        content_type=content_type(apps, "publishing", "approvaltask"),
    )
    task.groups.add(managers)
    workflow_model = apps.get_model("wagtailcore", "Workflow")
    workflow_model.objects.all().delete()
    workflow = workflow_model.objects.create(name=title, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(
        workflow=workflow, page_id=home.pk
    )


def open_newsletter(apps, title):
    apps.get_model("publishing", "Channel").objects.create(
        kind="newsletter",
        name=title,
        state="active",
        slots=[{"weekday": 1, "time": "07:30"}],
    )


def lay_the_foundation(apps, schema_editor):
    home, titles = lay_pages(apps)
    managers = make_roles(apps, home)
    make_workflow(apps, home, managers, titles[4])
    open_newsletter(apps, titles[3])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("shops", "0001_initial"),
        ("events", "0001_initial"),
        ("newsletter", "0001_initial"),
        ("facebook", "0001_initial"),
        ("publishing", "0001_initial"),
        ("photos", "0001_initial"),
        ("myshop", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(lay_the_foundation, migrations.RunPython.noop),
    ]
