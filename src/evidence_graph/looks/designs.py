"""How each design of a study looks, and the families of designs that share a mark."""

from __future__ import annotations

from evidence_graph.looks.forms import DesignLook, Family, FamilyLook, Outline
from evidence_graph.model import StudyDesign

DESIGNS: dict[StudyDesign, DesignLook] = {
    StudyDesign.META_ANALYSIS: DesignLook("meta-analysis", Family.REVIEW),
    StudyDesign.NETWORK_META_ANALYSIS: DesignLook("network meta-analysis", Family.REVIEW),
    StudyDesign.SYSTEMATIC_REVIEW: DesignLook("systematic review", Family.REVIEW),
    StudyDesign.RANDOMISED_CONTROLLED_TRIAL: DesignLook(
        "randomised controlled trial", Family.TRIAL, "randomised trial"
    ),
    StudyDesign.RANDOMISED_CROSSOVER: DesignLook("randomised crossover", Family.TRIAL),
    StudyDesign.NON_RANDOMISED_TRIAL: DesignLook("non-randomised trial", Family.TRIAL),
    StudyDesign.BEFORE_AFTER: DesignLook("before-after", Family.TRIAL),
    StudyDesign.COHORT: DesignLook("cohort", Family.OBSERVATIONAL),
    StudyDesign.CASE_CONTROL: DesignLook("case-control", Family.OBSERVATIONAL),
    StudyDesign.CROSS_SECTIONAL: DesignLook("cross-sectional", Family.OBSERVATIONAL),
    StudyDesign.RETROSPECTIVE_RECORDS: DesignLook("retrospective records", Family.OBSERVATIONAL, "records"),
    StudyDesign.SURVEY: DesignLook("survey", Family.OBSERVATIONAL),
    StudyDesign.CASE_REPORT: DesignLook("case report", Family.OBSERVATIONAL),
    StudyDesign.LABORATORY_EXPERIMENT: DesignLook("laboratory experiment", Family.LABORATORY, "laboratory"),
    StudyDesign.ANIMAL_EXPERIMENT: DesignLook("animal experiment", Family.LABORATORY),
    StudyDesign.CADAVER_STUDY: DesignLook("cadaver study", Family.LABORATORY),
    StudyDesign.MODELLING: DesignLook("modelling", Family.LABORATORY),
    StudyDesign.NARRATIVE_REVIEW: DesignLook("narrative review", Family.OPINION),
    StudyDesign.EXPERT_OPINION: DesignLook("expert opinion", Family.OPINION),
}

CROSS = Outline(
    (("M0-2.6 3.6-6.2 6.2-3.6 2.6 0 6.2 3.6 3.6 6.2 0 2.6-3.6 6.2-6.2 3.6-2.6 0-6.2-3.6-3.6-6.2Z", ""),),
    corners=(
        *((0, -0.55), (0.72, -1.27), (1.27, -0.72), (0.55, 0), (1.27, 0.72), (0.72, 1.27)),
        *((0, 0.55), (-0.72, 1.27), (-1.27, 0.72), (-0.55, 0), (-1.27, -0.72), (-0.72, -1.27)),
    ),
)

FAMILIES: dict[Family, FamilyLook] = {
    Family.REVIEW: FamilyLook(
        "review",
        "systematic review, meta-analysis",
        Outline((("M0-8 8 0 0 8-8 0Z", ""),), corners=((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0))),
        "reviews",
    ),
    Family.TRIAL: FamilyLook("trial", "trial", Outline(radius=6, disc=1), "trials"),
    Family.OBSERVATIONAL: FamilyLook(
        "observational",
        "observational study",
        Outline(
            (("M-5.5-5.5h11v11h-11Z", ""),),
            corners=((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
        ),
        "observational studies",
    ),
    Family.LABORATORY: FamilyLook(
        "laboratory, model",
        "laboratory, animal, cadaver or model",
        Outline((("M0-7 7 5.5H-7Z", ""),), corners=((0, -1.35), (1.35, 1), (-1.35, 1))),
        "laboratory studies",
    ),
    Family.OPINION: FamilyLook("opinion, unknown", "opinion, narrative review or design unknown", CROSS),
    Family.UNKNOWN: FamilyLook("unknown", "", CROSS),
}
"""What is not recorded has the mark of an opinion, and no place of its own in a legend."""
