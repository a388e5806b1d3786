"""The report of Latchkey's promises, and of the requirements that they stand for."""

from behave.model import Feature, Scenario
from behave_browser.report.formatter import Report
from behave_browser.report.results import Result

from features.support.latchkey.asvs import PREFIX, REQUIREMENTS
from features.support.login import conformance


class LatchkeyReport(Report):
    """The harness's report, in the words of the score sheet."""

    outcomes = conformance.OUTCOMES
    standard = "OWASP ASVS"
    prefix = PREFIX
    requirements = REQUIREMENTS

    def judge(self, feature: Feature, scenario: Scenario) -> Result:
        """Give what became of the promise that ``scenario`` is."""
        return conformance.judge(feature, scenario)
