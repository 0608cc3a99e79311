"""An article drafted into a data folder: its references as literature, its claim sentences as proposals.

In come a text, a folder and knowledge bases. Into the folder go the article with the fingerprint of its
text, its list of references and the citations they are, which are facts; and beside the data the proposals.
No stance is guessed, and no sentence makes a claim until somebody says so.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import folders, loading, model, names
from evidence_graph.appraisal import Base, appraise, bases_of, linking
from evidence_graph.authoring import beginning, bookshelf, editing, proposals
from evidence_graph.authoring.drafts import StudyDraft
from evidence_graph.citing.wording_force import force_of
from evidence_graph.drafting import proposed
from evidence_graph.drafting.bare_statement import bare_statement
from evidence_graph.errors import RefusedChange
from evidence_graph.prose import read
from evidence_graph.references import read_entry, to_bibliography
from evidence_graph.search.lexicon import joint_lexicon
from evidence_graph.sheets.proposal_sheet import KnownClaim, LikelyReference, ProposedArticle, ProposedClaim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.appraisal import Appraisal
    from evidence_graph.appraisal.appraising import Proposal
    from evidence_graph.appraisal.linking import Link
    from evidence_graph.appraisal.listed_entries import ListedCitation
    from evidence_graph.authoring import Book
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.prose import Text
    from evidence_graph.search.lexicon import Lexicon

KNOWN = 3
"""So many known claims are proposed for a sentence."""


def draft(
    source: Path | str,
    folder: Path | str,
    *graphs: EvidenceGraph,
    article: str = "",
    curator: str = "",
) -> ProposedArticle:
    """What is proposed of the text in the file *source*, kept in *folder*, which is begun where it is new.

    Known claims are those of *folder* and of *graphs*. The article gets the id *article*, or one of its
    title. Raises BrokenFile for what is no text, RefusedChange where the article is drafted there already.
    """
    source, folder = Path(source), Path(folder)
    bookshelf.refuse_id(article)  # it becomes the name of a file
    text = read(source)
    title = text.title or source.stem.replace("-", " ").replace("_", " ")
    if not folders.is_data_folder(folder):
        beginning.new(folder, title=title, curator=curator, empty=True)

    name = article or proposals.slug(title)
    _refuse_drafted(folder, name, text)

    own = Base(loading.load(folder), OWN)
    others = bases_of(graphs)
    appraisal = appraise(text, [own, *others])
    citations = _record(folder, name, title, appraisal, others)
    lexicon = joint_lexicon(base.graph.store.each(model.Concept) for base in [own, *others])
    claims = tuple(_proposals(appraisal, citations, lexicon))
    outcome = ProposedArticle(name, title, str(source), fingerprint(text), claims)
    proposed.save(folder, outcome)

    return outcome


OWN = "this folder"
"""By what the data of the folder itself are told of."""


def fingerprint(text: Text) -> str:
    """The SHA-256 by which the article is recorded: that of its characters, into which its passages point."""
    return sha256(text.content.encode("utf-8", "replace")).hexdigest()


def _refuse_drafted(folder: Path, name: str, text: Text) -> None:
    """Raise RefusedChange where the article is in *folder* already: somebody may have decided on it.

    Proposals whose article was taken back with `undo` stand in nobody's way.
    """
    base = Base(loading.load(folder))
    is_recorded = any(one.id == name for one in base.graph.all(model.Article))
    if is_recorded and proposed.path_of(folder, name).exists():
        cure = f"Go on with: evidence-graph review {folder} --article {name}"
        raise RefusedChange(f"{folder} has proposals of {name} already. {cure}")

    same = base.article_of(text)
    if same is not None:
        raise RefusedChange(f"{folder} has that text already: it is the article {same.id}.")


def _record(
    folder: Path, name: str, title: str, appraisal: Appraisal, others: Sequence[Base]
) -> Mapping[int, model.Citation]:
    """Put the article, its list and the citations into *folder*; that of each entry by its number."""
    text = appraisal.text
    graphs = {base.name: base.graph for base in others}
    citations: dict[int, model.Citation] = {}

    with editing.edit(folder, what=f"draft of {title}") as book:
        book.add(model.Article(name, title, sha256=fingerprint(text), length=len(text.content)))
        for entry in appraisal.entries:
            citations[entry.number] = _citation(book, entry, graphs)
            faults = tuple(remark.sentence for remark in entry.remarks)
            identifier = f"{name}.{entry.number}"
            key = citations[entry.number].key
            book.add(model.Reference(identifier, name, entry.number, entry.printed, key, faults))

    return citations


def _citation(book: Book, entry: ListedCitation, graphs: Mapping[str, EvidenceGraph]) -> model.Citation:
    """The work that *entry* is: of the folder, of a known base, or read from what is printed."""
    if entry.key is not None and entry.base == OWN:
        return book.citation(entry.key)

    if entry.key is not None and entry.base in graphs:
        citation = replace(names.citation_of_key(graphs[entry.base].store, entry.key), study=None, results=())
        return _added(book, bib.format_entry(citation))

    records = to_bibliography([read_entry(entry.printed)])
    first = next(iter(records.entries.values()))

    return _added(book, bib.format_entry(bib.citation(first, records.strings)))


def _added(book: Book, bibtex: str) -> model.Citation:
    """The work of an entry of BibTeX, or the same one that the folder has under another key."""
    added: model.Citation = book.add(StudyDraft(bibtex=bibtex))

    return book.citation(added.key)


def _proposals(
    appraisal: Appraisal, citations: Mapping[int, model.Citation], lexicon: Lexicon
) -> list[ProposedClaim]:
    """What is proposed of each claim sentence; *lexicon* helps to tell which references it means."""
    entries = {entry.number: entry for entry in appraisal.entries}
    sentences = [one.sentence for one in appraisal.sentences]
    titles = {number: citation.title or "" for number, citation in citations.items()}
    links = linking.link(sentences, appraisal.entries, appraisal.markers, titles, lexicon)
    links_of: dict[int, list[Link]] = {}

    for link in links:
        # A marker may lead to a number that the list does not have.
        if link.number in entries:
            links_of.setdefault(link.place, []).append(link)

    return [
        ProposedClaim(
            number=place + 1,
            paragraph=one.sentence.paragraph,
            start=one.sentence.start,
            end=one.sentence.end,
            sentence=one.sentence.words,
            statement=bare_statement(appraisal.text, appraisal.markers, one.sentence),
            force=force_of(one.sentence.words),
            references=tuple(_likely(link, entries, citations) for link in links_of.get(place, ())),
            known=tuple(map(_known, one.candidates)),
        )
        for place, one in enumerate(appraisal.sentences)
    ]


def _likely(
    link: Link, entries: Mapping[int, ListedCitation], citations: Mapping[int, model.Citation]
) -> LikelyReference:
    key, printed = citations[link.number].key, entries[link.number].printed
    return LikelyReference(link.number, key, printed, str(link.reason))


def _known(proposal: Proposal) -> KnownClaim:
    candidate = proposal.candidate
    return KnownClaim(
        base=proposal.base,
        claim=candidate.claim.id,
        statement=candidate.claim.statement,
        here=proposal.base == OWN,
        near=candidate.is_near,
        comparison=candidate.comparison.in_words,
    )
