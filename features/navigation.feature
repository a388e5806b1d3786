@L9
Feature: Every place says who is logged in
  A member sees their email address and a way out; a visitor sees the two ways in.

  Scenario Outline: A visitor sees the two ways in: <place>
    When Ada goes to "<place>"
    Then Ada is not logged in

    Examples:
      | place     |
      | /         |
      | /products |
      | /login    |
      | /register |
      | /nowhere  |

  Scenario Outline: A member sees their email and a way out: <place>
    Given Ada is logged in
    When Ada goes to "<place>"
    Then Ada is logged in

    Examples:
      | place         |
      | /             |
      | /products     |
      | /nowhere      |

    @needs-products @needs-account
    Examples: a member's
      | place         |
      | /products/new |
      | /account      |

  @needs-account
  Scenario: A member's own place
    Given Ada is logged in
    When Ada looks at her account
    Then Ada reads her email there, and that she is a member since today
