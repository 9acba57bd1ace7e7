"""What is in a PDF: its text page by page."""

from .reading import Pdf, UnreadablePdf, read_pdf

__all__ = ["Pdf", "UnreadablePdf", "read_pdf"]
