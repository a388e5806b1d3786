@L8
Feature: Logging out
  Only a member's own decision logs them out, and it holds on the server, not just in the window they used.

  Scenario: Logging out
    Given Ada is logged in
    When Ada logs out
    Then Ada is told "Logged out successfully." as a success
    And Ada sees the products
    And Ada is not logged in

  Scenario Outline: A <method> on another site cannot log a member out
    Given Ada is logged in
    When another site makes Ada send a <method> to "/logout"
    Then Ada is told "<sentence>"
    And Ada is still logged in

    Examples:
      | method | sentence                                                                    |
      | GET    | This address cannot be used that way.                                       |
      | POST   | This form is no longer valid. Go back, reload the page, and send it again. |

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
