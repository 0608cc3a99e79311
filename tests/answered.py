"""A data folder about tea with all that verdicts read: questions, searches, risk of bias, withdrawals."""

from pathlib import Path

TEA = Path(__file__).parent / "tea"

TERMS = ("answer", "bias", "coverage", "pooled", "read")
THINGS = ("margin", "risk-of-bias", "search")
PREFIXES = "".join(
    [f"@prefix {name}: <https://w3id.org/evidence-graph/terms/{name}/> .\n" for name in TERMS]
    + [f"@prefix {name}: <https://example.org/tea/{name}/> .\n" for name in THINGS]
)

MORE = """
claim:milk-spoils-tea eg:question "Does milk spoil tea?" ; eg:answers answer:no .
claim:long-steeping-makes-bitter eg:question "Does long steeping make tea bitter?" ; eg:answers answer:yes .

claim:tea-is-a-drink a eg:Claim ; eg:statement "Tea is a drink made of leaves." ;
    eg:topic concept:brewing ; eg:claimKind kind:definition .
claim:lemon-clears-tea a eg:Claim ; eg:statement "Lemon makes tea clearer." ; eg:topic concept:brewing .
claim:rain-water-is-best a eg:Claim ; eg:statement "Rain water makes the best tea." ; eg:topic concept:taste .

search:lemon a eg:Search ; eg:claim claim:lemon-clears-tea ;
    eg:searchedSource "public web pages; no database" ;
    eg:query "lemon AND tea" ; eg:date "2026-03-01"^^xsd:date ; eg:coverage coverage:partial ;
    eg:curator curator:bo ; eg:hits 7 ; eg:kept 0 .
search:rain a eg:Search ; eg:claim claim:rain-water-is-best ; eg:searchedSource "The Kettle Index" ;
    eg:query "rain*" ; eg:date "2026-04-01"^^xsd:date ; eg:coverage coverage:systematic .

citation:wide2019 a eg:Citation ; eg:design design:randomised-controlled-trial ; eg:participants 30 .
citation:gone2012 a eg:Citation ; eg:design design:randomised-controlled-trial ; eg:participants 60 ;
    eg:retractionStatus retraction:retracted .
citation:view2013 a eg:Citation ; eg:design design:expert-opinion .
citation:back2014 a eg:Citation ; eg:design design:cohort ; eg:participants 90 .
citation:all2020 a eg:Citation ; eg:design design:meta-analysis ; eg:includedStudies 4 ;
    eg:pools citation:wide2019 ; eg:poolsComplete true ; eg:pooledDesigns pooled:randomised .

line:milk-spoils-tea.wide2019.ana a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:wide2019 ; eg:curator curator:ana ; eg:stance stance:inconclusive ;
    eg:directness directness:direct ; eg:finding "The interval was wide." ; eg:verified true ;
    eg:exposure concept:tea ; eg:outcomeStudied concept:bitterness ; eg:participants 12 ; eg:strength "B" ;
    eg:quote "Les tasses ne différaient pas." ; eg:quotePlace "abstract" ; eg:language "fr" ;
    eg:sourceItem "https://example.org/cups/12" .
line:milk-spoils-tea.all2020.ana a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:all2020 ; eg:curator curator:ana ; eg:stance stance:opposes ;
    eg:directness directness:direct ; eg:finding "Nobody tasted a difference." ;
    eg:exposure concept:green-tea ; eg:outcomeStudied concept:bitterness .
line:milk-spoils-tea.all2020.bo a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:all2020 ; eg:curator curator:bo ; eg:stance stance:supports ;
    eg:directness directness:direct .
line:milk-spoils-tea.gone2012.ana a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:gone2012 ; eg:curator curator:ana ; eg:stance stance:supports ; eg:verified true .
line:milk-spoils-tea.view2013.ana a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:view2013 ; eg:curator curator:ana ; eg:stance stance:supports ; eg:verified true .
line:milk-spoils-tea.back2014.ana a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:back2014 ; eg:curator curator:ana ; eg:stance stance:opposes ; eg:verified true ;
    eg:withdrawn "2026-05-01"^^xsd:date ; eg:withdrawnWhy "Read the wrong table." .

risk-of-bias:wide2019.1 a eg:RiskOfBias ; eg:citation citation:wide2019 ; eg:instrument "RoB 2" ;
    eg:domain "allocation" ; eg:judgement bias:low ; eg:reason "Drawn by lot." ; eg:curator curator:ana ;
    eg:read read:full-text .
risk-of-bias:wide2019.2 a eg:RiskOfBias ; eg:citation citation:wide2019 ; eg:instrument "RoB 2" ;
    eg:judgement bias:high ; eg:reason "Half of them left." ; eg:curator curator:bo ; eg:read read:abstract .

margin:milk a eg:Margin ; eg:claim claim:milk-spoils-tea ; eg:measure "SMD" ; eg:low "-0.2" ; eg:high "0.2" ;
    eg:statedBy "the tasters' guild" .
"""

CITATIONS = ("wide2019", "gone2012", "view2013", "back2014", "all2020")


def answered(folder):
    """Write the data into *folder* and give it back."""
    claims = (TEA / "claims.ttl").read_text("utf-8")
    entries = "".join(
        f"@article{{{key}, author={{{key[:-4].title()}, A.}}, title={{On {key}}}, year={{{key[-4:]}}}}}\n"
        for key in CITATIONS
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims.ttl").write_text(PREFIXES + claims + MORE, "utf-8")
    (folder / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8") + entries, "utf-8")
    return folder
