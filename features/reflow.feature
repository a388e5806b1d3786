@own-server
Feature: Every page fits its window
  On a small phone, and with letters twice as large, nobody scrolls sideways to read a page, or to reach what its head
  offers (WCAG 1.4.4, 1.4.10). New pages are covered the day they are added.

  @L9
  Scenario Outline: A visitor has all of every page before them: <window>
    When Ada's window is <window>
    Then every page fits Ada's window

    Examples:
      | window                                       |
      | 320 pixels wide                              |
      | 390 pixels wide, with letters twice as large |

  @L9
  Scenario Outline: A member has all of every page before them: <window>
    Given Ada's email has 60 letters
    And Ada is logged in on another computer
    And Ada is logged in
    When Ada's window is <window>
    Then every page fits Ada's window

    Examples:
      | window                                       |
      | 320 pixels wide                              |
      | 390 pixels wide, with letters twice as large |

  @L9
  Scenario: A long email is whole at its member's account
    Given Ada's email has 60 letters
    And Ada is logged in
    And Ada's window is 320 pixels wide
    When Ada looks at her account
    Then Ada reads her whole email there
