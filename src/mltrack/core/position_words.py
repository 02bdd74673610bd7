"""Titles of positions, and the experience that each kind of position shows."""

from __future__ import annotations

import re

from mltrack.core.matches import Confidence
from mltrack.core.name_index import pattern
from mltrack.core.records import dataclass

IN_THE_FIELD = pattern(
    r"""data | machine learning | deep learning | artificial intelligence | ai | ml | nlp | llms? | python | sql
    | pytorch | tensorflow
    | statistic\w* | analytics? | software | program(?:s|ming|mer) | developers? | models? | etl
    | dashboards? | java | apis? | code | computer vision | algorithms? | scikit-learn | pandas | spark
    | tableau | power bi"""
)
"""Words of work in the field: a title needs one of them, a description more than one."""
MODELS = pattern(
    r"""machine learning | deep learning | neural networks? | nlp | computer vision | language models? | recommender
    | recommendation (?:engine|system)s? | classifiers? | pytorch | tensorflow | scikit-learn | xgboost
    | predictive models? | mlops | ml"""
)
"""Words of work with models."""
IN_SERVICE = pattern(
    r"in production | to production | deploy\w* | in service | serving | mlops | monitor\w* | retrain\w*"
)
"""Words of models that users depend on."""
SENIOR = pattern("lead | principal | staff | head | chief")
UNPAID = pattern("volunteer | volunteering | voluntary | unpaid | pro bono | ehrenamtlich")
"""Words of work that is no job: it counts as work in the field."""
OTHER_WORK = pattern(
    r"""recruiter | recruiting | recruitment | sales | account (?:executive|manager) | marketing | hr | entry clerk
    | data entry | teacher | tutor | journalist | lawyer | counsel | trainer | instructor | evangelist
    | (?:market|ux|user|design|consumer) research(?:er)?
    | (?:business|property|real estate|curriculum|content) developer
    | (?:land|course|talent|organi[sz]ational?|community) developer"""
)
"""Titles that name the field and are other work."""

FIELD, ENTRY, MID = "experience-in-the-field", "experience-entry-level-role", "experience-mid-level-role"
ML, SERVICE, SOFTWARE = "experience-machine-learning", "experience-production-ml", "experience-software-development"
LEADING, RESEARCH, OPERATIONS = "experience-leading-engineers", "experience-research", "experience-system-operations"
FINANCE, CLINICAL = "experience-financial-industry", "experience-clinical-teams"


@dataclass(frozen=True, slots=True)
class PositionKind:
    """A kind of position, and the experience that it shows."""

    title: re.Pattern[str]
    shows: tuple[tuple[str, Confidence], ...]
    """Ids of milestones, the best first."""
    in_the_field: bool
    """True where title or text must say besides that it was work in the field."""


def _kind(title: str, *shows: str, in_the_field: bool = False) -> PositionKind:
    """The experience that a title shows; after an id a question mark says that it only may."""
    sure = ((one.rstrip("?"), Confidence.POSSIBLE if one.endswith("?") else Confidence.LIKELY) for one in shows)
    return PositionKind(pattern(title), tuple(sure), in_the_field)


