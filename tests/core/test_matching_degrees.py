"""Degrees, as people write them in many languages; and what stands among them and is none."""

from __future__ import annotations

import pytest

from mltrack.core.claims import ClaimKind
from mltrack.core.matching import Confidence
from tests.core.claimed import MATCHER, best, claim

CERTAIN, LIKELY, POSSIBLE = Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE


@pytest.mark.parametrize(
    ("name", "field", "milestone"),
    [
        ("BSc Computer Science", "", "bachelors-computer-science"),
        ("BSc (Hons) Computer Science, First Class", "", "bachelors-computer-science"),
        ("Bachelor of Science - BS", "Computer Science", "bachelors-computer-science"),
        ("Bachelor of Science (Computer Science)", "", "bachelors-computer-science"),
        ("B.S.", "Statistics", "bachelors-statistics"),
        ("B. Sc.", "Mathematics", "bachelors-mathematics"),
        ("BA Mathematics", "", "bachelors-mathematics"),
        ("B.Tech", "Information Technology", "bachelors-information-technology"),
        ("BEng Software Engineering", "", "bachelors-software-engineering"),
        ("Bachelor of Engineering", "", "bachelors-engineering"),
        ("Bachelor's degree", "Data Science", "bachelors-data-science"),
        ("M.Sc.", "Data Science", "masters-data-science"),
        ("Master of Science in Software Engineering", "", "masters-software-engineering"),
        ("MS", "Computer Science", "masters-computer-science"),
        ("MSCS", "", "masters-computer-science"),
        ("MPhil Statistics", "", "masters-statistics"),
        ("Ph.D. in Computer Science", "", "doctorate-computer-science"),
        ("Doctor of Philosophy - PhD", "Statistics", "doctorate-statistics"),
        ("DPhil", "Machine Learning", "doctorate-machine-learning"),
    ],
)
def test_level_and_field_as_the_catalog_names_them_are_certain(name: str, field: str, milestone: str) -> None:
    assert best(ClaimKind.DEGREE, name, field=field) == (milestone, CERTAIN)


@pytest.mark.parametrize(
    ("name", "field", "milestone", "confidence"),
    [
        ("Diplom", "Informatik", "masters-computer-science", LIKELY),
        ("Diplom-Ingenieur", "Elektrotechnik", "masters-engineering", LIKELY),
        ("Dipl.-Ing. Maschinenbau", "", "masters-engineering", LIKELY),
        ("Dipl.-Inf. (FH)", "", "masters-computer-science", LIKELY),
        ("Ingénieur en informatique", "", "masters-computer-science", LIKELY),
        ("Laurea in Informatica", "", "bachelors-computer-science", LIKELY),
        ("Laurea magistrale", "Statistica", "masters-statistics", LIKELY),
        ("Licence Mathématiques", "", "bachelors-mathematics", LIKELY),
        ("Licenciatura", "Ingeniería de Software", "bachelors-software-engineering", LIKELY),
        ("Dr. rer. nat.", "Mathematik", "doctorate-related-field", LIKELY),
        ("M.Sc. Applied Statistics", "", "masters-statistics", LIKELY),
        ("MSc", "Biostatistics", "masters-statistics", LIKELY),
        ("BSc Computing", "", "bachelors-computer-science", LIKELY),
        ("Bachelor of Engineering", "Electrical Engineering", "bachelors-engineering", LIKELY),
        ("B.E. Electronics and Communication Engineering", "", "bachelors-engineering", LIKELY),
        ("B.Tech", "Computer Science and Engineering", "bachelors-computer-science", LIKELY),
        ("BTech", "", "bachelors-engineering", LIKELY),
        ("BSc Mathematics and Statistics", "", "bachelors-mathematics", LIKELY),
        ("BSc Computer Science with Business", "", "bachelors-computer-science", LIKELY),
        ("BSc Information Systems", "", "bachelors-information-technology", LIKELY),
        ("MSc Artificial Intelligence", "", "masters-related-field", LIKELY),
        ("PhD in Artificial Intelligence", "", "doctorate-machine-learning", LIKELY),
        ("BCA", "", "bachelors-computer-science", LIKELY),
        ("PhD in Physics", "", "doctorate-related-field", POSSIBLE),
        ("BSc Economics with a minor in Computer Science", "", "bachelors-related-field", POSSIBLE),
        ("MSc Data Analytics", "", "masters-data-science", POSSIBLE),
    ],
)
def test_an_inferred_level_or_field_is_asked_about(
    name: str, field: str, milestone: str, confidence: Confidence
) -> None:
    assert best(ClaimKind.DEGREE, name, field=field) == (milestone, confidence)


