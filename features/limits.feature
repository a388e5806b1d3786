@asvs-2.4.1 @asvs-6.3.1 @own-server @restarts
Feature: How long a limit holds
  Each limit is as narrow and as long as the operator has set it. It is told how long to wait, and waiting is enough.

  Scenario Outline: Each limit is as narrow and as long as it is set to: <limit>
    Given Ada is logged in
    And the operator has set <limit> to "3 per 7 minutes"
    When <attempts>
    Then only the last is refused, with 429, until 420 seconds after the first

    Examples:
      | limit                       | attempts                                                            |
      | LIMIT_PER_EMAIL_AND_ADDRESS | a guesser tries 4 wrong passwords for Ada                           |
      | LIMIT_PER_ADDRESS           | a guesser tries 1 password for each of 4 emails                     |
      | LIMIT_PER_EMAIL             | a guesser tries 4 wrong passwords for Ada                           |
      | LIMIT_PER_LOGIN             | a thief tries 4 passwords to delete Ada's account                   |
      | LIMIT_PER_MEMBER            | a thief of 2 sessions of Ada's tries 4 passwords in them, 3 in each |
      | LIMIT_RIGHT_PASSWORDS       | a stranger logs in 4 times with Ada's password                      |
      | LIMIT_REGISTRATIONS         | a stranger registers 4 times                                        |

  Scenario Outline: Nobody is told to come back too early, nor much too late: <limit>, <time> later
    Given Ada has an account
    And the operator has set LIMIT_PER_EMAIL_AND_ADDRESS to "<limit>"
    And a guesser has tried 1 wrong password for Ada
    When <time> pass
    And Ada logs in
    Then Ada is told "Try again in <wait>. Until then nothing that you send here is looked at, right or wrong."

    Examples:
      | limit           | time        | wait       |
      | 1 per minute    | 0 seconds   | a minute   |
      | 1 per 5 minutes | 0 seconds   | 5 minutes  |
      | 1 per 5 minutes | 40 seconds  | 5 minutes  |
      | 1 per 5 minutes | 150 seconds | 3 minutes  |
      | 1 per 5 minutes | 200 seconds | 2 minutes  |
      | 1 per 5 minutes | 250 seconds | a minute   |
      | 1 per hour      | 0 seconds   | 60 minutes |
      | 1 per day       | 23 hours    | 60 minutes |

  Scenario: Who tries on while nothing is looked at waits no longer for it
    Given Ada has an account
    And a guesser has tried 9 wrong passwords for Ada
    When 4 minutes pass
    And a guesser tries 9 wrong passwords for Ada
    And 61 seconds pass
    And Ada logs in
    Then Ada is logged in

  Scenario: A right password makes no wrong one forgotten
    Given Ada has an account
    And a guesser has tried 4 wrong passwords for Ada
    When a stranger logs in 1 time with Ada's password
    And a guesser tries 2 wrong passwords for Ada
    Then only the last is refused, with 429, until 300 seconds after the first

  Scenario: Another email starts anew, and so does the same one elsewhere
    Given the server stands behind a proxy that speaks TLS
    And Ada and Grace have accounts
    When a guesser tries 6 wrong passwords for Ada, all as if from one other address
    And a guesser tries 5 wrong passwords for Grace
    And Ada logs in
    Then Ada is logged in
