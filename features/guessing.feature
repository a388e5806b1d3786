@asvs-2.4.1 @asvs-6.3.1
Feature: Guessing
  Five wrong passwords for one account from one address, and none is looked at for five minutes. Whoever is logged in
  stays so and goes on, and so do other accounts: an attacker can keep a member from logging in there, and from nothing
  that a member who is in may do.

  @policy-seconds @policy-tries
  Scenario: After five wrong passwords even the right one is refused
    Given Ada has an account
    And a guesser has tried 5 wrong passwords for Ada
    When Ada logs in
    Then Ada is told "Try again in 5 minutes. Until then nothing that you send here is looked at, right or wrong."
    And Ada is not logged in

  @own-server
  Scenario: What is refused is not looked at
    When a guesser tries 9 wrong passwords for Ada
    Then 5 of the passwords were hashed, and no more

  @policy-seconds @policy-tries
  Scenario: The answer says how long to wait
    Given Ada has an account
    When a guesser tries 6 wrong passwords for Ada
    Then only the last is refused, with 429, until 300 seconds after the first
    And the last is told how long to wait

  @own-server
  Scenario: It does not end sooner
    Given Ada has an account
    And a guesser has tried 5 wrong passwords for Ada
    When 4 minutes pass
    And Ada logs in
    Then Ada is told "Try again in a minute. Until then nothing that you send here is looked at, right or wrong."
    And Ada is not logged in

  @own-server
  Scenario: It ends
    Given Ada has an account
    And a guesser has tried 5 wrong passwords for Ada
    When 5 minutes pass
    And Ada logs in
    Then Ada is logged in

  @policy-tries
  Scenario: Other accounts go on
    Given Ada and Grace have accounts
    And a guesser has tried 5 wrong passwords for Ada
    When Grace logs in
    Then Grace is logged in

  @policy-tries
  Scenario: Whoever is logged in stays so
    Given Ada is logged in
    When a guesser tries 9 wrong passwords for Ada
    Then Ada is still logged in

  @own-server
  Scenario Outline: Whoever is logged in goes on, whatever others guess: <act>
    Given Ada is logged in
    When a guesser tries 9 wrong passwords for Ada
    And Ada <act>
    Then Ada is told "<sentence>" as a success

    Examples:
      | act                  | sentence                                                        |
      | changes her password | Your password was changed. You were logged out everywhere else. |
      | deletes her account  | Your account was deleted.                                       |

  @own-server
  Scenario: Whoever is logged in gives the password again, whatever others guess
    Given Ada is logged in
    And Ada is logged in on another computer
    And 16 minutes pass
    When a guesser tries 9 wrong passwords for Ada
    And Ada ends her other session, and gives her password
    And Ada ends her other session
    Then Ada is told "That session was ended." as a success

  @policy-tries
  Scenario: Right passwords do not count
    Given Ada has an account
    When Ada logs in and out 6 times
    And Ada logs in
    Then Ada is logged in

  @policy-seconds @policy-tries
  Scenario: An unknown email is treated the same
    When a guesser tries 6 wrong passwords for Ada
    Then only the last is refused, with 429, until 300 seconds after the first

  @own-server
  Scenario: Sixteen at once get no further than five in a row
    Given Ada has an account
    When a guesser tries 16 wrong passwords for Ada at the same moment
    Then 5 of the passwords were hashed, and no more

  @own-server
  Scenario: One address has fifty attempts for all accounts
    When a guesser tries 1 password for each of 51 emails
    Then only the last is refused, with 429, until 300 seconds after the first

  @own-server @restarts
  Scenario: A guesser elsewhere does not shut the member out
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    When a guesser tries 6 wrong passwords for Ada, each as if from another address
    And Ada logs in
    Then Ada is logged in

  @own-server @restarts
  Scenario: What a narrow limit refuses is charged to no wider one
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    And the limit LIMIT_PER_EMAIL_AND_ADDRESS is "5 per hour"
    And the limit LIMIT_PER_EMAIL is "10 per hour"
    When a guesser tries 12 wrong passwords for Ada, all as if from one other address
    And Ada logs in
    Then Ada is logged in

  @own-server
  Scenario: What a wide limit refuses is charged to no narrower one
    Given Ada has an account
    And the limit LIMIT_PER_EMAIL_AND_ADDRESS is "5 per hour"
    And the limit LIMIT_PER_ADDRESS is "3 per 5 minutes"
    And a guesser has tried 1 password for each of 3 emails
    And a guesser has tried 6 wrong passwords for Ada
    When 5 minutes pass
    And Ada logs in
    Then Ada is logged in

  @own-server @restarts
  Scenario: One account has a hundred attempts from all addresses
    Given the server stands behind a proxy that speaks TLS
    When a guesser tries 101 wrong passwords for Ada, each as if from another address
    Then only the last is refused, with 429, until 3600 seconds after the first

  @asvs-15.3.4 @policy-seconds @policy-tries
  Scenario: A guesser cannot pretend to come from elsewhere
    When a guesser tries 6 wrong passwords for Ada, each as if from another address
    Then only the last is refused, with 429, until 300 seconds after the first

  @own-server
  Scenario: A stolen session is no place to guess
    Given Ada is logged in
    When a thief tries 6 passwords to delete Ada's account
    Then only the last is refused, with 429, until 300 seconds after the first
    And Ada is still logged in

  @own-server
  Scenario: Whoever guesses in a stolen session shuts the member out of no other
    Given Ada is logged in
    When a thief tries 6 passwords to delete Ada's account
    And a stranger logs in 1 time with Ada's password
    Then the stranger is logged in as Ada

  @own-server
  Scenario: Stolen sessions of one member have a hundred attempts together
    Given Ada has an account
    When a thief of 21 sessions of Ada's tries 101 passwords in them, 5 in each
    Then only the last is refused, with 429, until 3600 seconds after the first

  @own-server @restarts
  Scenario: An IPv6 client is its network
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    When a guesser tries 6 wrong passwords for Ada, each from another address of one network
    Then only the last is refused, with 429, until 300 seconds after the first

  @own-server
  Scenario: The limit on right passwords is reached
    Given Ada has an account
    And the limit LIMIT_RIGHT_PASSWORDS is "7 per 5 minutes"
    When a stranger logs in 8 times with Ada's password
    Then only the last is refused, with 429, until 300 seconds after the first

  @own-server
  Scenario: Wrong passwords are not counted with the right ones
    Given Ada and Grace have accounts
    And the limit LIMIT_RIGHT_PASSWORDS is "2 per 5 minutes"
    And a guesser has tried 5 wrong passwords for Grace
    When a stranger logs in 3 times with Ada's password
    Then only the last is refused, with 429, until 300 seconds after the first

  @own-server
  Scenario: Registering is limited too
    When a stranger registers 31 times
    Then only the last is refused, with 429, until 3600 seconds after the first

  @own-server
  Scenario Outline: What is refused before it is read does not count: <form>
    Given Ada has an account
    When a stranger sends 31 forms for registering, <form>
    And Grace registers
    Then Grace is logged in

    Examples:
      | form                      |
      | none of them with a token |
      | logged in as Ada          |

  @own-server
  Scenario Outline: A server whose limits cannot be read does not start: <what>
    When an operator starts a server with <what>
    Then the operator is told "LIMIT_PER_ADDRESS is "<value>": set it to one limit above zero, such as "5 per 5 minutes""

    Examples:
      | what                          | value          |
      | a limit that is misspelt      | 5 per 5 minuts |
      | a limit that is a bare number | 5              |
      | a limit that is empty         |                |
      | a limit of zero               | 0 per minute   |
