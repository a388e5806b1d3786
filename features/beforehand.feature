@own-server
Feature: What a page says before one acts
  A form says what it takes before anything is typed, and a page says what cannot be undone before it is done. What then
  happens is what it said.

  @asvs-6.2.1
  Scenario Outline: A form says beforehand what it takes: <label> at <place>
    Given Ada is logged <in or out>
    When Ada goes to "<place>"
    Then Ada reads "<hint>" at her "<label>", and hears it there

    Examples:
      | place             | in or out | label    | hint                                                            |
      | /register         | out       | Password | 8 to 128 characters. Several unrelated words make a strong one. |
      | /account/password | in        | Password | 8 to 128 characters. Several unrelated words make a strong one. |

  Scenario: What a form takes is said with the mistake as well
    When Ada tries to register with a password of 7 letters
    Then Ada is told "Use at least 8 characters." at her "Password"
    And Ada reads "8 to 128 characters. Several unrelated words make a strong one." at her "Password", and hears it there

  Scenario Outline: Where a password is already known, nothing is said of new ones: <label> at <place>
    Given Ada is logged <in or out>
    When Ada goes to "<place>"
    Then nothing more is said at Ada's "<label>"

    Examples:
      | place             | in or out | label            |
      | /login            | out       | Password         |
      | /account/password | in        | Current password |
      | /account/delete   | in        | Current password |

  @asvs-7.5.1
  Scenario: Whoever is about to delete the account reads what goes with it
    Given Ada is logged in
    When Ada wants to delete her account
    Then Ada is told "Your account, every login and all that you added will be deleted. This cannot be undone."

  @asvs-7.5.1
  Scenario: What was said goes with the account, and nothing of another's
    Given Ada is logged in
    And Ada is logged in on another computer
    And Grace is logged in
    When Ada deletes her account
    Then Ada is no longer logged in on the other computer
    And Ada has no account
    And Grace is still logged in

  Scenario: Whoever changes their mind still has it all
    Given Ada is logged in
    When Ada wants to delete her account
    And Ada looks at her account
    Then Ada sees her account
    And Ada's password opens her account

  @asvs-7.4.3
  Scenario: Whoever is about to change the password reads where it logs them out
    Given Ada is logged in
    When Ada wants to change her password
    Then Ada is told "You stay logged in here. Everywhere else you will be logged out."

  @asvs-7.4.3
  Scenario: What was said happens with the new password, here and elsewhere
    Given Ada is logged in
    And Ada is logged in on another computer
    And Ada is logged in on her phone
    When Ada changes her password
    Then Ada is no longer logged in on the other computer
    And Ada is no longer logged in on her phone
    And Ada is still logged in
