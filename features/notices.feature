@own-server
Feature: What a member hears of by mail
  Whoever gets into an account, changes its password, or guesses at it does not go unnoticed: its member is told by mail
  what it was, when, and where. A browser is known by a mark, which names nobody and lets nobody in.

  @asvs-6.3.5
  Scenario: A login on another computer
    Given Ada has an account
    When Ada logs in with Firefox on another computer
    Then Ada gets the mail "A login from a new browser"
    And it says which account it is about: Ada's
    And it says "Where that was: Firefox on Windows.", in both of its parts
    And it says "If it was you, nothing needs to be done.", in both of its parts
    And it says "somebody else can get into your account. Go to the site as you always do", in both of its parts
    And it says "change your password to one that you use nowhere else: that logs everybody else out.", in both of its parts
    And it says that it was just now
    And it has nothing to follow

  @asvs-6.3.5
  Scenario: A browser is new once
    Given Ada has an account
    And Ada is logged in with Firefox on another computer
    When Ada logs out on the other computer, and logs in there once more
    Then Ada gets 1 mail "A login from a new browser"

  @asvs-6.3.5
  Scenario: Each browser is new once
    Given Ada is logged in
    When Ada logs in with Firefox on another computer
    Then Ada gets 2 mails "A login from a new browser"

  Scenario: Two members at one computer
    Given Ada is logged in
    And Ada has logged out
    And Grace has an account
    And Grace sits down at Ada's computer
    When Grace logs in and out 2 times
    And Ada logs in and out 2 times
    Then Grace gets 1 mail "A login from a new browser"
    And Ada gets 1 mail "A login from a new browser"

  Scenario Outline: A computer knows 8 members, and of more than that the last ones: Ada and <count> others
    Given Ada has an account
    When Ada and <count> others log in at one computer, and then she again
    Then Ada gets <mails> "A login from a new browser"

    Examples:
      | count | mails   |
      | 7     | 1 mail  |
      | 8     | 2 mails |

  Scenario: Whoever registers knows where they are
    When Ada registers
    And Ada logs out
    And Ada logs in and out 2 times
    Then Ada gets no notice

  Scenario: A login that fails is none
    Given Ada has an account
    When Ada tries to log in with the wrong password
    Then Ada gets no notice
    And Ada's browser bears no mark
    When Ada logs in
    Then Ada gets 1 mail "A login from a new browser"

  @in-process @mistakes
  Scenario: A login that is undone leaves no mark
    Given Ada has an account
    When Ada logs in, and the database fails at the very end
    Then Ada gets no notice
    And Ada's browser bears no mark
    When Ada logs in
    Then Ada gets 1 mail "A login from a new browser"

  @asvs-6.3.5
  Scenario Outline: A mark that is not as it was left there is none: <what>
    Given Ada is logged in
    And Ada has logged out
    When the mark in Ada's browser is <what>
    And Ada logs in
    Then Ada is logged in
    And Ada gets 2 mails "A login from a new browser"

    Examples:
      | what                            |
      | changed by a letter             |
      | cut short                       |
      | noise                           |
      | longer than anybody would write |
      | made without the server's key   |
      | gone                            |

  @asvs-6.3.5
  Scenario: The mark of somebody else is none
    Given Ada is logged in
    And Ada has logged out
    And Grace is logged in
    When the mark in Ada's browser is a copy of that in Grace's
    And Ada logs in
    Then Ada gets 2 mails "A login from a new browser"

  @asvs-13.3.1 @restarts
  Scenario Outline: A mark outlives a key as long as the server falls back on it: <key>
    Given Ada is logged in
    And Ada has logged out
    When the server starts anew with <key>
    And Ada logs in
    Then Ada gets <count> "A login from a new browser"

    Examples:
      | key                                          | count   |
      | another key, and the old one to fall back on | 1 mail  |
      | another key                                  | 2 mails |

  @asvs-3.3.1 @asvs-3.3.2 @asvs-3.3.3 @asvs-3.3.4 @asvs-3.3.5
  Scenario: The mark is bound to this host, and out of reach of scripts
    Given Ada has an account
    When a stranger logs in 1 time with Ada's password
    Then the mark that the stranger is left is "Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=34560000", and no more

  # No fault fails this: nothing in the app asks a mark who somebody is, and no one line could have it do so.
  Scenario: The mark lets nobody in
    Given Ada is logged in
    When a thief has copied the mark in Ada's browser, and nothing else
    Then the thief is not logged in

  Scenario: A mark is left where it changes, and nowhere else
    Given Ada has an account
    When a stranger logs in and out 2 times with Ada's password
    Then the stranger was left a mark 1 time

  @asvs-6.3.7
  Scenario: A new password
    Given Ada is logged in
    When Ada changes her password
    Then Ada gets the mail "Your password was changed"
    And it says which account it is about: Ada's
    And it says "Where that was: A browser on Linux.", in both of its parts
    And it says "If it was you, nothing needs to be done.", in both of its parts
    And it says "somebody else is in your account. Go to the site as you always do", in both of its parts
    And it says that it was just now
    And it has nothing to follow

  @asvs-6.3.7 @needs-recovery
  Scenario: A new password in the place of one that was forgotten
    Given Ada has an account
    When Ada says that she has forgotten her password
    And Ada opens the link that was mailed to her
    And Ada chooses a new password
    Then Ada gets 1 mail "Your password was changed"

  Scenario: A password that was not changed
    Given Ada is logged in
    When Ada tries to change her password with the wrong current password
    Then Ada gets 0 mails "Your password was changed"

  @in-process @mistakes
  Scenario: A password whose change is undone
    Given Ada is logged in
    When Ada changes her password, and the database fails half-way
    Then Ada gets 0 mails "Your password was changed"

  @asvs-6.3.5
  Scenario: Many wrong passwords
    Given Ada has an account
    When a guesser tries 5 wrong passwords for Ada
    Then Ada gets no notice
    When a guesser tries 1 wrong password for Ada
    Then Ada gets the mail "Many wrong passwords"
    And it says which account it is about: Ada's
    And it says "somebody who was not logged in had tried", in both of its parts
    And it says "If it was you, wait, and try again.", in both of its parts
    And it says "they are still out.", in both of its parts
    And it says that it was just now
    And it has nothing to follow

  @asvs-6.3.5 @restarts
  Scenario: Wrong passwords from everywhere
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    And the limit LIMIT_PER_EMAIL is "3 per hour"
    When a guesser tries 4 wrong passwords for Ada, each as if from another address
    Then Ada gets 1 mail "Many wrong passwords"

  @asvs-6.3.5
  Scenario: Wrong passwords in a stolen session
    Given Ada is logged in
    When a thief tries 6 passwords to delete Ada's account
    Then Ada gets the mail "Many wrong passwords"
    And it says "somebody who was logged in had tried", in both of its parts
    And it says "they are in your account. Go to the site as you always do", in both of its parts

  @asvs-6.3.5
  Scenario: Wrong passwords in several stolen sessions
    Given Ada has an account
    And the limit LIMIT_PER_MEMBER is "3 per hour"
    When a thief of 2 sessions of Ada's tries 4 passwords in them, 2 in each
    Then Ada gets 1 mail "Many wrong passwords"

  Scenario: Wrong passwords for everybody tell nobody of theirs
    Given Ada has an account
    And the limit LIMIT_PER_ADDRESS is "3 per 5 minutes"
    And a guesser has tried 1 password for each of 3 emails
    When a guesser tries 1 wrong password for Ada
    Then Ada gets no notice

  @asvs-2.4.1
  Scenario: However many are guessed, a member hears of it once in an hour
    Given Ada has an account
    When a guesser tries 9 wrong passwords for Ada
    And 30 minutes pass
    And a guesser tries 9 wrong passwords for Ada
    Then Ada gets 1 mail "Many wrong passwords"
    When 31 minutes pass
    And a guesser tries 9 wrong passwords for Ada
    Then Ada gets 2 mails "Many wrong passwords"

  @asvs-2.4.1
  Scenario: Whoever has the password floods nobody's mailbox with notices
    Given Ada has an account
    When strangers log in 12 times with Ada's password, each from a new browser
    Then Ada gets 10 mails "A login from a new browser"
    When 61 minutes pass
    And strangers log in 2 times with Ada's password, each from a new browser
    Then Ada gets 12 mails "A login from a new browser"

  @asvs-2.4.1
  Scenario: What has been told often of one thing is told of another
    Given Ada is logged in
    When strangers log in 10 times with Ada's password, each from a new browser
    And Ada changes her password
    Then Ada gets 1 mail "Your password was changed"

  @asvs-6.3.8
  Scenario: Guessing tells nobody who has an account
    Given Ada has an account
    When a guesser tries 6 wrong passwords for Ada, and as many for an email that nobody has
    Then both are refused in the same words
    And Ada gets 1 mail "Many wrong passwords"
    And nobody else gets any mail

  Scenario: Whoever was shut out hears nothing
    Given Ada has an account
    When an operator deactivates Ada's account
    And a guesser tries 6 wrong passwords for Ada
    Then Ada gets no notice

  @in-process @mistakes
  Scenario: A database that fails keeps no guesser from being refused
    Given Ada has an account
    When a guesser tries 6 wrong passwords for Ada, and the database takes no mail
    Then only the last is refused, with 429, until 300 seconds after the first
    And the log has the error "A notice was not posted: "
    And Ada gets no notice

  Scenario Outline: A guesser has no say in what is mailed: <name>
    Given Ada has an account
    When a guesser whose browser calls itself <name> tries 6 wrong passwords for Ada
    Then Ada gets the mail "Many wrong passwords"
    And it says "Where that was: A browser", in both of its parts
    And nothing in it is the guesser's

    Examples: what every server takes
      | name       |
      | HTML       |
      | an address |
      | a sentence |

    @is-the-proxy
    Examples: what a proxy refuses
      | name      |
      | two lines |

  Scenario: A mail server that fails keeps nobody from logging in
    Given Ada has an account
    And the mail server is out of order
    When Ada logs in
    Then Ada is told "Logged in successfully." as a success
    When Ada's mail is delivered in vain
    And the mail server is well again
    And 2 minutes pass
    Then Ada gets 1 mail "A login from a new browser"

  @mistakes
  Scenario: A notice that cannot be sent is tried for a day, and then given up
    Given Ada has an account
    And the mail server is out of order
    When Ada logs in
    And Ada's mail is delivered in vain
    And 23 hours pass
    And Ada's mail is delivered in vain
    And the mail server is well again
    And 2 hours pass
    Then Ada gets 0 mails "A login from a new browser"
    And the log says "is given up. It was tried so often: 2"
