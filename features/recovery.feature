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
