@L8
Feature: Logging out
  Only a member's own decision logs them out, and it holds on the server, not just in the window they used.

  Scenario: Logging out
    Given Ada is logged in
    When Ada logs out
    Then Ada is back at the landing page
    And Ada is not logged in

  @needs-greetings
  Scenario: Whoever logs out is told so
    Given Ada is logged in
    When Ada logs out
    Then Ada is told "Logged out successfully." as a success

  Scenario Outline: Another site cannot log a member out: a <method> to <path>
    Given Ada is logged in
    When another site makes Ada send a <method> to "<path>"
    Then Ada is told "<sentence>"
    And Ada is still logged in

    Examples:
      | method | path    | sentence                                                                   |
      | GET    | /logout | This address cannot be used that way.                                      |
      | POST   | /logout | This form is no longer valid. Go back, reload the page, and send it again. |
      | POST   | /login  | This form is no longer valid. Go back, reload the page, and send it again. |

  Scenario: Logging out takes a token
    Given Ada is logged in
    When Ada sends a log-out without its token
    Then Ada is still logged in

  Scenario: Logging out by hand
    Given Ada is logged in
    When Ada sends a log-out with its token
    Then Ada is no longer logged in

  Scenario: A copied cookie is worthless after logging out
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When Ada logs out
    Then the thief is not logged in

  Scenario: Logging out ends one login, not all
    Given Ada is logged in
    And Ada is logged in on another computer
    When Ada logs out
    Then Ada is still logged in on the other computer
