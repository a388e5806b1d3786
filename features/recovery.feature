@own-server
Feature: A forgotten password
  Whoever has the mailbox of an account chooses a new password by a link that is mailed there. The link is good once, for
  half an hour, and for nothing else; and nobody learns who has an account.

  @asvs-6.4.3 @asvs-7.4.3
  Scenario: Choosing a new password
    Given Ada is logged in on another computer
    When Ada says that she has forgotten her password
    And Ada opens the link that was mailed to her
    And Ada chooses a new password
    Then Ada is told "Your password was changed, and you were logged out everywhere. Log in with the new one." as a success
    And Ada is not logged in
    And Ada is no longer logged in on the other computer
    And Ada's new password works, and her old one does not

  @asvs-6.3.8
  Scenario: Asking tells nobody who has an account
    Given Ada has an account
    And Grace has an account
    When an operator deactivates Grace's account
    And a stranger says that Ada, Grace and somebody unknown have forgotten their passwords
    Then the stranger gets the same answer each time
    And Ada gets 1 mail "Choose a new password"
    And neither of the others gets that mail

  Scenario: The way there
    Given Ada has an account
    When Ada says that she has forgotten her password
    Then Ada is told "If this address has an account, a mail is on its way to it, with a link that is good for 30 minutes. Nothing there? Look among what is taken for spam, or ask again." as an info
    And Ada gets the mail "Choose a new password"
    And it says which account it is about: Ada's
    And it says that it was just now
    And it says "Somebody, probably you, has said on", in both of its parts
    And it says "It is good once, and for 30 minutes from that moment.", in both of its parts
    And it says "If it was not you, nothing needs to be done: your password stays as it is.", in both of its parts
    And its link is called "Choose a new password"
    When Ada opens the link that was mailed to her
    Then Ada is asked for a new password, for her account and no other
    And there Ada reads that she will be logged out everywhere

  @asvs-6.4.2
  Scenario: Neither a hint nor a question stands in for the link
    Given Ada has an account
    When Ada wants to log in
    And Ada follows "Forgot your password?"
    Then Ada is asked for "Email"
    When Ada says that she has forgotten her password
    And Ada opens the link that was mailed to her
    Then Ada is asked for "Password" and "Confirm password"

  Scenario Outline: An address with a mistake: <email>
    Given Ada has an account
    When Ada says that the password for "<email>" is forgotten
    Then Ada is told "Enter an email address like name@example.com." at her "Email"

    Examples:
      | email            |
      | ada              |
      | ada@example      |
      | ada@exam ple.com |

  Scenario: A link is good for half an hour
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When 29 minutes pass
    And Ada opens the link of the mail that she had got
    And Ada chooses a new password
    Then Ada's new password works, and her old one does not

  @asvs-6.4.1
  Scenario: A link that runs out while its page is open
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And 31 minutes pass
    And Ada chooses a new password
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada's old password still works

  @asvs-6.4.1
  Scenario Outline: A link that is no longer good: <what>
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When <what>
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is not asked for a new password
    And Ada's old password still works

    Examples:
      | what                                         |
      | 31 minutes pass                              |
      | Ada says that she has forgotten her password |

  @asvs-6.4.1
  Scenario: A link is good once
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And Ada chooses a new password
    And Ada opens that link again
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is not asked for a new password

  @asvs-6.4.3
  Scenario: A link dies with a new password
    Given Ada is logged in
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When Ada changes her password
    And Ada opens the link of the mail that she had got
    Then Ada is not asked for a new password

  @asvs-6.4.3
  Scenario: A link dies with the account's being shut
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When an operator deactivates Ada's account
    And Ada opens the link of the mail that she had got
    Then Ada is not asked for a new password
    When an operator activates Ada's account
    And Ada opens the link of the mail that she had got
    Then Ada is not asked for a new password

  @asvs-6.4.3
  Scenario: A link that was asked for before the password was changed is not even sent
    Given Ada is logged in
    And Ada has said that she has forgotten her password
    When Ada changes her password
    Then Ada gets no mail "Choose a new password"

  Scenario: What has run out is not sent
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When 31 minutes pass
    Then Ada gets no mail "Choose a new password"

  @asvs-11.5.1
  Scenario Outline: A link that is not as it was mailed: <spoilt>
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her, <spoilt>
    Then Ada is told "That link is not complete. Open it from the mail again, or copy all of it." as a warning
    And Ada's old password still works

    Examples:
      | spoilt                               |
      | cut short                            |
      | with another letter in its signature |
      | of another kind                      |
      | of another nonce                     |
      | with nothing signed                  |

  Scenario: Opening a link spends nothing
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When a program that looks through Ada's mail opens its link 3 times
    And Ada opens the link that was mailed to her
    And Ada chooses a new password
    Then Ada's new password works, and her old one does not

  Scenario: A link opens in any browser
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her on another computer
    And Ada chooses a new password there
    Then Ada's new password works, and her old one does not

  @restarts
  Scenario: A link outlives a change of the server's key
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When the server starts anew with another key, and the old one to fall back on
    And Ada opens the link of the mail that she had got
    Then Ada is asked for a new password, for her account and no other

  @asvs-6.4.3
  Scenario: Without a link nobody chooses a password
    When Ada goes to "/recovery/password"
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is not asked for a new password

  @asvs-3.4.5
  Scenario: A link is left nowhere
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When Ada opens the link that was mailed to her
    Then neither the address nor the page has the link in it, and nobody else is told of it
    And no line of the log has it

  Scenario: Whoever is logged in may have forgotten the password, too
    Given Ada is logged in
    When Ada says that she has forgotten her password
    And Ada opens the link that was mailed to her
    And Ada chooses a new password
    Then Ada is not logged in
    And Ada's new password works, and her old one does not

  Scenario: Someone else who is logged in there stays so
    Given Ada has an account
    And Grace is logged in
    When strangers say 1 time that Ada has forgotten her password
    And Grace uses Ada's link, and chooses a new password for her
    Then Grace is still logged in
    And Ada's new password works, and her old one does not

  @asvs-6.4.3
  Scenario: Links to two accounts in one browser
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Grace has an account
    And Grace has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And the link that was mailed to Grace is opened in another tab of Ada's browser
    And Ada chooses a new password
    Then Ada is told "Nothing was changed: another link was opened in this browser meanwhile. Look whose account this is now." as a warning
    And Ada's old password still works
    And Grace's old password still works

  @is-the-proxy
  Scenario: The link leads to the site that the operator has set, whatever a request says
    Given Ada has an account
    When a stranger says that Ada has forgotten her password, and that the site is evil.example
    Then Ada gets the mail "Choose a new password"
    And the link leads to the site, and nowhere else

  Scenario Outline: An address that looks like another's: <alike>
    Given Ada's email begins with "mike"
    And Ada has an account
    When Grace says that the password for Ada's address is forgotten, spelled "<alike>"
    Then Grace is told "If this address has an account, a mail is on its way to it, with a link that is good for 30 minutes. Nothing there? Look among what is taken for spam, or ask again." as an info
    And nobody whose address looks like Ada's gets the mail "Choose a new password"

    Examples:
      | alike |
      | mıke  |
      | mikе  |
      | ｍike |

  Scenario: An address in capitals is the same, and the mail goes to it as it is stored
    Given Ada's email begins with "mike"
    And Ada has an account
    When Grace says that the password for Ada's address is forgotten, spelled "MIKE"
    Then Ada gets the mail "Choose a new password"

  @asvs-6.2.1 @asvs-6.2.4
  Scenario Outline: A mistake changes nothing, and the link stays good: <mistake>
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And Ada tries to choose <mistake>
    Then Ada is told "<sentence>" at her "<place>"
    And Ada's old password still works
    When Ada opens that link again
    Then Ada is asked for a new password, for her account and no other

    Examples:
      | mistake                     | place            | sentence                                                                     |
      | a new password of 7 letters | Password         | Use at least 8 characters.                                                   |
      | a common new password       | Password         | Choose another password: this one is among the first that an attacker tries. |
      | new passwords that differ   | Confirm password | The two passwords differ.                                                    |
      | no confirmation             | Confirm password | Enter the password again.                                                    |

  @asvs-3.5.1
  Scenario: A form without its token changes nothing, and the link stays good
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And a form without its token chooses a new password for Ada
    Then the answer to Ada says "This form is no longer valid. Go back, reload the page, and send it again."
    And Ada's old password still works
    When Ada chooses a new password
    Then Ada's new password works, and her old one does not

  @asvs-6.2.11
  Scenario: The email is easily guessed
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And Ada chooses her email as the new password
    Then Ada is told "Choose another password: this one is your email address." at her "Password"
    And Ada's old password still works

  @asvs-15.4.2
  Scenario: Two use one link at the same moment
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When two browsers use Ada's link at the same moment
    Then one of them has changed Ada's password, and the other nothing

  @axe @javascript
  Scenario Outline: The page that a link leads to is there for everyone: <light>
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada reads in <light>
    When Ada opens the link that was mailed to her
    Then the page at "/recovery/password" meets WCAG 2.2 AA for Ada
    When Ada's window is 390 pixels wide, with letters twice as large
    Then that page fits Ada's window

    Examples:
      | light |
      | light |
      | dark  |
