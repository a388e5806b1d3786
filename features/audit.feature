@asvs-16.3.1 @own-server
Feature: What is written down
  Each event of an account is a line in the server's log, and no line holds a secret.

  Scenario Outline: What becomes of an account is written down: <act>
    Given Ada is logged in
    When <act>
    Then the log has a line of Ada's that begins with "<line>"
    And no line holds a password or a token of Ada's

    Examples:
      | act                                   | line                  |
      | Ada logs out                          | event=logout          |
      | Ada changes her password              | event=password-change |
      | Ada deletes her account               | event=delete          |
      | an operator deactivates Ada's account | event=deactivate      |
      | an operator activates Ada's account   | event=activate        |
      | an operator ends Ada's sessions       | event=end             |

  Scenario: Registering and logging in
    Given Ada has registered
    And Ada has logged out
    When Ada logs in
    Then the log has a line of Ada's that begins with "event=register"
    And the log has a line of Ada's that begins with "event=login"

  @asvs-16.2.5
  Scenario: A failure and a limit
    When a guesser tries 6 wrong passwords for Ada
    Then the log has 5 lines "event=login-failure" with Ada's email
    And the log has 1 line "event=limit" with Ada's email
    And no line holds a password or a token of Ada's

  @asvs-16.2.5
  Scenario: The limit on registering
    When a stranger registers 31 times
    Then the log says "limit=LIMIT_REGISTRATIONS"

  @asvs-16.3.3
  Scenario: Why a form was refused
    When a stranger sends a form without its token
    Then the log says "The CSRF token is missing."
