r"""The commands of TeX that a field may hold: what sets letters, formulas and type, and nothing else.

Everything that is not here is taken for a command that reads, writes or redefines: a list of such
commands would never be whole, as every package brings others. None of these becomes another by being
cut short or by a change of its capitals, as styles do with titles and names.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography.symbols import ACCENTS, COMMANDS, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPE = """
em it bf tt sc sl sf rm cal emph text textit textbf texttt textsc textsf textrm textsl textup textmd
textnormal itshape bfseries scshape ttfamily sffamily rmfamily slshape upshape mdseries normalfont underline
tiny scriptsize footnotesize small normalsize large Large mbox hbox textsuperscript textsubscript ensuremath
url href path nolinkurl doi enquote mkbibquote mkbibemph mkbibitalic mkbibbold mkbibparens mkbibbrackets
mkbibacro autocap acro booktitle cite citep citet citeauthor citeyear parencite textcite protect relax
unskip par newline linebreak break allowbreak nobreak nobreakspace nohyphens thinspace slash quad qquad
enspace ldots dots textellipsis adddot isdot addspace adddotspace hyphen nobreakdash psq psqq sqspace pno
ppno nopp bibstring mkbibordinal mkbibsuperscript bibrangedash texorpdfstring arabic leavevmode kern
"""
"""Faces and sizes, quotations, links, citations, spaces."""

_SIGNS = """
S P dag ddag dagger ddagger pounds copyright textcopyright textregistered texttrademark trademark registered
textdegree degree textmu textonehalf textonequarter textthreequarters textpm texttimes textdiv textminus
textordfeminine textordmasculine textonesuperior texttwosuperior textthreesuperior textperiodcentered
textbullet textendash textemdash emdash Dash textquotedbl textquotesingle textquoteleft textquoteright
textquotedblleft textquotedblright quotedblbase quotesinglbase guillemotleft guillemotright guilsinglleft
guilsinglright textless textgreater textbar textbardbl textbackslash textasciitilde textasciicircum
textasciimacron textasciigrave textasciiacute textasciidieresis textexclamdown textquestiondown textsection
textparagraph textdagger textdaggerdbl texteuro euro textsterling textyen textcent textunderscore
textbraceleft textbraceright lbrack rbrack lbrace rbrace i j o O l L aa AA ae AE oe OE ss SS dh DH dj DJ th
TH ng NG t k r u v H c d b textcommabelow textgreek TeX LaTeX LaTeXe BibTeX XeTeX XeLaTeX LuaTeX LuaLaTeX
pdfTeX eTeX AmS AmSTeX AMSTeX AmSLaTeX METAFONT MF MP METAPOST SLiTeX PiCTeX KOMAScript Xy PS POSTSCRIPT
PostScript TUB CMR EPIC AMS AMSTEX AMSLaTeX SliTeX glqq grqq glq grq flqq frqq flq frq guillemetleft
guillemetright textperthousand textnumero textthinspace ConTeXt TikZ LyX TeXLive
"""
"""Letters, accents and signs of text, and the names of programs that set type."""

_FORMULAS = """
frac dfrac tfrac sfrac nicefrac sqrt root of binom over atop choose stackrel overset underset substack left
right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits displaystyle
textstyle scriptstyle mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldmath
unboldmath boldsymbol bm pmb operatorname mathop mathrel mathbin mathord phantom hphantom vphantom smash hat
bar tilde vec dot ddot check breve acute grave mathring widehat widetilde overline overbrace underbrace
overrightarrow overleftarrow overleftrightarrow prime backslash colon cdots vdots ddots dotsc dotsb alpha
beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi omicron pi
varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma
Upsilon Phi Psi Omega digamma hbar ell Re Im aleph beth wp partial nabla infty emptyset varnothing imath
jmath forall exists nexists neg lnot angle triangle square Box Diamond clubsuit diamondsuit heartsuit
spadesuit sharp flat natural top bot surd checkmark complement pm mp times div cdot ast star circ bullet cap
cup uplus sqcap sqcup vee wedge lor land setminus wr diamond bigtriangleup bigtriangledown triangleleft
triangleright oplus ominus otimes oslash odot bigcirc amalg ltimes rtimes leq le geq ge neq ne equiv sim
simeq approx cong asymp propto doteq prec succ preceq succeq ll gg lesssim gtrsim lessapprox gtrapprox
leqslant geqslant lessgtr subset supset subseteq supseteq sqsubset sqsupset sqsubseteq sqsupseteq in ni
notin vdash dashv models perp mid parallel nmid bowtie smile frown not less greater lesseqgtr gtreqless
thicksim thickapprox leftarrow rightarrow leftrightarrow uparrow downarrow updownarrow Leftarrow Rightarrow
Leftrightarrow Uparrow Downarrow longleftarrow longrightarrow longleftrightarrow Longleftarrow
Longrightarrow Longleftrightarrow mapsto longmapsto hookrightarrow hookleftarrow nearrow searrow swarrow
nwarrow to gets iff implies rightharpoonup rightharpoondown leftharpoonup leftharpoondown rightleftharpoons
rightleftarrows leadsto xrightarrow xleftarrow sum prod coprod int iint iiint oint bigcap bigcup bigsqcup
bigvee bigwedge bigoplus bigotimes bigodot biguplus langle rangle lfloor rfloor lceil rceil lvert rvert
lVert rVert vert Vert arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim
liminf limsup ln log max min mod bmod pmod pod Pr sec sin sinh sup tan tanh ce si SI num qty unit ang
isotope SIrange SIlist per micro milli centi kilo nano pico mega giga metre meter second minute hour gram
kilogram kelvin celsius degreeCelsius litre liter hertz joule watt volt ampere mole candela newton pascal
percent squared cubed square cubic
"""
"""What stands in formulas, also those of chemistry and units."""

_JOURNALS = """
aj actaa araa apj apjl apjs ao apss aap aapr aaps azh baas bac caa cjaa icarus jcap jrasc memras mnras na
nar pra prb prc prd pre prl pasa pasp pasj qjras rmxaa skytel solphys sovast ssr zap nat iaucirc aplett
apspr bain fcp gca grl jcp jgr jqsrt memsai nphysa physrep physscr planss procspie
"""
"""The journals for which NASA's astrophysics data system and the classes of the AAS have a command each."""

PROVIDED: Mapping[str, str] = MappingProxyType(
    {
        "noopsort": r"\providecommand{\noopsort}[1]{}",
        "noop": r"\providecommand{\noop}[1]{}",
        "printfirst": r"\providecommand{\printfirst}[2]{#1}",
        "singleletter": r"\providecommand{\singleletter}[1]{#1}",
        "switchargs": r"\providecommand{\switchargs}[2]{#2#1}",
    }
)
"""The commands that BibTeX's own example (xampl.bib) defines for sorting, and what defines them."""


def _written_commands() -> Iterator[str]:
    """The words of the commands that this package writes and reads."""
    yield from LETTERS
    yield from (accent for accent in ACCENTS if accent.isalpha())
    for command in COMMANDS:
        words = command.replace("{", " ").replace("}", " ").replace("$", " ").split()
        yield from (word[1:] for word in words if word[0] == "\\" and word[1:].isalpha())


WORDS = frozenset(
    [*_TYPE.split(), *_SIGNS.split(), *_FORMULAS.split(), *_JOURNALS.split(), *PROVIDED, *_written_commands()]
)
"""The commands whose name is a word."""

SYMBOLS = frozenset("&%$#_{}\\ \t\r\n-/,;:!>@'`\"^~=.|()[]*+")
"""The commands whose name is one character."""
