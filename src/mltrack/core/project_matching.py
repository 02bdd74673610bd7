"""Projects: what the words of one show. Asked about always: only its maker knows how far it went."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mltrack.core.claims import Claim
from mltrack.core.entries import Milestone
from mltrack.core.matches import Confidence, Match
from mltrack.core.name_index import NameIndex, pattern
from mltrack.core.records import dataclass

_LONGEST_TEXT = 3_000
"""Characters of a description that are looked at."""


@dataclass(frozen=True, slots=True)
class _Sign:
    milestone: str
    about: re.Pattern[str]
    """What it must say to be asked about."""
    shown: re.Pattern[str]
    """What makes it likely."""
    unless: re.Pattern[str]
    """What makes it something else."""
    by_name: bool
    """True where it is asked about for its name alone."""


def _sign(milestone: str, about: str, shown: str, *, unless: str = "$^", by_name: bool = True) -> _Sign:
    return _Sign(milestone, pattern(about), pattern(shown), pattern(unless), by_name)


_MODEL = (
    r"classif\w* | predict\w* | regression | neural | machine learning | deep learning | forecast\w* | xgboost | cnn"
)
_NOT_REVIEWED = "preprint | submitted | under review | not yet | in preparation"
_SIGNS = (
    _sign(
        "conference-presentation",
        "poster | talk | keynote | presented | presentation",
        r"conference | neurips | icml | iclr | cvpr | acl | emnlp | symposium",
    ),
    _sign(
        "publication-top-venue",
        "neurips | nips | icml | iclr",
        r"paper | publish\w* | accepted | proceedings",
        unless=f"workshop | {_NOT_REVIEWED}",
    ),
    _sign(
        "publication-peer-reviewed",
        "published in | peer[- ]reviewed | journal (?:article|paper) | proceedings of | (?:paper|article) (?:at|in)",
        "journal | conference | transactions | proceedings | workshop | symposium",
        unless=_NOT_REVIEWED,
    ),
    _sign(
        "experience-open-source",
        r"open[- ]source",
        r"patch\w* | changes? | merged | contribut\w* | pull requests? | maintain\w* | commits?",
        by_name=False,
    ),
    _sign("project-portfolio", "portfolio", "projects? | machine learning | models?", by_name=False),
    _sign(
        "project-trading-strategy",
        r"trading (?:strategy|bot|system|algorithm) | back ?test\w*",
        r"back ?test\w* | sharpe | transaction costs?",
    ),
    _sign(
        "project-rl-implementations",
        "dqn | ppo | sac | policy gradient | q[- ]learning | reinforcement learning",
        r"implement\w* | from scratch | gym | gymnasium | seeds",
    ),
    _sign("project-paper-reproduction", r"reproduc(?:ed|tion|ing) | replicat\w+", "paper | published | article"),
    _sign(
        "project-clinical-model",
        "clinical | patients? | mimic | medical | hospital | readmission | sepsis",
        f"{_MODEL} | models?",
    ),
    _sign(
        "project-architecture-design",
        "design document | architecture | system design | design",
        r"rejected | trade[- ]offs? | reviewed by | design review | alternatives",
        by_name=False,
    ),
    _sign(
        "project-generative-ai-application",
        r"""rag | retrieval[- ]augmented(?: generation)? | langchain | llms? | gpt-?\d?\w* | language model | chatbot
        | ai agent""",
        r"rag | retrieval | langchain | llms? | documents? | agents? | vector \w+ | openai",
    ),
    _sign(
        "project-mlops-pipeline",
        r"mlops | ml pipeline | training pipeline | mlflow | kubeflow | retrain\w* | drifts? | released? models?",
        r"automat\w+ | ci/?cd | github actions | monitor\w* | drifts? | airflow | alarms? | tracked",
    ),
    _sign(
        "project-deployed-model",
        f"{_MODEL} | models?",
        r"""deploy\w* | in production | in service | fastapi | endpoint | answers (?:requests|the|every|users) | serves
        | served""",
        by_name=False,
    ),
    _sign(
        "project-vision-system",
        r"""object detection | image (?:classif\w+|segmentation|recognition) | computer vision | yolo\w* | opencv
        | face recognition | images | photos | pictures""",
        r"train\w* | models? | accuracy | yolo\w* | cnn | classif\w*",
        by_name=False,
    ),
    _sign(
        "project-nlp-system",
        r"""nlp | sentiment analysis | machine translation | translator | summari[sz]\w+ | question answering
        | named entity | text classif\w+ | topic model\w*""",
        r"models? | bert | train\w* | accuracy | f1 | bleu | rouge | dataset",
    ),
    _sign(
        "project-dashboard",
        "dashboards?",
        r"power bi | tableau | looker | streamlit | dash | plotly | grafana | sql | reports? | kpis?",
    ),
    _sign(
        "project-end-to-end-model",
        f"kaggle | {_MODEL}",
        r"""kaggle | held[- ]out | test set | baseline | cross[- ]valid\w+ | auc | accuracy | rmse | f1 | clean\w*
        | scikit-learn | sklearn""",
    ),
    _sign(
        "project-web-service",
        """rest(?:ful)? (?:api|service) | web (?:app|application|service) | backend | full[- ]?stack | flask | django
        | spring boot""",
        r"postgres\w* | mysql | mongodb | database | sql | sqlite | redis",
    ),
    _sign(
        "project-data-analysis",
        r"""data analysis | exploratory (?:data )?analysis | eda | analy[sz]ed? | analysis of | survey data
        | (?:open|public) (?:\w+ )?data""",
        r"recommend\w* | advice | insights? | dataset | public data | open data | doubts | charts",
    ),
    _sign(
        "project-tested-application",
        "open[- ]source | github | command[- ]line | cli | public | library | package",
        r"""unit tests? | test suite | pytest | junit | continuous integration | coverage | tests (?:run|pass)\w*
        | \d+ tests""",
        by_name=False,
    ),
)
"""Signs of projects, the more particular ones first."""


class ProjectMatching:
    """The projects of a catalog, and the experience that projects can be, by what their description says."""

    def __init__(self, projects: Iterable[Milestone]) -> None:
        self._all = {one.id: one for one in projects}
        self._names = NameIndex((name, one.id) for one in self._all.values() for name in (one.title, *one.aliases))

    def matches(self, claim: Claim) -> list[Match]:
        """What a project may be; never certain."""
        named = [Match(one, Confidence.LIKELY, f"its name, {name}") for one, name in self._names.exact(claim.name)]
        if named:
            return named
        text = " ".join(f"{claim.name[:300]} {claim.text[:_LONGEST_TEXT]}".casefold().split())
        found: list[Match] = []
        for sign in _SIGNS:
            told = sign.about.search(text) if sign.milestone in self._all else None
            if told is None or sign.unless.search(text):
                continue
            rest = f"{text[: told.start()]} {text[told.end() :]}"
            more = sign.shown.search(rest)
            if more is not None:
                found.append(Match(sign.milestone, Confidence.LIKELY, f"it tells of {told[0]} and {more[0]}"))
            elif sign.by_name and sign.about.search(claim.name.casefold()):
                found.append(Match(sign.milestone, Confidence.POSSIBLE, f"it tells of {told[0]}"))
        return found
