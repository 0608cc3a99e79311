"""Files that people have: the letters of a text in any encoding, the pages of a PDF.

What is made of them is not known here: `quoting` looks for words in them, `prose` reads them as articles.
"""
