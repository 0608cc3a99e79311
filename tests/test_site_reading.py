"""The site with the texts of articles: a page on which each is read with its evidence beside it."""

import re
import shutil

import pytest
from annotated_articles import ARTICLE, GARDEN, garden, write

from evidence_graph.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("garden"), garden())


@pytest.fixture
def site(tmp_path):
    return tmp_path / "site"


def built(site, data, *more):
    assert main(["site", "--data", str(data), "-o", str(site), *map(str, more)]) == 0
    return site


def test_an_article_whose_text_is_there_is_read_with_its_evidence(folder, site):
    data, text = folder
    built(site, data, "--texts", text.parent)
    page = (site / "reading" / f"{ARTICLE}.html").read_text("utf-8")

    assert "Watering at noon burns the leaves of beans." in page
    linked = re.findall(r'href="\.\./((?:claim|study|article)/[^"]*)"', page)
    assert {path.partition("/")[0] for path in linked} == {"claim", "study", "article"}
    assert [path for path in linked if not (site / path).is_file()] == []


def test_the_audit_card_and_the_list_of_articles_lead_to_it(folder, site):
    data, text = folder
    built(site, data, "--texts", text.parent)
    card, articles = (
        (site / name).read_text("utf-8") for name in (f"article/{ARTICLE}.html", "articles.html")
    )

    assert f'href="../reading/{ARTICLE}.html"' in card
    assert f'href="reading/{ARTICLE}.html"' in articles


def test_no_word_of_a_text_stands_in_a_site_without_its_folder(folder, site):
    data, text = folder
    built(site, data, "--texts", text.parent)
    built(site, data)
    pages = [path for path in site.rglob("*.html") if "every lens gathers" in path.read_text("utf-8")]

    assert pages == []
    assert "reading/" not in (site / f"article/{ARTICLE}.html").read_text("utf-8")


def test_what_somebody_put_beside_these_pages_stays(folder, site):
    data, text = folder
    built(site, data, "--texts", text.parent)
    (site / "reading" / "notes.txt").write_text("mine", "utf-8")
    built(site, data)

    assert [path.name for path in (site / "reading").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, f"warning: no text of {ARTICLE} is in"),
        (GARDEN.replace("tears", "sorrow"), f"warning: the text of {ARTICLE} has changed"),
    ],
)
def test_which_text_is_missing_or_has_changed_is_said(folder, site, tmp_path, capsys, text, message):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "picture.png").write_bytes(b"\x89PNG\xff")
    if text:
        (texts / "post.txt").write_text(text, "utf-8")
    built(site, folder[0], "--texts", texts)

    assert message in capsys.readouterr().err
    assert (site / "reading" / f"{ARTICLE}.html").exists() == bool(text)


def test_a_text_that_fits_goes_before_one_that_has_changed(folder, site, tmp_path, capsys):
    data, text = folder
    texts = tmp_path / "texts"
    texts.mkdir()
    shutil.copy(text, texts / "b.txt")
    for name in ("a.txt", "c.txt"):
        (texts / name).write_text(GARDEN.replace("tears", "sorrow"), "utf-8")
    built(site, data, "--texts", texts)

    assert "has changed" not in capsys.readouterr().err
    assert "Beans without tears" in (site / "reading" / f"{ARTICLE}.html").read_text("utf-8")
