@needs-account
Feature: A member's own account
  A member sees where they are logged in, and can end it anywhere. What a thief of the session would do first takes the
  password again.

  @asvs-7.5.2
  Scenario: Seeing where one is logged in
    Given Ada is logged in
    And Ada is logged in on her phone
    When Ada looks at her account
    Then Ada reads of 2 logins, one of them this device and one with "Chrome Mobile" on "Android"

  @asvs-7.5.2 @own-server
  Scenario: A login that is over is not listed
    Given Ada is logged in on another computer
    And 61 minutes pass
    When Ada logs in
    And Ada looks at her account
    Then Ada reads of 1 login, this one

  @asvs-7.1.2 @own-server
  Scenario: A member has fifty logins, and the one seen longest ago makes room
    Given Ada is logged in
    And Grace is logged in
    When Ada logs in from 50 more browsers
    Then Ada is no longer logged in
    And Grace is still logged in
    And Ada is logged in from each of them

  @asvs-7.1.2 @own-server
  Scenario: Whoever logs in makes no room for logins that were seen when the clock was fast
    Given Ada is logged in
    When Ada logs in from 50 more browsers
    And the server's clock is set back by 50 seconds
    And Ada logs in
    Then Ada is logged in

  @asvs-7.5.2
  Scenario: Ending one other login
    Given Ada is logged in
    And Ada is logged in on another computer
    When Ada ends her other session
    Then Ada is told "That session was ended." as a success
    And Ada is no longer logged in on the other computer
    And Ada is still logged in

  @asvs-7.5.2
  Scenario: Logging out everywhere else
    Given Ada is logged in
    And Ada is logged in on another computer
    When Ada logs out everywhere else
    Then Ada is told "You were logged out everywhere else." as a success
    And Ada is no longer logged in on the other computer
    And Ada is still logged in

  @asvs-7.5.2 @own-server
  Scenario Outline: Ending another login takes a password that was given lately: Ada <act>
    Given Ada is logged in
    And Ada is logged in on another computer
    When 16 minutes pass
    And Ada <act>
    Then Ada is told "Please enter your password to go on." as an info
    And Ada is asked for "Current password"
    And Ada is still logged in on the other computer

    Examples:
      | act                      |
      | ends her other session   |
      | logs out everywhere else |

  @asvs-7.5.2 @own-server
  Scenario: Going on takes the right password
    Given Ada is logged in
    And Ada is logged in on another computer
    When 16 minutes pass
    And Ada ends her other session, and gives a wrong password
    Then Ada is told "That is not your password." at her "Current password"
    And Ada is still logged in on the other computer

  @asvs-7.5.2 @own-server
  Scenario: Going on after giving the password again
    Given Ada is logged in
    And Ada is logged in on another computer
    When 16 minutes pass
    And Ada ends her other session, and gives her password
    And Ada ends her other session
    Then Ada is told "That session was ended." as a success

  @asvs-8.2.1 @own-server
  Scenario: Nobody ends another member's login
    Given Ada is logged in
    And Grace is logged in
    When Grace sends Ada's session number to be ended
    Then the answer to Grace says "That session had ended already."
    And Ada is still logged in

  @asvs-7.5.2 @own-server
  Scenario: A member ends a login by its number
    Given Ada is logged in
    When Ada sends Ada's session number to be ended
    Then the answer to Ada says "That session was ended."
    And Ada is no longer logged in

  @asvs-7.4.4
  Scenario: A way out from every page of a member
    Given Ada is logged in
    Then Ada can log out from every page
