import uuid

from django.db import migrations

KEYS = uuid.UUID("6f70656e-6c65-5474-8572-776f72647300")  # of kernel.words

# The reasons an installation begins with; they are changed at the desk afterwards.
BOTH, WORDS, PICTURE = ["message", "picture"], ["message"], ["picture"]
LIBRARY = [
    ("organisation", BOTH, {
        "en": "It names the organisation, which could harm the person.",
        "fr": "Il nomme l’organisation, ce qui pourrait nuire à la personne.",
        "ar": "تذكر المنظمة، وقد يضر ذلك بالشخص.",
    }),
    ("religion", BOTH, {
        "en": "It speaks of religion, which this case asks us to leave out.",
        "fr": "Il parle de religion, ce que ce dossier demande d’éviter.",
        "ar": "تتحدث عن الدين، ويُطلب في هذه الحالة تجنّب ذلك.",
    }),
    ("mentions_case", BOTH, {
        "en": "It speaks of the case or the charges, which could harm the person.",
        "fr": "Il parle de l’affaire ou des accusations, ce qui pourrait nuire à la personne.",
        "ar": "تتحدث عن القضية أو التهم، وقد يضر ذلك بالشخص.",
    }),
    ("politics", BOTH, {
        "en": "It comments on politics, which could harm the person.",
        "fr": "Il commente la politique, ce qui pourrait nuire à la personne.",
        "ar": "تعلّق على السياسة، وقد يضر ذلك بالشخص.",
    }),
    ("season", BOTH, {
        "en": "It sends greetings for a feast day, which this case asks us to leave out.",
        "fr": "Il adresse des vœux pour une fête, ce que ce dossier demande d’éviter.",
        "ar": "فيها تهنئة بعيد، ويُطلب في هذه الحالة تجنّب ذلك.",
    }),
    ("contact", BOTH, {
        "en": "It gives an address, telephone number or link.",
        "fr": "Il donne une adresse, un numéro de téléphone ou un lien.",
        "ar": "فيها عنوان أو رقم هاتف أو رابط.",
    }),
    ("language", WORDS, {
        "en": "It is in a language that cannot be passed on.",
        "fr": "Il est dans une langue qui ne peut pas être transmise.",
        "ar": "مكتوبة بلغة لا يمكن إيصالها.",
    }),
    ("insult", BOTH, {
        "en": "It insults somebody.",
        "fr": "Il insulte quelqu’un.",
        "ar": "فيها إهانة لأحد.",
    }),
    ("not_for_them", WORDS, {
        "en": "It is not written to the person.",
        "fr": "Il n’est pas adressé à la personne.",
        "ar": "ليست موجهة إلى الشخص.",
    }),
    ("picture", PICTURE, {
        "en": "The picture cannot be passed on.",
        "fr": "L’image ne peut pas être transmise.",
        "ar": "لا يمكن إيصال الصورة.",
    }),
    ("shows_somebody", PICTURE, {
        "en": "The picture shows a face or a place by which somebody could be found.",
        "fr": "L’image montre un visage ou un lieu qui permettrait de retrouver quelqu’un.",
        "ar": "تُظهر الصورة وجهًا أو مكانًا قد يدل على أحد.",
    }),
    ("other", [*BOTH, "report"], {
        "en": "Another reason.",
        "fr": "Un autre motif.",
        "ar": "سبب آخر.",
    }),
]  # fmt: skip
# What can be said of a report of a reader; they are changed at the desk afterwards.
OF_REPORTS = [
    ("corrected", {
        "en": "We looked at it and corrected the page.",
        "fr": "Nous avons vérifié et corrigé la page.",
        "ar": "راجعنا الصفحة وصحّحناها.",
    }),
    ("taken_down", {
        "en": "We looked at it, and it is no longer shown.",
        "fr": "Nous avons vérifié, et ce n’est plus affiché.",
        "ar": "راجعنا ذلك، ولم يعد معروضًا.",
    }),
    ("stands", {
        "en": "We looked at it, and the page stays as it is.",
        "fr": "Nous avons vérifié, et la page reste telle quelle.",
        "ar": "راجعنا ذلك، وتبقى الصفحة كما هي.",
    }),
    ("no_report", {
        "en": "It says nothing about the page.",
        "fr": "Cela ne dit rien de la page.",
        "ar": "لا يتعلق ذلك بالصفحة.",
    }),
]  # fmt: skip


def library(apps, editor):
    for place, (code, judges, words) in enumerate(LIBRARY, start=1):
        _say(apps, words, code=code, judges=judges, order=900 if code == "other" else 10 * place)
    for place, (code, words) in enumerate(OF_REPORTS, start=1):
        _say(apps, words, code=code, judges=["report"], order=200 + 10 * place, may_object=False)


def _say(apps, words, **fields):
    reason = apps.get_model("solidarity", "Reason").objects.create(**fields)
    key = uuid.uuid5(KEYS, f"solidarity.reason:{reason.uid}")
    for code, text in words.items():
        locale, _new = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code=code)
        rows = apps.get_model("solidarity", "ReasonWords").objects
        rows.create(fact=reason, locale=locale, text=text, translation_key=key)


class Migration(migrations.Migration):
    """The reasons an installation begins with."""

    dependencies = [("solidarity", "0001_initial"), ("wagtailcore", "__latest__")]
    operations = [migrations.RunPython(library, migrations.RunPython.noop)]
