"""What a person of the pictures has elsewhere: a résumé and a job posting, both made up."""

from __future__ import annotations

import json
from pathlib import Path

RESUME = {
    "basics": {"name": "Sam Example"},
    "education": [
        {
            "institution": "University of Fernwick",
            "studyType": "BSc",
            "area": "Computer Science",
            "startDate": "2017-10",
            "endDate": "2020-07",
        },
        {"institution": "Fernwick Online", "studyType": "MSc", "area": "Data Science", "startDate": "2026-02"},
    ],
    "certificates": [
        {
            "name": "Microsoft Certified: Azure Data Scientist Associate (DP-100)",
            "date": "2025-11-04",
            "issuer": "Microsoft",
        },
        {"name": "SnowPro Core Certification", "date": "2024-03-12", "issuer": "Snowflake"},
        {"name": "Neural Networks and Deep Learning", "date": "2025-06-30", "issuer": "DeepLearning.AI"},
    ],
    "skills": [
        {"name": "Python", "level": "Advanced"},
        {"name": "SQL", "level": "Advanced"},
        {"name": "Tableau"},
        {"name": "sklearn", "level": "Intermediate"},
        {"name": "Team Leadership"},
        {"name": "A/B Testing"},
        {"name": "Public Speaking"},
    ],
    "work": [
        {
            "name": "Lanternfish Logistics",
            "position": "Data Analyst",
            "startDate": "2021-03",
            "summary": "Dashboards and forecasts of deliveries.",
        }
    ],
}

POSTING = """\
Machine Learning Engineer
Lanternfish Logistics, Fernwick

What you will do
- Build models that say when a parcel arrives, and keep them well in service
- Design experiments with our data scientists

Must have
- Bachelor's in computer science, statistics or a related field, or equivalent experience
- Strong Python, and working knowledge of SQL
- 3+ years of experience with machine learning
- PyTorch or TensorFlow

Nice to have
- Familiarity with Docker and Kubernetes
- AWS Certified Machine Learning Engineer - Associate

What we offer
- We pay for your certifications, and nobody here writes Java
"""


def write_documents(folder: Path) -> None:
    """Put both where the person looks for them."""
    (folder / "resume.json").write_text(json.dumps(RESUME, indent=2), encoding="utf-8")
    (folder / "posting.txt").write_text(POSTING, encoding="utf-8")
