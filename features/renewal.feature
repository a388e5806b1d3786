@asvs-7.2.4 @own-server
Feature: Giving the password again
  A login gets a new token when its member gives the password: every earlier copy of the cookie is worthless from then
  on, and its member notices nothing.

  Scenario: Whoever gives the password again stays logged in
    Given Ada is logged in
    When Ada gives her password again
    Then Ada is still logged in

  Scenario: A copied cookie does not become one whose password was given lately
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When 16 minutes pass
    And Ada gives her password again
    Then the thief is not logged in

  Scenario: A request that was on its way takes nobody's login away
    Given Ada is logged in
    When Ada gives her password again while another page of hers is on its way
    Then Ada sees her account
    And Ada is still logged in

  @javascript
  Scenario Outline: A double click is one click: Ada <act>
    Given Ada is logged in
    And a hash takes longer than a double click
    When Ada <act> with a double click
    Then Ada is still logged in
    And Ada sees her account

    Examples:
      | act                      |
      | gives her password again |
      | changes her password     |

  @javascript
  Scenario: A double click registers once
    Given a hash takes longer than a double click
    When Ada registers with a double click
    Then Ada is told "Registered successfully." as a success
    And Ada is logged in

  @javascript
  Scenario: Whoever stops the browser can send the form again
    Given Ada has an account
    When Ada logs in, stops her browser before it has an answer, and tries again 5 seconds later
    Then Ada is logged in

  @javascript
  Scenario: Whoever comes back to a page that the browser has kept can send its form again at once
    Given Ada has an account
    When Ada logs in, comes back before she has an answer, and tries again
    Then Ada is logged in

  @asvs-7.4.3 @in-process
  Scenario: Whoever logs in with the old password at the same moment is not in
    Given Ada is logged in
    When a thief logs in with Ada's password while she changes it
    Then the thief's login is worth nothing
    And Ada is still logged in
    And Ada's new password works, and her old one does not

  @asvs-15.4.2 @asvs-7.4.3 @in-process
  Scenario Outline: Whoever is out at the same moment deletes no account: she <act>
    Given Ada is logged in
    When a thief who is logged in deletes Ada's account with her password while she <act>
    Then the thief's login is worth nothing
    And Ada is still logged in

    Examples:
      | act                      |
      | changes it               |
      | logs out everywhere else |

  @asvs-11.4.2 @in-process
  Scenario: A hash that is renewed at the same moment does not bring the old password back
    Given Ada is logged in
    And hashes have become dearer since
    When a thief logs in with Ada's password while she changes it
    Then the thief's login is worth nothing
    And Ada's new password works, and her old one does not

  Scenario: Whoever's login is over is told so once
    Given Ada is logged in
    And 61 minutes pass
    And Ada wanted to see her account, and is told "Please log in to access this page." as an info
    When Ada refreshes
    Then Ada is told nothing
    And Ada is not logged in
