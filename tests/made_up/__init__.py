"""Made-up documents: drawn as text in a test, printed as PDF, read back, and compared with rows drawn as text."""

from made_up.drawing import draw_pdf, draw_pdf_file
from made_up.pdf import Put, write_pdf
from made_up.rows import rows_as_drawn, rows_of

__all__ = ["Put", "draw_pdf", "draw_pdf_file", "rows_as_drawn", "rows_of", "write_pdf"]
