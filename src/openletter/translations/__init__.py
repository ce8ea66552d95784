"""The words of cases and actions in other languages: asked for, drafted, reviewed, approved, gone stale."""