_MODEL_WORK = (
    r"(?:machine[- ]learning|ml|deep[- ]learning|ai|artificial intelligence|nlp|natural language processing|llm"
    r"|computer vision|generative ai|data science|perception|ml/ai|ai/ml)"
)
KINDS = (
    _kind("research intern(?:ship)?", "internship", f"{RESEARCH}?"),
    _kind(
        """intern | internship | praktikant(?:in)? | praktikum | werkstudent(?:in)? | working student | co[- ]?op
        | stagiaire | stage | summer analyst | placement student | becari[oa] | trainee""",
        "internship",
        f"{FIELD}?",
        in_the_field=True,
    ),
    _kind(
        r"apprentice | apprenticeship | auszubildende[r]? | azubi | alternant\w*",
        "apprenticeship",
        f"{FIELD}?",
        in_the_field=True,
    ),
    _kind(
        rf"ml ?ops engineer | {_MODEL_WORK} (?:operations|platform|infrastructure|reliability) engineer", SERVICE, MID
    ),
    _kind(
        rf"{_MODEL_WORK} research(?:er| scientist| engineer)? | (?:applied|research) scientist | research engineer",
        RESEARCH,
        f"{ML}?",
        f"{MID}?",
    ),
    _kind(
        r"""post ?doc\w* | postdoctoral (?:\w+) | research (?:assistant|associate|fellow|student) | researcher
        | doctoral (?:candidate|researcher|student) | ph ?d (?:candidate|researcher|student|fellow) | doktorand(?:in)?
        | wissenschaftliche[r]? mitarbeiter(?:in)? | (?:graduate|undergraduate) research(?:er| assistant) | professor
        | studentische hilfskraft""",
        RESEARCH,
    ),
    _kind(
        rf"""(?:junior|jr|graduate|entry[- ]level|associate)
        (?:data (?:scientist|analyst|engineer)|{_MODEL_WORK} engineer)""",
        ENTRY,
    ),
    _kind(
        r"""head of (?:data|machine learning|ai|analytics|software) | cto | chief technology officer
        | director of (?:data|ai|machine learning|software) | data science manager | software development manager
        | analytics manager | (?:software|data|ml|ai|development) team lead(?:er)? | tech lead
        | software engineering manager""",
        LEADING,
        f"{MID}?",
    ),
    _kind(
        r"""engineering manager | head of engineering | vp (?:of )?engineering | director of engineering
        | team lead(?:er)?
        | (?:technical|engineering|development) lead(?:er)? | development manager | lead architect | project lead""",
        LEADING,
        in_the_field=True,
    ),
    _kind(
        r"""quant | quantitative (?:analyst|researcher|developer|trader|strategist) | algorithmic trader | trader
        | (?:credit |market )?risk (?:analyst|modeller|modeler|quant)""",
        FINANCE,
        f"{FIELD}?",
    ),
    _kind(
        rf"data scientist | {_MODEL_WORK} (?:engineer|scientist|developer|specialist|architect)",
        MID,
        ML,
    ),
    _kind(
        r"""(?:clinical|health ?care|health|medical) (?:data|informatics|analytics|ai) \w+ | biostatistician
        | informatics nurse(?: specialist)? | nurse informatic(?:s|ist) | nursing informatics \w+""",
        CLINICAL,
        f"{FIELD}?",
    ),
    _kind(
        r"""data analyst | (?:bi|business intelligence) (?:analyst|developer|engineer) | analytics (?:analyst|engineer)
        | (?:reporting|insights?|product|data quality) analyst | analista de dados | datenanalyst(?:in)?
        | analyste de donnees | analista de datos""",
        ENTRY,
        f"{FIELD}?",
    ),
    _kind(
        r"""dev ?ops(?: engineer)? | site reliability engineer | sre | (?:systems?|linux|network|cloud) administrator
        | sys ?admin | (?:platform|infrastructure|cloud|operations|systems?) engineer | systemadministrator(?:in)?""",
        OPERATIONS,
        f"{FIELD}?",
    ),
    _kind(
        r"""(?:software|applications?|web|back[- ]?end|front[- ]?end|full[- ]?stack|java|python|mobile|android|ios|c\+\+
        |\.net|php|javascript|react|node(?:\.js)?|embedded|games?|api|firmware)
        (?:developer|engineer|programmer|architect)
        | software(?:entwickler|ingenieur)(?:in)? | programmer | developer | sde | programmierer(?:in)?
        | (?:software|application) development engineer | developpeu[rs]\w* | desarrollador\w* | swe
        | member of technical staff""",
        SOFTWARE,
        f"{ENTRY}?",
    ),
    _kind(
        r"""data engineer | database (?:administrator|developer|engineer) | dba | etl developer | statistician
        | statistical (?:programmer|analyst) | data (?:specialist|architect|manager|steward|consultant)
        | bioinformatician | (?:test|qa|quality assurance) (?:automation )?engineer | econometrician
        | computational (?:biologist|linguist|physicist|chemist|scientist)""",
        FIELD,
    ),
    _kind(
        r"open[- ]source (?:contributor|maintainer|developer) | (?:core )?(?:maintainer|contributor|committer)",
        "experience-open-source",
    ),
    _kind(
        r"""actuary | actuarial analyst | analyst | consultant | freelance\w* | engineer | founder | architect""",
        f"{FIELD}?",
        in_the_field=True,
    ),
)
"""The first whose title is found in a position's counts."""
