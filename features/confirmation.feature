@own-server
Feature: A confirmed address
  Whoever registers is logged in at once, and asked to confirm the address by a link that is mailed to it. The link alone
  confirms nothing: somebody else may have opened the account, and wait for its owner to open the link.

  Scenario: Registering asks for it
    When Ada registers
    Then Ada is logged in
    And Ada is asked to confirm her address
    And Ada gets the mail "Confirm your email address"
    And it says "confirm with the link below that this address is yours", in both of its parts

  Scenario: Confirming where one is logged in
    Given Ada has registered
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    Then Ada is told "Your email address is confirmed." as a success
    And Ada is not asked to confirm her address
    And the log has a line of Ada's that begins with "event=confirm"

  Scenario: Confirming elsewhere takes the password
    Given Ada has registered
    When Ada opens the link that was mailed to her on another computer
    And Ada gives her password there, and confirms her address
    Then Ada is not asked to confirm her address
    And Ada is not logged in on the other computer

  Scenario: Elsewhere, and with the wrong password
    Given Ada has registered
    When Ada opens the link that was mailed to her on another computer
    And Ada gives another password there, and confirms her address
    Then Ada is told "That is not your password." there
    And Ada is still asked to confirm her address

  Scenario: Whoever was registered by somebody else confirms nothing by opening the link
    Given Grace has registered with Ada's address
    When Ada opens the link that was mailed to her
    Then Ada is asked for a password that only Grace knows
    And the address of Ada's is not confirmed
    When Ada says that she has forgotten her password
    And Ada opens the link that was mailed to her
    And Ada chooses a new password
    Then Grace is no longer logged in
    And the address of Ada's is confirmed

  Scenario: In the browser of another member
    Given Ada has registered
    And Grace is logged in
    When Grace opens the link that was mailed to Ada
    Then Grace is asked for the password of Ada
    And the address of Ada's is not confirmed

  Scenario: Another link
    Given Ada has registered
    And Ada has got the mail "Confirm your email address"
    When Ada asks for another link
    Then Ada is told that it was mailed to her
    And Ada gets 2 mails "Confirm your email address"
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    Then Ada is not asked to confirm her address

  @asvs-2.4.1
  Scenario: Nobody's mailbox is flooded with links
    Given Ada has registered
    When Ada asks 6 times for another link
    Then Ada is told "Try again in 60 minutes. Until then nothing that you send here is looked at, right or wrong."

  @asvs-2.4.1
  Scenario: Nobody's mailbox is flooded by registering again and again
    When a stranger registers Ada's address and deletes the account, 7 times
    Then Ada gets 5 mails "Confirm your email address"

  Scenario: Once confirmed, it is so wherever one logs in
    Given Ada has registered
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    And Ada logs out
    And Ada logs in
    Then Ada is not asked to confirm her address

  @needs-products @restarts
  Scenario: What takes a confirmed address
    Given the operator has set CONFIRMED_VIEWS to ["products.new"]
    And Ada has registered
    When Ada wants to add a product
    Then Ada is told "Please confirm your email address first: open the link that was mailed to you." as a warning
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    And Ada adds the product "A door"
    Then Ada sees the product "A door"

  @asvs-6.3.8 @restarts
  Scenario: Where the address comes first, registering tells nobody who has an account
    Given the operator has set CONFIRM_FIRST to true
    And Ada has an account
    When a stranger registers Ada's address, and one that nobody has
    Then the stranger gets the same answer twice, and no account
    And Ada gets the mail "You have an account already"

  @asvs-6.3.8 @restarts
  Scenario: Registering where the address comes first
    Given the operator has set CONFIRM_FIRST to true
    When Ada gives her address to register
    And Ada opens the link that was mailed to her
    And Ada chooses her password
    Then Ada is told "Registered successfully." as a success
    And Ada is logged in
    And Ada is not asked to confirm her address

  @axe @javascript
  Scenario Outline: The page that a link leads to is there for everyone: <light>
    Given Ada has an account
    And Ada reads in <light>
    When Ada opens the link that was mailed to her
    Then the page at "/confirmation" meets WCAG 2.2 AA for Ada
    When Ada's window is 390 pixels wide, with letters twice as large
    Then that page fits Ada's window

    Examples:
      | light |
      | light |
      | dark  |
