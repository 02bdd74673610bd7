"""Words of degrees: at which level, and in which field, in the languages and abbreviations that people write."""

from __future__ import annotations

import re
from enum import Enum

from mltrack.core.name_index import listed, pattern


class DegreeLevel(Enum):
    """The three cycles of a university."""

    BACHELOR = "bachelor's"
    MASTER = "master's"
    DOCTORATE = "doctorate"


NO_DEGREE = re.compile(
    r"\b(?:high school|secondary|gymnasium|abitur|matura|a[- ]levels?|gcse|ged|baccalaureat|international baccalaureate"
    r"|boot ?camp|nanodegree|certificat\w*|diploma in|pg ?dip\w*|postgraduate diploma|graduate diploma|advanced diploma"
    r"|associates? (?:of|in|degree|s)\b|associate|a\.?a\.?s?|foundation (?:degree|year)|minor in|exchange|erasmus"
    r"|visiting|study abroad|semester abroad|summer (?:school|program\w*)|some (?:courses?|college)|non[- ]degree"
    r"|coursework only|auslandssemester|ausbildung|berufsschule|apprenticeship|higher national|hnd|hnc|btec|bts|dut"
    r"|dropped out|drop ?out|withdr[ae]w\w*|not completed|incomplete|unfinished|did not (?:finish|complete|graduate)"
    r"|no degree|without (?:a )?degree|left without|discontinued|abgebrochen|abandon\w*|honorary|h\.? ?c\.?"
    r"|grado (?:medio|superior)|studia podyplomowe|continuing education|professional development|micro ?masters?"
    r"|mini[- ]?mba|fellowship|residency)\b"
)
"""What stands among degrees and is none, or was not finished."""
UNFINISHED_TEXT = re.compile(
    r"\b(?:dropped out|withdrew|not completed|incomplete|did not (?:finish|complete|graduate)|without (?:a )?degree"
    r"|no degree|left (?:without|before)|abgebrochen|exchange (?:year|semester|student|program\w*))\b"
)
UNDER_WAY = re.compile(
    r"\b(?:candidate|student|in progress|ongoing|expected|pursuing|enrolled|current(?:ly)?|abd|all but dissertation"
    r"|doktorand\w*|doctorand\w*|laufend|en cours|en curso|anticipated|part[- ]way)\b"
)
"""Words of a degree that is not held yet."""

LEVELS: tuple[tuple[DegreeLevel, bool, re.Pattern[str]], ...] = tuple(
    (level, is_plain, pattern(words))
    for level, is_plain, words in (
        (
            DegreeLevel.DOCTORATE,
            True,
            r"ph ?d|d ?phil|doctora(?:te|l)(?: degree)?|doctor of philosophy",
        ),
        (
            DegreeLevel.DOCTORATE,
            False,
            r"dr(?: rer nat| ing| techn| phil| rer pol| sc)?|doctor of (?:science|engineering)|doctor|doktor|sc ?d"
            r"|d ?sc|eng ?d|dr ?eng|d ?eng|doctorat|doctorado|doutorado|doutoramento|dottorato(?: di ricerca)?|doktora"
            r"|doktorat|tohtori|博士|доктор|кандидат наук",
        ),
        (
            DegreeLevel.MASTER,
            True,
            r"masters?(?: of)? (?:science|arts|engineering|technology|philosophy|research)|m ?sc|m ?s|m ?a"
            r"|m ?eng|m ?tech|m ?phil|m ?res|masters?(?: degree)?",
        ),
        (
            DegreeLevel.MASTER,
            False,
            r"laurea (?:magistrale|specialistica)|diplom(?: ?ingenieur(?:in)?)?|dipl(?: ?ing)?"
            r"|diplome d ?ingenieur|ingenieur(?: diplome)?|magister|magistr|mgr(?: inz)?|maestria|mestrado"
            r"|maitrise|mastere"
            r"|mastere specialise|civilingenjor|maisteri|diplomi ?insinoori|cand ?(?:scient|polyt|mag)|yuksek lisans"
            r"|(?:erstes |zweites )?staatsexamen|硕士|碩士|修士|m ?math|m ?stat|m ?comp|m ?sci|m ?s ?e|магистр"
            r"|специалист",
        ),
        (
            DegreeLevel.BACHELOR,
            True,
            r"bachelors?(?: of)? (?:science|arts|engineering|technology)|b ?sc|b ?s|b ?a|b ?eng|b ?tech|b ?e"
            r"|s ?b|a ?b|bachelors?(?: degree)?",
        ),
        (
            DegreeLevel.BACHELOR,
            False,
            r"licence(?: professionnelle)?|licenciatura|licenciado|licenciada|laurea(?: triennale| breve)?|grado"
            r"|graduacao|bacharelado|bacharel|bakalavr|bakalar|bakalaureus|bakkalaureus|bakkalaureat"
            "|licencjat|inzynier|inz|bc|学士|學士"
            r"|kandidat(?:examen)?|kandidaatti|lisans|ingenier[oa]|b ?math|b ?comp(?: ?sc)?|b ?s ?e|b ?i ?t"
            r"|undergraduate|бакалавр",
        ),
    )
)
"""Level, whether the words say so plainly, and the words; the first that is found holds."""

