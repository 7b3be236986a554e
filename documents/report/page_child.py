"""The process in which a PDF from an office's own template is drawn."""

import sys

from documents.limits import limit
from documents.report.page_picture import draw

CPU_SECONDS, MEMORY, OUTPUT = 30, 1 << 30, 10_000_000
"""A page takes a tenth of a second and some 200 MB."""

if __name__ == "__main__":
    # It follows no orders of the PDF, but what draws it works in threads.
    limit(CPU_SECONDS, MEMORY, OUTPUT, threads=True)
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read()))
