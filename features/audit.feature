@asvs-16.3.1 @own-server
Feature: What is written down
  Each event of an account is a line in the server's log, and no line holds a secret.

  Scenario Outline: What becomes of an account is written down: Ada <act>
    Given Ada is logged in
    When Ada <act>
    Then the log has a line of Ada's that begins with "<line>"
    And no line holds a password or a token of Ada's

    Examples:
      | act                  | line                  |
      | logs out             | event=logout          |
      | changes her password | event=password-change |
      | deletes her account  | event=delete          |

  Scenario Outline: What becomes of an account is written down: an operator <act>
    Given Ada is logged in
    When an operator <act>
    Then the log has a line of Ada's that begins with "<line>"
    And no line holds a password or a token of Ada's

    Examples:
      | act                       | line             |
      | deactivates Ada's account | event=deactivate |
      | activates Ada's account   | event=activate   |
      | ends Ada's sessions       | event=end        |

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

  Scenario Outline: Each act is written down once, word for word: Ada <act>
    Given Ada is logged in
    And Ada is logged in on another computer
    And the operator has read the log
    When Ada <act>
    Then this is written down, and nothing else: <lines>

    Examples:
      | act                                                 | lines                                                                                          |
      | logs out                                            | event=end user=Ada count=1 address=127.0.0.1, event=logout user=Ada address=127.0.0.1          |
      | logs out everywhere else                            | event=end user=Ada count=1 address=127.0.0.1                                                   |
      | ends her other session                              | event=end user=Ada count=1 address=127.0.0.1                                                   |
      | changes her password                                | event=password-change user=Ada address=127.0.0.1, event=end user=Ada count=1 address=127.0.0.1 |
      | deletes her account                                 | event=delete user=Ada address=127.0.0.1, event=logout user=Ada address=127.0.0.1               |
      | tries to delete her account with the wrong password | event=login-failure email=Ada address=127.0.0.1                                                |

  Scenario Outline: Each act is written down once, word for word: an operator <act>
    Given Ada is logged in
    And Ada is logged in on another computer
    And the operator has read the log
    When an operator <act>
    Then this is written down, and nothing else: <lines>

    Examples:
      | act                       | lines                                                 |
      | ends Ada's sessions       | event=end user=Ada count=2                            |
      | deactivates Ada's account | event=deactivate user=Ada, event=end user=Ada count=2 |
      | activates Ada's account   | event=activate user=Ada                               |

  Scenario Outline: Each act is written down once, word for word: a stranger <act>
    Given Ada is logged in
    And Ada is logged in on another computer
    And the operator has read the log
    When a stranger <act>
    Then this is written down, and nothing else: <lines>

    Examples:
      | act                                | lines                                                                    |
      | sends a form without its token     | event=form-refused reason="The CSRF token is missing." address=127.0.0.1 |
      | logs in 1 time with Ada's password | event=login user=Ada address=127.0.0.1                                   |

  Scenario: Registering is written down once, and then logging in
    Given the operator has read the log
    When Ada registers
    Then this is written down, and nothing else: event=register user=Ada address=127.0.0.1, event=login user=Ada address=127.0.0.1

  @asvs-16.2.5
  Scenario: The sixth wrong password is written down as a limit, and not as a failure
    Given Ada has an account
    And a guesser has tried 5 wrong passwords for Ada
    And the operator has read the log
    When a guesser tries 1 wrong password for Ada
    Then this is written down, and nothing else: event=limit email=Ada limit=LIMIT_PER_EMAIL_AND_ADDRESS address=127.0.0.1

  @mistakes
  Scenario: What failed is not written down as if it had been
    Given Ada is logged in
    And the operator has read the log
    When Ada changes her password, and the database fails half-way
    Then this is written down, and nothing else: The database does not answer: the disk is full

  Scenario Outline: Nobody writes a line of the log, whatever they type: <what>
    Given the operator has read the log
    When a stranger tries a wrong password with an email of <what>
    Then this is written down, and nothing else: event=login-failure email=<email> address=127.0.0.1

    Examples:
      | what                 | email                      |
      | plain letters        | o.hara+shop@example.com    |
      | letters with accents | "zo\u00eb@example.com"     |
      | signs                | "o'hara%s={x}@example.com" |
