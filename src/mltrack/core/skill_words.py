"""Words of skills: what of their names means other things too, and which tools suggest which skill."""

from __future__ import annotations

from mltrack.core.name_index import key, listed

DOUBTFUL = frozenset(
    map(
        key,
        listed(
            "bias|cloud|coaching|coding|containers|cv|deployment|dl|documentation|eda|monitoring|orchestration|privacy"
            "|prompting|rest|retraining|risk management|security|team leadership|testing|tracking|transformers"
            "|troubleshooting|wearables"
        ),
    )
)
"""Other names that are words of other trades too: a nurse monitors, a trainer coaches, a courier tracks."""
QUALIFIERS = frozenset(
    map(
        key,
        listed(
            "programming language|language|programming|software|tool|computer program|library|framework|database"
            "|data analysis|microsoft|apache|python package|software library"
        ),
    )
)
"""What profiles put in brackets behind a name only to say which thing of that name is meant."""
FILLERS = listed(
    "advanced|basic|applied|core|introduction|introductory|fundamental|principle|technique|method|algorithm|theory"
    "|programming|language|development|scripting|library|framework|skill|knowledge|concept|practical|intermediate"
    "|modern|tool|package|model|expert|experience"
)
"""Words that a name may have beside a skill's without being another one."""
OTHER_PROGRAMS = listed("mathematica|statistica")
"""Programs that are called nearly as a skill is."""
TOOLS = {
    "SQL": "t-sql | transact-sql | pl/sql | pl/pgsql | mysql | postgresql | postgres | sqlite | ms sql | sql server"
    " | microsoft sql server | mariadb | oracle sql | spark sql | sql queries",
    "R": "tidyverse | dplyr | rstudio | r shiny",
    "Java": "java se | java ee | core java",
    "Linux": "ubuntu | debian | red hat linux | red hat enterprise linux | rhel | centos",
    "NoSQL": "mongodb | cassandra | apache cassandra | dynamodb | couchdb",
    "Cloud data warehouses": "bigquery | google bigquery | amazon redshift | redshift | azure synapse",
    "Cloud machine learning platforms": "sagemaker | amazon sagemaker | aws sagemaker | vertex ai | google vertex ai"
    " | azure machine learning | azure ml",
    "Infrastructure as code": "cloudformation | aws cloudformation | pulumi | ansible",
    "CI/CD": "gitlab ci | gitlab ci/cd | circleci | travis ci | azure pipelines",
    "Version control": "gitlab | bitbucket",
    "Software testing": "unit testing | test automation | automated testing | pytest | junit | test driven development"
    " | tdd",
    "Experiment design": "a/b testing",
    "Data engineering": "etl | data pipelines | elt | etl tools | extract transform load",
    "Statistics": "hypothesis testing | statistical analysis | inferential statistics | statistical inference"
    " | biostatistics | bayesian statistics | bayesian inference",
    "Statistical modeling": "regression analysis | linear regression | regression models | mixed models"
    " | generalized linear models",
    "Time series": "arima | time series forecasting",
    "Deep learning": "neural networks | artificial neural networks | recurrent neural networks | lstm",
    "Workflow orchestration": "dagster | prefect",
    "Web services": "restful web services | restful webservices | rest api development | rest services"
    " | fastapi | graphql | spring boot",
    "Web development": "django | flask | ruby on rails | asp.net"
    " | front-end development | front-end web development | back-end web development | full-stack development",
    "Retrieval-augmented generation": "vector databases",
    "Large language models": "gpt-4 | bert",
    "Hugging Face": "hugging face transformers | hf transformers",
    "Natural language processing": "text mining | spacy | nltk | natural language understanding",
    "Machine learning": "supervised learning | unsupervised learning | supervised machine learning | xgboost | lightgbm"
    " | random forests | gradient boosting",
    "Data visualization": "matplotlib | seaborn | ggplot2 | plotly | d3.js | bokeh",
    "Business intelligence": "looker | looker studio | qlik | qlikview | qlik sense | google data studio",
    "Spreadsheets": "google sheets | libreoffice calc | pivot tables | power query | vlookup",
    "Communication": "data storytelling | storytelling with data",
    "Electronic health records": "electronic medical records | emr",
    "Mathematical optimization": "linear programming | mixed integer programming | integer programming",
    "Stochastic processes": "stochastic calculus | stochastic modelling",
    "Machine learning infrastructure": "ml platform | machine learning platform",
    "Scientific writing": "academic writing",
    "Data ethics and privacy": "data privacy | patient privacy | gdpr | data ethics",
    "Software engineering": "software development",
    "Database development": "database design",
    "Requirements analysis": "requirements gathering | requirements engineering",
    "Cloud computing": "aws lambda | amazon ec2 | amazon s3",
    "Apache Spark": "spark streaming",
    "Power BI": "power bi desktop",
    "Tableau": "tableau desktop | tableau server | tableau public",
    "Responsible AI": "ai ethics",
    "Shell": "powershell | zsh",
}
"""A name of a skill, and what cannot be used without it or is a kind of it: to claim that suggests the skill."""
