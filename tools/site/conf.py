"""How the documents become a site that is searched without a network: Sphinx reads this file.

The pages are the Markdown files as they are; their place in the table of contents is in index.rst.
"""

from importlib.metadata import version as version_of

project = "detente"
author = "The detente authors"
version = release = version_of("detente")
copyright = author

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "tools/site/index"
include_patterns = ["README.md", "CONTRIBUTING.md", "benchmarks/*.md", "changelog.d/README.md",
                    "docs/**", "tools/site/**"]  # fmt: skip
# folders without pages are not walked through
exclude_patterns = ["docs/notebooks", ".*", "src", "tests", "findings", "build", "dist", "site"]
myst_heading_anchors = 4
myst_enable_extensions = ["tasklist"]
suppress_warnings = ["misc.highlighting_failure"]  # output of a terminal is no language

html_theme = "furo"
html_title = f"detente {version}"
html_show_copyright = False
html_copy_source = False
html_extra_path = ["extra"]
html_theme_options: dict[str, list[str]] = {"footer_icons": []}
autodoc_typehints = "signature"
autodoc_member_order = "bysource"


def setup(app):  # type: ignore[no-untyped-def]
    """Docstrings here are plain text: a paragraph with columns in it is shown as it stands."""

    def columns_as_they_stand(app, what, name, about, options, lines):  # type: ignore[no-untyped-def]
        paragraphs = "\n".join(lines).strip().split("\n\n")
        shown = []
        for text in paragraphs:
            inner = text.split("\n")
            if any(line.startswith(" ") or "  " in line.rstrip() for line in inner):
                text = "\n".join(["::", "", *("    " + line for line in inner)])
            shown.append(text)
        lines[:] = "\n\n".join(shown).split("\n")

    app.connect("autodoc-process-docstring", columns_as_they_stand)
