"""The challenge that a section's forms ask a browser to solve before it acts."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openletter.kernel.proof import new_challenge
from openletter.sections.models import Section


@never_cache
@require_safe
def challenge(request: HttpRequest, section: str) -> JsonResponse:
    """A fresh challenge; 404 for a section that asks for none."""
    if not Section.objects.filter(key=section, is_active=True, proof_of_work=True).exists():
        raise Http404(section)
    return JsonResponse(new_challenge())
