@own-server @restarts
Feature: An address that is confirmed first
  Where an operator wants it so, whoever registers gives nothing but an address. A link is mailed to it; whoever opens that
  chooses a password, and has an account. So nobody learns who has one, but by having the mailbox.

  @asvs-6.3.8
  Scenario: Registering tells nobody who has an account
    Given the operator has set CONFIRM_FIRST to true
    And Ada has an account
    When a stranger registers Ada's address in capitals, and one that nobody has
    Then the stranger gets the same answer twice, and no account
    And no password was hashed
    And Ada gets the mail "You have an account already"
    And it says "There is one already.", in both of its parts
    And it says "Log in as ever. If you do not know the password any more, “Forgot your password?” leads to a new one.", in both of its parts
    And it says "If it was not you, nothing needs to be done: nobody was told that you have an account.", in both of its parts
    And it has no link

  @asvs-6.3.8
  Scenario Outline: Registering, with the address typed like this: <spelling>
    Given the operator has set CONFIRM_FIRST to true
    When Ada gives her address to register, typed <spelling>
    Then Ada is told "A mail is on its way to this address, and says how to go on. Nothing there? Look among what is taken for spam, or send the form again." as an info
    And Ada gets the mail "Open your account"
    And it says "Somebody, probably you, wants to open an account for", in both of its parts
    And it says "With the link below you choose a password, and the account is there. It is good for 30 minutes.", in both of its parts
    And it says "If it was not you, nothing needs to be done: without the link there is no account.", in both of its parts
    And Ada has no account
    When the operator has read the log
    And Ada opens the link that was mailed to her
    Then Ada is asked for a first password, for her address and no other
    When Ada chooses her password
    Then Ada is told "Registered successfully." as a success
    And Ada sees the landing page
    And Ada is logged in
    And Ada's cookie ends with the window
    And Ada is not asked to confirm her address
    And this is written down, and nothing else: event=register user=Ada address=127.0.0.1, event=confirm user=Ada address=127.0.0.1, event=login user=Ada address=127.0.0.1
    And Ada gets no mail "Confirm your email address"

    Examples:
      | spelling    |
      | as it is    |
      | in capitals |

  @asvs-6.4.3
  Scenario: Links to two addresses in one browser
    Given the operator has set CONFIRM_FIRST to true
    And Grace has given her address to register
    And Ada has given her address to register
    When Ada opens the link that was mailed to her
    And the link that was mailed to Grace is opened in another tab of Ada's browser
    And Ada chooses her password
    Then Ada is told "Nothing was changed: another link was opened in this browser meanwhile, and this page is about that one." as a warning
    And Ada has no account
    And Grace has no account

  Scenario: What is no address is told, and counts for nothing
    Given the operator has set CONFIRM_FIRST to true
    And the limit LIMIT_REGISTRATIONS is "1 per hour"
    When Ada gives "ada@exam ple.com" to register
    Then Ada is told "Enter an email address like name@example.com." at her "Email"
    When Ada gives her address to register
    Then Ada gets the mail "Open your account"

  @asvs-6.2.1 @asvs-6.2.11 @asvs-6.2.4
  Scenario Outline: A mistake opens no account, and the link stays good: <mistake>
    Given the operator has set CONFIRM_FIRST to true
    And Ada has given her address to register
    When Ada opens the link that was mailed to her
    And Ada tries to choose her password with <mistake>
    Then Ada is told "<sentence>" at her "<place>"
    And Ada has no account
    When Ada opens that link again
    And Ada chooses her password
    Then Ada is logged in

    Examples:
      | mistake                   | place            | sentence                                                                     |
      | no password               | Password         | Enter your password.                                                         |
      | a password of 7 letters   | Password         | Use at least 8 characters.                                                   |
      | a password of 129 letters | Password         | Use at most 128 characters.                                                  |
      | a common password         | Password         | Choose another password: this one is among the first that an attacker tries. |
      | her email                 | Password         | Choose another password: this one is your email address.                     |
      | passwords that differ     | Confirm password | The two passwords differ.                                                    |

  Scenario Outline: A link that is no longer good: <what>
    Given the operator has set CONFIRM_FIRST to true
    And Ada has given her address to register
    And Ada has got the mail "Open your account"
    When <what>
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is asked for "Email"
    And Ada has no account

    Examples:
      | what                              |
      | 31 minutes pass                   |
      | Ada gives her address to register |

  Scenario: A link opens one account
    Given the operator has set CONFIRM_FIRST to true
    And Ada has given her address to register
    And Ada has got the mail "Open your account"
    When 29 minutes pass
    And Ada opens the link of the mail that she had got
    And Ada chooses her password
    And Ada logs out
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada's password opens her account

  Scenario: Somebody has come to have the address meanwhile
    Given the operator has set CONFIRM_FIRST to true
    And Ada has given her address to register
    When Ada opens the link that was mailed to her
    And Grace comes to have an account with Ada's address
    And Ada chooses her password
    Then Ada is told "This email address already has an account." at her "Password"
    And Ada is not logged in
    And Grace's password opens her account
    When Ada opens that link again
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning

  Scenario: Nobody chooses a password without a link
    Given the operator has set CONFIRM_FIRST to true
    When Ada goes to "/register/password"
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is asked for "Email"

  Scenario: Whoever is logged in registers nobody
    Given the operator has set CONFIRM_FIRST to true
    And Ada is logged in
    When Ada goes to "/register"
    Then Ada is told "You are already logged in." as a warning
    When Grace gives her address to register
    And Ada opens the link that was mailed to Grace
    Then Ada is told "You are already logged in." as a warning
    And Ada is still logged in

  @asvs-6.3.8
  Scenario: Whoever was shut out hears nothing
    Given the operator has set CONFIRM_FIRST to true
    And Ada has an account
    When an operator deactivates Ada's account
    And strangers give Ada's address 1 time to register
    Then 1 of them were told that a mail is on its way, and the others to wait
    And Ada gets no mail "You have an account already"
    And Ada gets no mail "Open your account"

  @asvs-2.4.1
  Scenario: Nobody's mailbox is flooded
    Given the operator has set CONFIRM_FIRST to true
    When strangers give Ada's address 6 times to register
    Then 5 of them were told that a mail is on its way, and the others to wait
    And Ada gets 1 mail "Open your account"

  @asvs-2.4.1
  Scenario Outline: Nobody registers without end: <limit>
    Given the operator has set CONFIRM_FIRST to true
    And the limit <limit> is "3 per hour"
    When a stranger gives 4 addresses to register
    Then 3 of them were told that a mail is on its way, and the others to wait

    Examples:
      | limit                   |
      | LIMIT_REGISTRATIONS     |
      | LIMIT_MAILS_PER_ADDRESS |

  @asvs-6.2.7 @axe @javascript
  Scenario: Its pages are there for everyone
    Given the operator has set CONFIRM_FIRST to true
    When Ada goes to "/register"
    Then the page at "/register" meets WCAG 2.2 AA for Ada
    And that page tells Ada what it is, and everything on it is called by its name
    And Ada's password manager is told "Email: username"
    And Ada is told "Enter your email address. A link to choose a password is mailed to it."
    And Ada may log in instead
    When Ada gives her address to register
    And Ada opens the link that was mailed to her
    Then the page at "/register/password" meets WCAG 2.2 AA for Ada
    And that page tells Ada what it is, and everything on it is called by its name
    And Ada's password manager is told "Password: new-password, Confirm password: new-password"
