# ruff: noqa: E501 - each entry on its line
r"""Invented entries as people and programs write them: accents, formulas, faces, links, macros, paths.

Nothing in them is a real work; the DOIs have the prefix that is set aside for tests.
"""

from itertools import cycle

HEAD = r"""@string{jtt = "Journal of Tea Tests"}
@string{aatea = {Tea \& Water}}
@string{lnts = jtt # { (Lecture Notes)}}
@string{press = "Kettle \& Sons"}
"""

TITLES = r"""
{Long steeps and {EGCG} in {3-D}}
{{The Double Braced Title of a Cup}}
{{\'E}tude du th{\'e} {\`a} la cr{\`e}me br{\^u}l{\'e}e}
"{\"U}ber das {Br{\"u}hen} gr{\"o}{\ss}erer Kannen"
{Caf\'e au lait, na\"{\i}ve and fa\c{c}ade}
{Smør, {\aa}l og {\O}l: {\AE}ble i {\oe}uvre}
{Ko\v{s}ick\'y {\v C}aj a \v{Z}\'ita}
{Gda{\'n}sk, {\L}{\'o}d{\'z} i herbata z {\k{a}}}
{D\d{o}, d\b{o}, d\u{o}, d\H{o}, d\r{a}, d\=o, d\.z}
{\emph{In vivo} steeping of \textit{Camellia sinensis}}
{{\em Camellia} and {\it sinensis} under {\bf heat}}
{\textbf{Bold} \textsc{Small} \texttt{mono} \textsf{sans} leaves}
{Effects of $\alpha$-tocopherol on tea}
{TNF-$\alpha$ and IL-1$\beta$ in {H$_2$O}}
{$\mathrm{CO}_2$ and $\mathit{pH}$ at $p < 0.05$}
{On $x^{2} + y_{i}^{2} \leq \sqrt{z}$ for $z \in \mathbb{R}$}
{$\frac{a}{b}$ and $\sum_{i=1}^{n} x_i$ of \(n\) cups}
{The limit $\lim_{n \to \infty} \frac{1}{n}$ of a pot}
{$\mathcal{L}^p$, $\mathbf{v}\cdot\vec{w}$, $\hat{x}\pm\bar{y}$}
{A bound of $\mathcal{O}(n\log n)$ for \ensuremath{\beta}-leaves}
{$\left\{ x \mid x > 0 \right\}$ and $\left[0, 1\right]$}
{Warming by 37\,$^{\circ}$C and 5\,\%}
{Heat at $37^\circ\mathrm{C}$: 50\% of R\&D, \#1, a\_b, 5\$}
{Tea --- or coffee? -- A 10-year ``study''}
{Tea~and~milk: a \textquotedblleft{}quoted\textquotedblright{} word}
{Cups\ldots{} and pots, e.g.\ kettles}
{{\LaTeX} and {\TeX} for tea drinkers}
{The cup {\textbar} the pot {\textless} 5 {\textgreater} 3}
{\enquote{Tea} in print}
{{\relax Ch}ai and {\relax Th}eine}
{Die \protect\textit{Kanne}}
{Signs: {\S} 5, {\P} 2, {\dag}, {\pounds}3, {\copyright}}
{A\textsuperscript{b} and C\textsubscript{d}}
{Θ, α and µ in UTF-8: Grün – “Tee”}
{Схема}
{Tea @ home: mail me@example.org}
{One line
   and the next}
{Line \\ break in a title}
{Half{\-}way hyphen\-ation}
{What? Why! (and {how}); see: {a/b}}
{A title with a trailing period.}
{$\Delta G^{\ddagger}$ and $\Delta\!H$ of infusion}
{Rate $k_{\mathrm{cat}}/K_{\mathrm{M}}$ of leaf enzymes}
{Spin-$\tfrac{1}{2}$ and $\pi^{+}\pi^{-}$ in a cup}
{From $a \rightarrow b$ to $c \Leftrightarrow d$}
{A \mbox{non-breaking} box}
{An {\"a}, an {\"{a}}, a \"a and a \"{a}}
{Schr{\"o}dinger{'}s kettle}
{\textit{\textbf{Both}} faces}
""".strip()

