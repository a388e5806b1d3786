@own-server
Feature: The link to a new password
  The link is good once, for half an hour, and for the account that it was mailed for; it dies with whatever else proves
  whose the account is. Opening it spends nothing, and leaves it nowhere.

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

  @asvs-6.4.3
  Scenario: Links to two accounts in one browser
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Grace has an account
    And Grace has said that she has forgotten her password
    When Ada opens the link that was mailed to her
    And the link that was mailed to Grace is opened in another tab of Ada's browser
    And Ada chooses a new password
    Then Ada is told "Nothing was changed: another link was opened in this browser meanwhile, and this page is about that one." as a warning
    And Ada's old password still works
    And Grace's old password still works

  @is-the-proxy
  Scenario: The link leads to the site that the operator has set, whatever a request says
    Given Ada has an account
    When a stranger says that Ada has forgotten her password, and that the site is evil.example
    Then Ada gets the mail "Choose a new password"
    And the link leads to the site, and nowhere else

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
