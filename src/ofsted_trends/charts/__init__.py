"""Small frames to charts. No file access, no parsing.

The line below is the project's one guard against a slow start: where JupyterLab is installed, `import
jsonschema` (and so altair, nbformat, papermill and nbconvert) compiles 35 grammars of `rfc3987_syntax`, about
one second in every process (python-jsonschema/jsonschema#1428). With the module marked as absent jsonschema
goes without the check of IRI formats, which nothing here uses. It stands here because every part of the
project that imports one of those libraries imports this package first; tests/unit/charts/test_start.py holds
it.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
