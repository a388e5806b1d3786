@L7
Feature: Already logged in
  A member who opens the way in again is told so and sent to the landing page. Nothing else changes.

  Scenario Outline: A member cannot log in or register again: <act>
    Given Ada is logged in
    When Ada wants to <act>
    Then Ada is told "You are already logged in." as a warning
    And Ada sees the landing page
    And Ada is logged in

    Examples:
      | act    |
      | log in |

    @needs-registering
    Examples: nor open an account
      | act      |
      | register |

  Scenario: A login left unfinished in another tab
    Given Ada and Grace have accounts
    And Ada is about to log in
    And Grace logs in in another tab of Ada's browser
    When Ada sends what she has written
    Then Ada is told "You are already logged in." as a warning
    And Grace is still logged in

  @needs-registering
  Scenario: A registration left unfinished in another tab
    Given Grace has an account
    And Ada is about to register
    And Grace logs in in another tab of Ada's browser
    When Ada sends what she has written
    Then Ada is told "You are already logged in." as a warning
    And Grace is still logged in
    And Ada has no account