AUTHORS = r"""
{Leaf, A. and Blatt, C.}
{Ann B. Leaf and Plato}
{{World Tea Organization}}
{Garc{\'\i}a, Jos{\'e} and M{\"u}ller, J{\"u}rgen and others}
{de la Cruz, Ana and van der Berg, Jan}
{King, Jr., Martin and {\O}deg{\aa}rd, {\AA}se}
"Erd{\H o}s, P. and {\v S}ari{\'c}, {\v Z}."
{{\noopsort{Leaf}}Feuille, Denise}
{{Smith \& Wesson Tea}}
{Łęcki, Ján and Šarić, Ž.}
""".strip()

REST = (
    (
        "article",
        r"journal = jtt, volume = {29}, number = {3}, pages = {398--406}, doi = {10.5555/tea_2015.1(2)}",
    ),
    (
        "article",
        r"journal = aatea, month = jun, pages = {S78--S84}, url = {https://example.org/a_b?c=%20d&e=~f#g}",
    ),
    ("article", r'journal = lnts, month = 12 # "~" # jan, note = {See \url{https://example.org/x_y%20z}}'),
    ("book", r'publisher = press, address = {K{\o}benhavn}, edition = "Second", isbn = {978-0-00-000000-2}'),
    (
        "inproceedings",
        r"booktitle = {Proc.\ of the {TEA} '01}, series = {LNCS}, publisher = {Springs}, editor = {Pot, P.}",
    ),
    (
        "incollection",
        r"booktitle = {Handbook of $\chi^2$}, publisher = {Derm House}, crossref = {parent2001}, chapter = 3",
    ),
    ("phdthesis", r"school = {Universit{\"a}t T{\"u}bingen}, type = {{PhD} thesis}"),
    ("techreport", r"institution = {Tea \& Co.}, number = {TR-5}, note = {In \emph{preparation}}"),
    ("misc", r"howpublished = {\url{https://example.org/~leaf/tea.html}}, note = {Accessed: 2020-01-01}"),
    (
        "online",
        r"date = {2001-05-06}, urldate = {2002-01-01}, langid = {ngerman}, options = {useprefix=true}",
    ),
    (
        "article",
        r"journal = jtt, file = {Full Text:C\:\\Users\\leaf\\read\\input.pdf:application/pdf}, keywords = {tea, R\&D; {milk, warm}}",
    ),
    (
        "article",
        r"journal = {J. Tea}, abstract = {We brewed 50\,\% at $p<0.05$; see \cite{leaf1}.}, pmid = {42}, eprint = {0101.0001}, archiveprefix = {arXiv}",
    ),
    (
        "article",
        r"journal = {\apj}, adsurl = {https://example.org/abs/2001A%26A...1L}, eprint = {astro-ph/0101001}",
    ),
    (
        "article",
        r"journal = jtt, annote = {Good. \textit{Read again}}, owner = {leaf}, timestamp = {2001.05.06}, __markedentry = {[leaf:6]}",
    ),
    (
        "misc",
        r"note = {\href{https://example.org/a_b}{A link}}, bdsk-url-1 = {https://example.org/%7Eleaf}, x-own = {kept}",
    ),
)


def texts():
    """240 entries, each title with authors and other fields in turn."""
    titles, authors, rest = _values(TITLES), cycle(_values(AUTHORS)), cycle(REST)
    entries = []
    for number, title in zip(range(240), cycle(titles), strict=False):
        kind, fields = next(rest)
        entries.append(
            f"@{kind}{{leaf{number},\n  author = {next(authors)},\n  title = {title},\n  year = {2001 + number % 20},\n  {fields},\n}}\n"
        )
    return HEAD + "\n".join(entries)


def _values(lines):
    """The values in *lines*; a line that starts with spaces goes on with the one before."""
    return [value.replace("\0", "\n   ") for value in lines.replace("\n   ", "\0").split("\n")]