IN_ONE = {
    "mscs": (DegreeLevel.MASTER, "computer science"),
    "bscs": (DegreeLevel.BACHELOR, "computer science"),
    "bca": (DegreeLevel.BACHELOR, "computer applications"),
    "mca": (DegreeLevel.MASTER, "computer applications"),
    "msds": (DegreeLevel.MASTER, "data science"),
    "mstat": (DegreeLevel.MASTER, "statistics"),
    "mmath": (DegreeLevel.MASTER, "mathematics"),
    "bmath": (DegreeLevel.BACHELOR, "mathematics"),
    "bsee": (DegreeLevel.BACHELOR, "electrical engineering"),
    "msee": (DegreeLevel.MASTER, "electrical engineering"),
    "bcompsc": (DegreeLevel.BACHELOR, "computer science"),
    "bcs": (DegreeLevel.BACHELOR, "computer science"),
    "bsit": (DegreeLevel.BACHELOR, "information technology"),
    "bit": (DegreeLevel.BACHELOR, "information technology"),
}
"""Abbreviations that say level and field at once."""
ENGINEER = pattern(
    "b ?eng | b ?tech | b ?e | m ?eng | m ?tech | (?:bachelors?|masters?|doctor) of (?:engineering|technology)"
)
"""Degrees that are in engineering where they state no other field."""

NOT_OF_THE_FIELD = listed(
    "1st|2nd|accredited|class|combined|concentration|course|cum|dean|degree|dept|department|distinction|double"
    "|faculty|first|focus|full|gpa|grade|graduated|hon|honor|honors|honours|hons|im|in|integrated|joint|laude"
    "|list|lower|division|magna|major|majoring|merit|of|on|online|option|part|programme|program|second|special"
    "|specialization|studiengang|fachrichtung|summa|the|time|track|univ|universitario|universitaria|fh|upper|year|a|an"
    "|en|de|di|em|i|w|la|le|il|du|der"
    "|die|das"
)
"""Words that stand beside the field of a degree."""

SAME_FIELD = {
    "computer science": "computer science|computer sciences|cs|comp sci|compsci",
    "data science": "data science|data sciences",
    "statistics": "statistics|stats",
    "mathematics": "mathematics|math|maths",
    "engineering": "engineering",
    "software engineering": "software engineering",
    "information technology": "information technology|it",
    "machine learning": "machine learning",
}
"""A field of the catalog, and the spellings that are the field itself."""

