"""Certificates, as people write them: codes, names, issuers, levels, courses; and what only looks like them."""

from __future__ import annotations

import pytest

from mltrack.core.claims import ClaimKind
from mltrack.core.matching import Confidence
from tests.core.claimed import MATCHER, best, claim, day

CERTAIN, LIKELY, POSSIBLE = Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE
AWS, MICROSOFT, GOOGLE = "Amazon Web Services (AWS)", "Microsoft", "Google Cloud"


@pytest.mark.parametrize(
    ("name", "issuer", "milestone"),
    [
        ("Microsoft Certified: Azure Data Scientist Associate (DP-100)", MICROSOFT, "azure-data-scientist-associate"),
        ("Microsoft Certified: Azure Data Scientist Associate", "Microsoft Learn", "azure-data-scientist-associate"),
        ("Exam DP-100: Designing and Implementing a Data Science Solution", "", "azure-data-scientist-associate"),
        ("Azure AI Engineer Associate", MICROSOFT, "azure-ai-engineer-associate"),
        ("AWS Certified Machine Learning - Specialty", "AWS", "aws-machine-learning-specialty"),
        ("AWS Certified Machine Learning – Specialty", AWS, "aws-machine-learning-specialty"),
        ("AWS Certified AI Practitioner (AIF-C01)", "Amazon", "aws-ai-practitioner"),
        ("AIF-C01", "", "aws-ai-practitioner"),
        (
            "Google Cloud Professional Machine Learning Engineer",
            "Google",
            "google-professional-machine-learning-engineer",
        ),
        ("Certified Kubernetes Administrator", "The Linux Foundation", "certified-kubernetes-administrator"),
        ("CKA: Certified Kubernetes Administrator", "CNCF", "certified-kubernetes-administrator"),
        ("PCAP-31-03", "Python Institute", "pcap"),
        ("SnowPro Core", "Snowflake Inc.", "snowpro-core"),
        ("Machine Learning Specialization", "DeepLearning.AI, Stanford University", "machine-learning-specialization"),
        ("Machine Learning Specialization", "Coursera", "machine-learning-specialization"),
        ("Deep Learning Specialization", "DeepLearning.AI via Coursera", "deep-learning-specialization"),
        ("Graduate Certificate in Data Science", "Example University", "graduate-certificate-data-science"),
        ("AI-900", "Credly", "azure-ai-fundamentals-ai-900"),
    ],
)
def test_codes_and_names_are_certain(name: str, issuer: str, milestone: str) -> None:
    assert best(ClaimKind.CERTIFICATION, name, issuer=issuer) == (milestone, CERTAIN)


@pytest.mark.parametrize(
    ("name", "issuer", "milestone", "confidence"),
    [
        ("AWS Certified Machine Learning", AWS, "aws-machine-learning-specialty", LIKELY),
        ("AWS Certified Machine Learning Engineer", AWS, "aws-machine-learning-engineer-associate", LIKELY),
        ("Databricks Certified Machine Learning", "Databricks", "databricks-machine-learning-associate", POSSIBLE),
        ("Associate Machine Learning Engineer", "", "aws-machine-learning-engineer-associate", POSSIBLE),
        ("Azure AI Fundamentals", "", "azure-ai-fundamentals-ai-900", LIKELY),
        ("PCEP-30-01", "", "pcep", LIKELY),
        ("AIF-C02", AWS, "aws-ai-practitioner", LIKELY),
        ("Deep Learning Specialisation", "Coursera", "deep-learning-specialization", LIKELY),
        ("AWS Certified AI Practitioner (in progress)", AWS, "aws-ai-practitioner", LIKELY),
        ("Azure AI Fundamentals AI-900", "Acme Learning", "azure-ai-fundamentals-ai-900", POSSIBLE),
        ("Certified Health Data Analyst", "Health Data Board", "certified-health-data-analyst", POSSIBLE),
        ("Data Science Graduate Certificate", "Example University", "graduate-certificate-data-science", LIKELY),
        ("DP-100, expired", "Microsoft", "azure-data-scientist-associate", LIKELY),
        ("Machine Learning Specialization", "", "machine-learning-specialization", LIKELY),
    ],
)
def test_what_is_near_is_asked_about(name: str, issuer: str, milestone: str, confidence: Confidence) -> None:
    assert best(ClaimKind.CERTIFICATION, name, issuer=issuer) == (milestone, confidence)


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("Google Data Analytics Professional Certificate", "Google"),
        ("Google Advanced Data Analytics", "Google"),
        ("IBM Data Science Professional Certificate", "IBM"),
        ("AWS Certified Solutions Architect – Associate", AWS),
        ("AWS Certified Data Engineer – Professional", AWS),
        ("AWS Certified Cloud Practitioner", AWS),
        ("Microsoft Certified: Azure Data Engineer Associate", MICROSOFT),
        ("Microsoft Certified: Azure Fundamentals (AZ-900)", MICROSOFT),
        ("Google Cloud Certified Professional Data Engineer", GOOGLE),
        ("Certified Kubernetes Security Specialist", "CNCF"),
        ("Oracle Certified Professional: Java SE 11 Developer", "Oracle"),
        ("Machine Learning Specialization", "University of Washington"),
        ("Machine Learning", "Coursera"),
        ("AWS Certified Machine Learning MLS-C01 2024 Hands On", "Udemy"),
        ("DP-100 Exam Prep", "Acme"),
        ("AI 102 Introduction to AI", "Example College"),
        ("PCAP analysis with Wireshark", "Acme"),
        ("Generative AI with Large Language Models", "DeepLearning.AI"),
        ("Generative AI with Large Language Models", ""),
        ("PCAP: Programming Essentials in Python", "Cisco Networking Academy"),
        ("Python", "LinkedIn"),
        ("", ""),
        ("Associate", "Amazon Web Services"),
        ("Certified Associate", MICROSOFT),
    ],
)
def test_other_certificates_are_no_match(name: str, issuer: str) -> None:
    assert best(ClaimKind.CERTIFICATION, name, issuer=issuer) is None


