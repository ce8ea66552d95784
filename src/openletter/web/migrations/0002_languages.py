from django.conf import settings
from django.db import migrations


def languages(apps, editor):
    """Every language of the settings is a locale; Wagtail's welcome page gives way to sections' homes."""
    locale = apps.get_model("wagtailcore", "Locale")
    for code, _name in settings.LANGUAGES:
        locale.objects.get_or_create(language_code=code)
    page, site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    root = page.objects.get(depth=1)
    site.objects.update(root_page=root)
    page.objects.filter(depth=2).delete()
    root.numchild = 0
    root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    """Locales for every language, and an empty tree."""

    dependencies = [
        ("web", "0001_initial"),
        ("wagtailcore", "__latest__"),
        ("wagtail_localize", "__latest__"),
        ("wagtailsearch", "__latest__"),
        ("wagtailredirects", "__latest__"),
        ("taggit", "__latest__"),
        ("wagtailadmin", "__latest__"),
        ("wagtailimages", "__latest__"),
        ("wagtaildocs", "__latest__"),
        ("contenttypes", "__latest__"),
    ]
    operations = [migrations.RunPython(languages, migrations.RunPython.noop)]
