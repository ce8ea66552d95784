"""How a language writes days and numbers where the framework's own idea of it differs from our pages."""
