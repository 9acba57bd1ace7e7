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
    text = markup.clean_article(html.partition("</h1>")[2])
    body = Markup(f'<div dir="auto">{text}</div>')  # noqa: S704  # security: sanitised in kit.markup
    page = ArticlePage(title_of(html), site, author, Moment("2026", "2026-01-01"), language, body)
    return render(request, "article.html", page)
