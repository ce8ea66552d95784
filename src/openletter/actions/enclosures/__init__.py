"""A picture that comes with an act: taken from a stranger, drawn anew, sealed, bound to the act, erased with it.

Pixels are kept in the database, as the photos of cases are: they come and go with their row in one transaction and no
folder of files can outlive a withdrawal. A public node adds rows and cannot read one back.
"""