def test_a_code_apart_from_the_name_counts_before_the_name() -> None:
    named = "Microsoft Certified: Azure AI Fundamentals"
    assert best(ClaimKind.CERTIFICATION, named, code="AI-900") == ("azure-ai-fundamentals-ai-900", CERTAIN)
    assert best(ClaimKind.CERTIFICATION, named, code="AI-901") == ("azure-ai-fundamentals", CERTAIN)


def test_of_two_of_one_name_the_day_decides() -> None:
    named = "Microsoft Certified: Azure AI Fundamentals"
    before = MATCHER.matches(claim(ClaimKind.CERTIFICATION, named, on=day("Jun 2023")))
    assert [(one.milestone, one.confidence) for one in before] == [
        ("azure-ai-fundamentals-ai-900", LIKELY),
        ("azure-ai-fundamentals", POSSIBLE),
    ]
    assert best(ClaimKind.CERTIFICATION, named, on=day("Oct 2026")) == ("azure-ai-fundamentals", CERTAIN)
    assert best(ClaimKind.CERTIFICATION, named) == ("azure-ai-fundamentals-ai-900", LIKELY)


def test_what_could_no_longer_be_earned_is_not_certain() -> None:
    found = MATCHER.matches(claim(ClaimKind.CERTIFICATION, "MLS-C01", on=day("Aug 2026")))
    assert [(one.confidence, one.why) for one in found] == [
        (LIKELY, "its code, MLS-C01, though it was to be had until 2026-03-31 only")
    ]


@pytest.mark.parametrize("kind", [ClaimKind.COURSE, ClaimKind.CERTIFICATION])
@pytest.mark.parametrize(
    ("name", "issuer", "milestone", "confidence"),
    [
        ("Advanced Learning Algorithms", "DeepLearning.AI", "machine-learning-specialization", LIKELY),
        ("Convolutional Neural Networks", "DeepLearning.AI", "deep-learning-specialization", LIKELY),
        ("Neural Networks and Deep Learning", "", "deep-learning-specialization", LIKELY),
        ("Sequence Models", "", "deep-learning-specialization", POSSIBLE),
    ],
)
def test_a_course_is_a_part(kind: ClaimKind, name: str, issuer: str, milestone: str, confidence: Confidence) -> None:
    (found,) = MATCHER.matches(claim(kind, name, issuer=issuer))
    assert (found.milestone, found.confidence, found.is_part) == (milestone, confidence, True)


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("Convolutional Neural Networks", "Example University"),
        ("Linear Algebra", "Example University"),
        ("Machine Learning", "Stanford University"),
        ("Python", ""),
        ("CS 229 Machine Learning", ""),
        ("Kubernetes Administrator Certified", ""),
    ],
)
def test_a_course_is_neither_a_skill_nor_a_certificate(name: str, issuer: str) -> None:
    assert best(ClaimKind.COURSE, name, issuer=issuer) is None