@pytest.mark.parametrize(
    ("milestone", "names"),
    [
        (
            "bachelors-computer-science",
            "Licencjat Informatyka | Inżynier informatyki | Grado en Informática | Grado en Ingeniería Informática"
            " | Laurea triennale in Informatica | Kandidatexamen i datavetenskap | Bakalavr, Информатика"
            " | Бакалавр, Информатика | 学士, 计算机科学 | 計算機科学学士 | 学士(情報科学) | Bc. Informatika"
            " | Bacharelado em Ciência da Computação",
        ),
        (
            "masters-computer-science",
            "Magister inżynier, Informatyka | mgr inż. Informatyka | Maîtrise en informatique | Staatsexamen Informatik"
            " | Laurea magistrale in Informatica | 硕士 计算机科学与技术 | 修士(情報工学)",
        ),
        (
            "masters-statistics",
            "Máster Universitario en Estadística | Mestrado em Estatística | Yüksek lisans İstatistik",
        ),
        ("masters-mathematics", "Magister Matematyka | Maîtrise de mathématiques | Erstes Staatsexamen Mathematik"),
        ("masters-data-science", "Máster en Ciencia de Datos | 数据科学硕士"),
        ("bachelors-mathematics", "Lisans, Matematik | Licence Mathématiques | Бакалавр прикладной математики"),
        (
            "bachelors-information-technology",
            "Bachelor Wirtschaftsinformatik | Licenciatura en Sistemas de Información",
        ),
        ("doctorate-statistics", "博士 統計学 | Doktora İstatistik | Doutorado em Estatística"),
    ],
)
def test_degrees_of_many_countries_are_likely(milestone: str, names: str) -> None:
    found = {name: best(ClaimKind.DEGREE, name) for name in names.split(" | ")}
    assert found == dict.fromkeys(found, (milestone, LIKELY))


def test_fields_that_may_be_related_are_possible_in_many_languages() -> None:
    names = "Licencjat Ekonomia | Magister ekonomii | Grado en Economía | Doutorado em Física | Magister Fizyka"
    " | 博士 物理学"
    found = {best(ClaimKind.DEGREE, name) for name in names.split(" | ")}
    related = "bachelors-related-field", "masters-related-field", "doctorate-related-field"
    assert found == {(one, POSSIBLE) for one in related}


@pytest.mark.parametrize(
    "name",
    [
        "Grado en Derecho",
        "Grado medio en Informática",
        "Grado superior en Informática",
        "Magister Prawo",
        "Staatsexamen Jura",
        "Licencjat Filologia angielska",
        "学士 法学",
        "Lisans, Hukuk",
        "Laurea in Giurisprudenza",
        "Inżynier budownictwa",
        "Máster en Marketing",
        "Kandidat",
        "Técnico en Informática",
        "Studia podyplomowe, Data Science",
    ],
)
def test_other_degrees_of_many_countries_match_nothing(name: str) -> None:
    assert best(ClaimKind.DEGREE, name) is None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Bachelor of Science in Nursing", ""),
        ("BA", "History"),
        ("Bachelor of Business Administration", ""),
        ("BSc Health Promotion", ""),
        ("Doctor of Medicine", "Medicine"),
        ("MBA", ""),
        ("Minor in Computer Science", ""),
        ("Minor", "Statistics"),
        ("Exchange year", "Computer Science"),
        ("Erasmus semester, BSc Computer Science", ""),
        ("Data Science Bootcamp", ""),
        ("High School Diploma", "Mathematics"),
        ("A-Levels", "Mathematics"),
        ("International Baccalaureate", "Mathematics"),
        ("Associate of Science", "Computer Science"),
        ("Nanodegree", "Machine Learning"),
        ("Some courses in computer science", ""),
        ("BSc Computer Science (not completed)", ""),
        ("Bachelor of Science", ""),
        ("Computer Science", ""),
        ("Postgraduate Diploma", "Data Science"),
        ("", "Computer Science"),
        ("", ""),
    ],
)
def test_other_subjects_and_what_is_no_degree_match_nothing(name: str, field: str) -> None:
    assert best(ClaimKind.DEGREE, name, field=field) is None


def test_notes_can_say_that_it_was_not_finished() -> None:
    said = {"field": "Computer Science", "text": "Left without a degree after two years."}
    assert best(ClaimKind.DEGREE, "BSc", **said) is None


@pytest.mark.parametrize(
    "name", ["PhD candidate, Statistics", "PhD student in statistics", "PhD Statistics (expected)"]
)
def test_what_is_under_way_is_begun(name: str) -> None:
    (found,) = MATCHER.matches(claim(ClaimKind.DEGREE, name))
    assert (found.milestone, found.confidence, found.is_part) == ("doctorate-statistics", LIKELY, True)


def test_a_graduate_certificate_among_degrees_is_a_certificate() -> None:
    found = best(ClaimKind.DEGREE, "Graduate Certificate in Data Science", issuer="Example University")
    assert found == ("graduate-certificate-data-science", CERTAIN)


def test_why_is_said_in_plain_words() -> None:
    said = [
        MATCHER.matches(claim(ClaimKind.DEGREE, name))[0].why for name in ("BSc CS", "MSc Biostatistics", "PhD Physics")
    ]
    assert said == [
        "the same level and field",
        "a master's, and biostatistics is near to statistics",
        "a doctorate, and physics may count as a related field",
    ]
