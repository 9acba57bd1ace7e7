"""The articles of the demonstration: written for this project and served by it, so that everything works offline."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from florilegium.kit import markup
from florilegium.portability.demonstration import article_source, title_of

from .rendering import render
from .shapes import ArticlePage, Moment

SITES = {
    "fr": ("La Revue des ateliers", "Maud Verrier"),
    "en": ("The Slow Shelf", "Idris Holloway"),
    "ar": ("دفاتر الهامش", "سلوى بن أيوب"),
}


@require_safe
def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One article, as a page of the web of its own."""
    if language not in SITES or not (html := article_source(language, slug)):
        raise Http404
    site, author = SITES[language]
    # security: sanitised in kit.markup, the one place for that
    body = Markup(markup.clean_article(html.partition("</h1>")[2]))  # noqa: S704
    direction = "rtl" if language == "ar" else "ltr"
    page = ArticlePage(title_of(html), site, author, Moment("2026", "2026-01-01"), language, direction, body)
    return render(request, "article.html", page)
