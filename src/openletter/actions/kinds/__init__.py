"""The kinds of action. One kind is one file here and its templates; importing the package registers them all."""

from importlib import import_module
from pkgutil import iter_modules

from openletter.actions.kinds.registry import (
    About,
    Address,
    Kind,
    Need,
    Option,
    Question,
    Tool,
    all_kinds,
    kind_of,
)

for _module in iter_modules(__path__):
    if _module.name != "registry":
        import_module(f"{__name__}.{_module.name}")

__all__ = ["About", "Address", "Kind", "Need", "Option", "Question", "Tool", "all_kinds", "kind_of"]
