"""What styles of many languages print between fields and beside them, the more usual ways more than once."""

MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "January", "February",
    "March", "Sep.", "Apr.", "Oct.", "Dec.", "Juli", "mai", "April", "June", "July", "August",
    "September", "October", "November", "December", "Spring",
    "Mai",
)  # fmt: skip

EDITORS_BEHIND = (
    " (Ed.)", " (Eds.)", " (ed.)", " (eds)", " (eds.)", ", editor", ", editors", ", ed.", ", eds.", " eds",
    " (Hrsg.)", " (Hg.)", " (éd.)", " (dir.)", " (org.)", " (coord.)", " (editors)", " (red.)", ", Ed.",
    ", Eds.",
    " [ed.]", " (comp.)",
)  # fmt: skip

EDITORS_BEFORE = (
    "edited by ", "ed. ", "eds. ", "ed. by ", "Edited by ", "Ed. ", "Eds. ", "hrsg. v. ", "hrsg. von ",
    "herausgegeben von ", "sous la dir. de ", "éd. ", "a cura di ", "ed. de ", "editors ", "red. ", "Ed. by ",
    "editado por ", "под ред. ",
)  # fmt: skip

TRANSLATORS_BEFORE = (
    "translated by ", "Translated by ", "trans. ", "Trans. ", "transl. by ", "übers. von ", "trad. ", "tr. ",
    "Translated from the German by ", "trad. par ",
)  # fmt: skip

IN = ("In: ", "In: ", "In ", "In ", "in: ", "in ", "Dans ", "In: ", "En ", "En: ", "// ", "Im ", "W: ", "")

ORDINALS = (
    "Second",
    "Third",
    "Revised",
    "Fourth",
    "New",
    "1st",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "6th",
    "10th",
    "2d",
)

EDITIONS = ("{} ed.", "{} edition", "{} edn", "{} Edition", "{} ed", "{} Ed.")

NUMBERED_EDITIONS = (
    "{}. Aufl.",
    "{}e éd.",
    "{}ª ed.",
    "{}. vyd.",
    "{} ed.",
    "ed. {}",
    "{}., überarb. Aufl.",
    "{}-\u0435 изд.",
)

THESES = (
    "PhD thesis", "Ph.D. thesis", "Ph.D. dissertation", "Doctoral dissertation",
    "Unpublished doctoral dissertation",
    "Master's thesis", "Master’s thesis", "MSc thesis", "M.A. thesis", "Dissertation", "Diss.", "PhD diss.",
    "Thèse de doctorat", "Tesis doctoral", "Tese (Doutorado)", "Diplomarbeit", "Habilitationsschrift",
    "thesis",
    "Bachelor's thesis", "Doctoral thesis", "Masterarbeit", "Tesi di dottorato", "Inaugural-Dissertation",
)  # fmt: skip

REPORTS = (
    "Technical report", "Tech. Rep.", "Technical Report", "Working paper", "Working Paper", "Report", "Rep.",
    "Discussion Paper", "Research report", "Policy brief", "White paper", "Final report",
    "NBER Working Paper",
    "Research Memorandum", "Bulletin", "Occasional Paper", "Arbeitspapier", "Document",
)  # fmt: skip

NUMBERS = (" No. ", " no. ", " ", ", no. ", " Nr. ", " #", " ")

MEDIA = {
    "article-journal": "[J]",
    "book": "[M]",
    "paper-conference": "[C]",
    "thesis": "[D]",
    "report": "[R]",
}

TAILS_OF_BOOKS = (
    "320 p.", "xii, 412 pp.", "256 S.", "1,024 pages.", "198 pp", "VIII, 240 s.", "reprint.",
    "Reprint 1998.", "94 pp.",
    "458 p.", "(in German).", "Print.", "(Repr. 1971).", "2 vols.", "First published 1890.",
    "(Habilitationsschrift)",
    "Originally published in 1921.", "(PDF).", "illus.", "Kindle edition.", "[Original work published 1934]",
)  # fmt: skip

STOPS = (". ", ". ", ". ", ". ", ", ", ", ")

DOIS = (" doi:{}", " https://doi.org/{}", " doi: {}.", " DOI: {}", " DOI {}.", " doi.org/{}", " {}")
