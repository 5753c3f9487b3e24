"""How the documents become a site that is searched without a network: Sphinx reads this file.

The pages are the Markdown files as they are; their place in the table of contents is in index.rst.
"""

from importlib.metadata import version as version_of

from docutils import nodes  # type: ignore[import-untyped]  # it has no types

project = "detente"
author = "The detente authors"
version = release = version_of("detente")
copyright = author

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "tools/site/index"
include_patterns = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/*.md",
                    "changelog.d/README.md", "docs/**", "tools/site/**"]  # fmt: skip
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
# `man detente` is the page of the command line
man_pages = [("docs/command-line", "detente", "a workbench for conflict analysis", [author], 1)]
today = f"detente {version}"  # the page says of which version it is, and no day
autodoc_typehints = "signature"
autodoc_member_order = "bysource"


def setup(app):  # type: ignore[no-untyped-def]
    """Columns in docstrings are shown as they stand; a man page has no links."""

    def columns_as_they_stand(app, what, name, about, options, lines):  # type: ignore[no-untyped-def]
        paragraphs = "\n".join(lines).strip().split("\n\n")
        shown = []
        for text in paragraphs:
            inner = text.split("\n")
            if any(line.startswith(" ") or "  " in line.rstrip() for line in inner):
                text = "\n".join(["::", "", *("    " + line for line in inner)])
            shown.append(text)
        lines[:] = "\n\n".join(shown).split("\n")

    def words_for_links(app, page, name):  # type: ignore[no-untyped-def]
        if app.builder.name == "man":  # its links lead nowhere
            for link in list(page.findall(nodes.reference)):
                link.replace_self(link.children)

    app.connect("autodoc-process-docstring", columns_as_they_stand)
    app.connect("doctree-resolved", words_for_links)
