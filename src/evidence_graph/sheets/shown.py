"""What `show` can answer with: the sheet of any of the five kinds of things that have one."""

from __future__ import annotations

from evidence_graph.sheets.article_sheet import ArticleSheet
from evidence_graph.sheets.claim_sheet import ClaimSheet
from evidence_graph.sheets.concept_sheet import ConceptSheet
from evidence_graph.sheets.procedure_sheet import ProcedureSheet
from evidence_graph.sheets.study_sheet import StudySheet

ShownSheet = ClaimSheet | StudySheet | ArticleSheet | ProcedureSheet | ConceptSheet
