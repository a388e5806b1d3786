@asvs-6.3.1 @asvs-2.4.1
Feature: Guessing
  Five wrong passwords for one account from one address, and none is looked at for five minutes. Whoever is logged in
  stays so, and other accounts go on: an attacker can keep a member from logging in there, not from being logged in.

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

  Scenario: The answer says how long to wait
    Given Ada has an account
    When a guesser tries 6 wrong passwords for Ada
    Then only the last is refused, with 429, until 300 seconds after the first

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

  Scenario: Other accounts go on
    Given Ada and Grace have accounts
    And a guesser has tried 5 wrong passwords for Ada
    When Grace logs in
    Then Grace is logged in

  Scenario: Whoever is logged in stays so
    Given Ada is logged in
    When a guesser tries 9 wrong passwords for Ada
    Then Ada is still logged in

  Scenario: Right passwords do not count
    Given Ada has an account
    When Ada logs in and out 6 times
    And Ada logs in
    Then Ada is logged in

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

  @restarts @own-server
  Scenario: A guesser elsewhere does not shut the member out
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    When a guesser tries 6 wrong passwords for Ada, each as if from another address
    And Ada logs in
    Then Ada is logged in

  @restarts @own-server
  Scenario: One account has a hundred attempts from all addresses
    Given the server stands behind a proxy that speaks TLS
    When a guesser tries 101 wrong passwords for Ada, each as if from another address
    Then only the last is refused, with 429, until 3600 seconds after the first

  @asvs-15.3.4
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
  Scenario: Registering is limited too
    When a stranger registers 31 times
    Then only the last is refused, with 429, until 3600 seconds after the first