KIN = {
    "computer science": "inf|datateknik|informatik|informatiker|informatikerin|angewandte informatik"
    "|informatique|informatica|informatyki|计算机科学|计算机科学与技术|計算機科学|情報科学|情報工学"
    "|informatics|computing"
    "|computing science|computer science and engineering|computer science engineering|computer applications"
    "|applied computer science"
    "|computer studies|computer science and technology|theoretical computer science|computational science|informatyka"
    "|informatika|datavetenskap|datalogi|ciencias de la computacion|ciencia da computacao|ciencias da computacao"
    "|ciencia de la computacion|tietojenkasittelytiede|bilgisayar bilimleri|computer and information science"
    "|computer and information sciences|computer systems|technische informatik|ingenieria informatica"
    "|ingegneria informatica|engenharia informatica|informatika i vychislitelnaya tehnika|информатика"
    "|computer science and informatics|electrical engineering and computer science"
    "|eecs|computer science and artificial intelligence|advanced computer science|computer science with honors",
    "data science": "datenwissenschaft|数据科学|veri bilimi|ciencia de datos|ciencia de dados|science des donnees"
    "|applied data science"
    "|data science and analytics|data science and artificial intelligence|data science and machine learning"
    "|data science and engineering|data and computer science|computational data science|data science analytics"
    "|artificial intelligence and data science|big data|data science and ai|ai and data science",
    "statistics": "applied statistics|mathematical statistics|statistical science|statistical sciences|biostatistics"
    "|statistik|statistiker|statistikerin|statistique|statistiques|estadistica|estadistica aplicada|statystyki"
    "|istatistik|统计学|統計学|estatistica|statistica"
    "|statystyka|statistics and probability"
    "|probability and statistics|statistical data science|statistics and operations research|statistics and actuarial"
    "|social statistics|medical statistics|computational statistics|industrial statistics|статистика",
    "mathematics": "applied mathematics|applied math|applied maths|pure mathematics|pure math|mathematical sciences"
    "|mathematical science|mathematik|mathematiker|mathematikerin|wirtschaftsmathematik|technomathematik"
    "|angewandte mathematik|mathematiques|matematyki|数学|прикладная математика|математики|прикладнои математики"
    "|прикладная математика и информатика"
    "|mathematique|matematica|matematicas|matematik|matematyka|matematika|computational mathematics"
    "|financial mathematics|industrial mathematics|mathematical finance|applied and computational mathematics"
    "|mathematical modelling|mathematical modeling|mathematiques appliquees|matematica aplicada|математика",
    "software engineering": "softwaretechnik|软件工程|yazılım muhendisligi|software development"
    "|software systems engineering|genie logiciel"
    "|ingenieria de software|ingenieria del software|engenharia de software|software systems|software technology",
    "information technology": "information systems|information systems management|information system"
    "|computer information systems|ict"
    "|management information systems|business informatics|wirtschaftsinformatik"
    "|information and communication technology|information and communications technology|informationstechnik"
    "|tecnologias de la informacion|sistemas de informacion|sistemas de informacao|信息系统|information science"
    "|tecnologia da informacao|information technologies|information technology management|business information systems",
    "engineering": "maschinenbau|elektrotechnik|mechatronik|mechatronics|electronics|electrical and electronics"
    "|robotics|verfahrenstechnik|wirtschaftsingenieurwesen|bauingenieurwesen|genie civil|genie electrique"
    "|genie mecanique"
    "|elektronik|electronics and communication|electronics and communications|avionics|telecommunications"
    "|electronica|engineering science|engineering sciences|general engineering|industrial and systems engineering",
}
"""A field of the catalog, and fields that are it by another word or a branch of it."""

NEAR = {
    "data science": "data analytics|business analytics|analytics|business intelligence|data analysis|data engineering",
    "computer science": "computer engineering|bilgisayar muhendisligi|computational engineering|computer networks"
    "|cognitive computing",
    "information technology": "cyber security|cybersecurity|information security|library and information science",
    "statistics": "econometrics|actuarial science|actuarial sciences|psychometrics|quantitative methods",
    "mathematics": "operations research|operational research|actuarial mathematics|quantitative finance"
    "|financial engineering",
}
"""Fields near one of the catalog: worth asking about, and no more."""

RELATED = listed(
    "artificial intelligence|machine learning|ai|人工智能|人工知能|sztuczna inteligencja|yapay zeka"
    "|kunstliche intelligenz|intelligence artificielle|machine intelligence"
    "|inteligencia artificial|artificial intelligence and machine learning|machine learning and artificial intelligence"
    "|computational linguistics|natural language processing|computer vision|language technology|speech technology"
    "|intelligent systems|computerlinguistik|robotics and artificial intelligence|deep learning"
)
"""Fields that are counted as related without saying: they are what the catalog's own roles do."""

PERHAPS_RELATED = listed(
    "physics|applied physics|theoretical physics|mathematical physics|astrophysics|particle physics|geophysics"
    "|biophysics|medical physics|engineering physics|physik|phys|physiker|physikerin|physique|fisica|fizyka|fysik"
    "|fizik|fizyki|物理学"
    "|физика|astronomy|economics"
    "|applied economics|business economics|volkswirtschaftslehre|vwl|economie|ekonomia|ekonomii|ekonomie|ekonomi"
    "|nationalekonomi|经济学|経済学|экономика|economia|economia y estadistica"
    "|bioinformatics|computational biology|systems biology|quantitative biology|computational physics|cognitive science"
    "|neuroscience|computational neuroscience|chemistry|computational chemistry|physical chemistry|materials science"
    "|quantitative economics|linguistics|geoinformatics|health informatics|biomedical informatics|medical informatics"
    "|information management|management science|meteorology|atmospheric science|quantitative finance|econometrics"
    "|physics and astronomy|physical sciences|genomics|computational social science|digital humanities|geomatics"
    "|electronics|game development|web development|computer games"
)
"""Fields in which an employer may see a related one."""
ENGINEERING = pattern("engineering|ingenieria|ingegneria|ingenierie|engenharia|ingenieurwesen|muhendisligi")
NO_ENGINEERING = pattern("audio|sound|social|prompt|recording|food|textile|data|financial")
"""Before "engineering": what few would count as it."""
