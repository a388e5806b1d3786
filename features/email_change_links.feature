@own-server
Feature: The link to another email address
  The link that is mailed to a new address is good once and for half an hour, and takes the password wherever its member is
  not logged in: whoever reads the mail is not yet the member.

  Scenario Outline: A link that is no longer good: <what>
    Given Ada is logged in
    And Ada has asked for another address
    And the new address has got the mail "Confirm your new email address"
    When <what>
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada still has her old address, and no other

    Examples:
      | what                             |
      | 31 minutes pass                  |
      | Ada asks for yet another address |
      | Ada changes her password         |

  Scenario: A link is good once
    Given Ada is logged in
    And Ada has come to have another address
    When Ada opens that link again
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is asked for "New email" and "Current password"

  Scenario: A link dies with the account's being shut
    Given Ada is logged in
    And Ada has asked for another address
    And the new address has got the mail "Confirm your new email address"
    When an operator deactivates Ada's account
    And Ada opens the link of the mail that she had got
    Then Ada is not asked to confirm anything

  Scenario: A link that was cut short
    Given Ada is logged in
    And Ada has asked for another address
    When Ada opens the link that was mailed to the new address, cut short
    Then Ada is told "That link is not complete. Open it from the mail again, or copy all of it." as a warning
    And Ada still has her old address, and no other

  Scenario: The link says which address takes the place of which
    Given Ada is logged in
    And Ada has asked for another address
    When Ada opens the link that was mailed to the new address
    Then Ada reads that the new address takes the place of her old one, and is asked for nothing

  Scenario: Links to two members' addresses in one browser
    Given Grace is logged in
    And Grace has asked for another address
    And Ada is logged in
    And Ada has asked for another address
    When Ada opens the link that was mailed to the new address
    And Grace's link is opened in another tab of Ada's browser
    And Ada tries to confirm the new address
    Then Ada is told "Nothing was changed: another link was opened in this browser meanwhile, and this page is about that one." as a warning
    And Ada still has her old address, and no other

  @needs-recovery
  Scenario: A link of another kind changes nothing
    Given Ada is logged in
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When Ada asks for another address
    And Ada opens the link of the mail that she had got
    And Ada goes to "/account/email/confirm"
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada still has her old address, and no other

  Scenario: Opening a link spends and changes nothing, and for half an hour it is good
    Given Ada is logged in
    And Ada has asked for another address
    When a program that looks through mail opens the link 3 times
    Then Ada still has her old address, and no other
    When 29 minutes pass
    And Ada opens the link that was mailed to the new address
    And Ada confirms the new address
    Then Ada's new address opens her account, and her old one does not

  @asvs-7.5.1
  Scenario: Where nobody is logged in, the link takes the password
    Given Ada is logged in
    And Ada has asked for another address
    When Ada opens the link that was mailed to the new address on another computer
    Then Ada is asked there for her password, to have the new address in the place of her old one
    When Ada confirms the new address there with her password
    Then Ada is told there "Your email address was changed, and you were logged out everywhere. Log in with the new one.", and nothing else
    And Ada is no longer logged in
    And the log has a line of Ada's that begins with "event=end"
    And Ada's new address opens her account, and her old one does not

  @asvs-7.5.1 @asvs-8.2.1
  Scenario Outline: Whoever reads the mail is not yet the member: <mistake>
    Given Ada is logged in
    And Ada has asked for another address
    When Ada opens the link that was mailed to the new address on another computer
    And Ada tries to confirm the new address there with <mistake>
    Then Ada is told there "<sentence>"
    And Ada still has her old address, and no other

    Examples:
      | mistake          | sentence                     |
      | no password      | Enter your current password. |
      | a wrong password | That is not your password.   |

  @asvs-8.2.1
  Scenario: Somebody else who is logged in there cannot use it
    Given Ada is logged in
    And Grace is logged in
    And Ada has asked for another address
    When Grace opens Ada's link, and confirms it with Grace's password
    Then Grace is told "That is not your password." at her "Current password"
    And Ada still has her old address, and no other
    And Grace is still logged in

  Scenario: Somebody else who is logged in there stays so
    Given Ada is logged in
    And Grace is logged in
    And Ada has asked for another address
    When Grace opens Ada's link, and confirms it with Ada's password
    Then Ada's new address opens her account, and her old one does not
    And Grace is still logged in

  @asvs-6.3.1
  Scenario: Somebody else who is logged in there guesses as a visitor does
    Given Ada is logged in
    And Grace is logged in
    And the limit LIMIT_PER_EMAIL is "1 per hour"
    And Ada has asked for another address
    When Grace opens Ada's link, and confirms it with Grace's password
    And Ada opens the link that was mailed to the new address on another computer
    And Ada tries to confirm the new address there with a wrong password
    Then Ada is told there "Try again in 60 minutes. Until then nothing that you send here is looked at, right or wrong."

  @asvs-3.5.1
  Scenario: Another site cannot confirm it
    Given Ada is logged in
    And Ada has asked for another address
    When Ada opens the link that was mailed to the new address
    And a form without its token confirms Ada's new address
    Then the answer to Ada says "This form is no longer valid. Go back, reload the page, and send it again."
    And Ada still has her old address, and no other

  @asvs-15.4.2
  Scenario: Two use one link at the same moment
    Given Ada is logged in
    And Ada has asked for another address
    When two browsers confirm Ada's new address at the same moment
    Then one of them has changed Ada's address, and the other nothing

  @axe @javascript
  Scenario Outline: Nothing stands in anyone's way where the link leads: <light>
    Given Ada is logged in
    And Ada has asked for another address
    And Ada reads in <light>
    When Ada opens the link that was mailed to the new address
    Then the page at "/account/email/confirm" meets WCAG 2.2 AA for Ada
    And that page tells Ada what it is, and everything on it is called by its name

    Examples:
      | light |
      | light |
      | dark  |
