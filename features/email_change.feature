@needs-email_change @own-server
Feature: Another email address
  A member comes to have another address by a link that is mailed there. Asking takes the password; until the link is used
  nothing changes; and afterwards the old address is told, and opens nothing more.

  @asvs-7.4.3
  Scenario: Changing the address
    Given Ada is logged in
    And Ada is logged in on another computer
    When Ada asks for another address
    And Ada opens the link that was mailed to the new address
    And Ada confirms the new address
    Then Ada is told "Your email address was changed. You were logged out everywhere else." as a success
    And Ada sees her account
    And Ada is no longer logged in on the other computer
    And Ada's new address opens her account, and her old one does not

  Scenario: Until the link is used, nothing changes
    Given Ada is logged in
    When Ada asks for another address
    Then Ada is told "A mail is on its way to the new address, with a link that is good for 30 minutes. Until it is used, the old address stays." as an info
    And Ada sees her account
    And the new address gets the mail "Confirm your new email address"
    And it says "their account is to have the address", in both of its parts
    And it says "It is good once, and for 30 minutes from that moment.", in both of its parts
    And it says "Unless the link is used, nothing changes.", in both of its parts
    And the link leads to the site, and nowhere else
    And Ada still has her old address, and no other

  @asvs-6.3.7
  Scenario: The old address is told
    Given Ada is logged in
    And Ada has come to have another address
    Then Ada's old address gets the mail "Your email address was changed"
    And it says "opens it no longer.", in both of its parts
    And it says "If it was you, nothing needs to be done.", in both of its parts
    And it says "If it was not you, write to whoever runs this site at once", in both of its parts
    And it says "Where else you have the same password, change it.", in both of its parts
    And it has no link, and does not name the new address

  @asvs-7.5.1
  Scenario Outline: Asking takes the password: <mistake>
    Given Ada is logged in
    When Ada asks for another address, giving <mistake>
    Then Ada is told "<sentence>" at her "Current password"
    And the new address gets no mail

    Examples:
      | mistake                   | sentence                     |
      | no password               | Enter your current password. |
      | a wrong password          | That is not your password.   |
      | a password of 129 letters | Use at most 128 characters.  |

  Scenario Outline: An address with a mistake: <mistake>
    Given Ada is logged in
    When Ada asks for an address with a mistake: <mistake>
    Then Ada is told "<sentence>" at her "New email"
    And nobody gets a mail

    Examples:
      | mistake              | sentence                                        |
      | nothing              | Enter your email address.                       |
      | no at                | Enter an email address like name@example.com.   |
      | a space in it        | Enter an email address like name@example.com.   |
      | 255 letters          | Use an email address of at most 254 characters. |
      | her own              | This is your email address already.             |
      | her own, in capitals | This is your email address already.             |

  @asvs-6.3.8
  Scenario: Asking tells nobody who has an account
    Given Ada is logged in
    And Grace has an account
    When Ada asks for an address that nobody has, and then for Grace's
    Then Ada gets the same answer each time
    And Grace gets 1 mail "Confirm your new email address"

  Scenario: An address that somebody else has come to have meanwhile
    Given Ada is logged in
    And Ada has asked for another address
    When Grace opens an account for the address that Ada has asked for
    And Ada opens the link that was mailed to the new address
    And Ada tries to confirm the new address
    Then Ada is told "This email address already has an account." as a warning
    And Ada still has her old address, and no other
    And Grace is still logged in

  Scenario Outline: An address that looks like another's: <alike>
    Given Grace's email begins with "mike"
    And Grace has an account
    And Ada is logged in
    When Ada asks for Grace's address, spelled "<alike>"
    Then Grace gets no mail "Confirm your new email address"
    And the new address gets the mail "Confirm your new email address"

    Examples:
      | alike |
      | mıke  |
      | mikе  |

  Scenario: An address in capitals is the same
    Given Grace's email begins with "mike"
    And Grace has an account
    And Ada is logged in
    When Ada asks for Grace's address, spelled "MIKE"
    Then Grace gets 1 mail "Confirm your new email address"

  @asvs-2.4.1
  Scenario: Nobody's mailbox is flooded, whoever asks
    Given Ada is logged in
    And Grace has an account
    And Joan has an account
    When Ada asks 7 times for Grace's address
    Then 5 of them were answered as usual, and the others told to wait
    And Grace gets 1 mail "Confirm your new email address"
    When Joan asks 1 time for Grace's address
    Then 0 of them were answered as usual, and the others told to wait
    And Grace gets 1 mail "Confirm your new email address"
    When Ada asks 1 time for Joan's address
    Then 1 of them were answered as usual, and the others told to wait

  @asvs-15.2.2
  Scenario: What is too much is refused before a password is hashed
    Given Ada is logged in
    And Grace has an account
    And Ada has asked 5 times for Grace's address
    When Ada asks 1 time for Grace's address
    Then 0 of them were answered as usual, and the others told to wait
    And no password was hashed

  @asvs-16.3.1
  Scenario: Asking and changing are written down
    Given Ada is logged in
    When Ada comes to have another address
    Then the log has a line of Ada's that begins with "event=email-change-asked"
    And the log has a line of Ada's that begins with "event=email-change"
    And the log has a line of Ada's that begins with "event=end"
    And no line holds a password or a token of Ada's

  @needs-recovery
  Scenario: What was mailed to the old address opens nothing more
    Given Ada is logged in
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When Ada comes to have another address
    And Ada opens the link of the mail that she had got
    Then Ada is not asked for a new password

  @asvs-7.2.4
  Scenario: Whoever has copied the cookie is out
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When Ada asks for another address
    Then the thief is not logged in
    And Ada is still logged in

  @asvs-6.2.7
  Scenario: A password manager knows whose password is asked for
    Given Ada is logged in
    When Ada wants to have another address
    Then Ada is told "A link is mailed to the new address. Until you use it, nothing changes; then you will be logged out everywhere else."
    And Ada's password manager is told "New email: email, Current password: current-password"
    And it finds Ada's email there, and nobody else is asked for it
