@own-server
Feature: A confirmed address
  Whoever registers is logged in at once, and asked to confirm the address by a link that is mailed to it. The link alone
  confirms nothing: somebody else may have opened the account, and wait for its owner to open the link.

  Scenario: Registering asks for it
    When Ada registers
    Then Ada is logged in
    And Ada is asked to confirm her address
    And Ada gets the mail "Confirm your email address"
    And it says "an account was opened for", in both of its parts
    And it says "confirm with the link below that this address is yours. It is good for 30 minutes.", in both of its parts
    And it says "If it was not you, do not confirm it. With “Forgot your password?” the account becomes yours alone.", in both of its parts
    And the link leads to the site, and nowhere else

  Scenario: Confirming where one is logged in
    Given Ada has registered
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    Then Ada is told "Your email address is confirmed." as a success
    And Ada sees the landing page
    And Ada is not asked to confirm her address
    And the log has a line of Ada's that begins with "event=confirm"

  Scenario: Confirming elsewhere takes the password
    Given Ada has registered
    When Ada opens the link that was mailed to her on another computer
    And Ada gives her password there, and confirms her address
    Then Ada is not asked to confirm her address
    And Ada is not logged in on the other computer
    And the log has a line of Ada's that begins with "event=confirm"

  Scenario Outline: Elsewhere, and with a mistake: <mistake>
    Given Ada has registered
    When Ada opens the link that was mailed to her on another computer
    Then Ada is told "You are not logged in here, so your password is asked for." there
    When Ada gives <mistake> there, and tries to confirm her address
    Then Ada is told "<sentence>" there
    And Ada is still asked to confirm her address

    Examples:
      | mistake          | sentence                     |
      | no password      | Enter your current password. |
      | a wrong password | That is not your password.   |

  Scenario: Whoever was registered by somebody else confirms nothing by opening the link
    Given Grace has registered with Ada's address
    When Ada opens the link that was mailed to her
    Then Ada is asked for a password that only Grace knows
    And Ada is told "You have opened no account? Then do not confirm it: it is yours if you choose a new password."
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

  Scenario: In the browser of another member, who has still to confirm an address of her own
    Given Ada has registered
    And Grace has registered
    When Grace opens the link that was mailed to Ada
    And Grace confirms it with Ada's password
    Then the address of Ada's is confirmed
    And the log has a line of Ada's that begins with "event=confirm"
    And Grace is still asked to confirm her address
    When Grace opens the link that was mailed to her
    And Grace confirms her address
    Then Grace is not asked to confirm her address

  @asvs-6.4.3
  Scenario: Links to two addresses in one browser
    Given Grace has registered
    And Ada has registered
    When Ada opens the link that was mailed to her
    And the link that was mailed to Grace is opened in another tab of Ada's browser
    And Ada confirms her address
    Then Ada is told "Nothing was changed: another link was opened in this browser meanwhile, and this page is about that one." as a warning
    And the address of Ada's is not confirmed
    And the address of Grace's is not confirmed

  Scenario: The page says which address it is about
    Given Ada has registered
    When Ada opens the link that was mailed to her
    Then Ada reads whose address it is, and is asked for nothing
    And Ada is not told "You have opened no account? Then do not confirm it: it is yours if you choose a new password."

  Scenario: Confirming takes no other link away
    Given Ada has registered
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When Ada opens the link of her mail "Confirm your email address"
    And Ada confirms her address
    And Ada opens the link of the mail that she had got
    Then Ada is asked for a new password, for her account and no other

  Scenario: A link is good for half an hour, and once
    Given Ada has registered
    And Ada has got the mail "Confirm your email address"
    When 29 minutes pass
    And Ada opens the link of the mail that she had got
    And Ada confirms her address
    Then Ada is told "Your email address is confirmed." as a success
    When Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning

  Scenario Outline: A link that is no longer good: <what>
    Given Ada has registered
    And Ada has got the mail "Confirm your email address"
    When <what>
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada sees the landing page
    And the address of Ada's is not confirmed

    Examples:
      | what                      |
      | 31 minutes pass           |
      | Ada asks for another link |
      | Ada changes her password  |

  Scenario: A link to an account that was deactivated is no longer good
    Given Ada has registered
    And Ada has got the mail "Confirm your email address"
    When an operator deactivates Ada's account
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning
    And Ada is back at the landing page
    And the address of Ada's is not confirmed

  Scenario: A link that was cut short
    Given Ada has registered
    When Ada opens the link that was mailed to her, cut short
    Then Ada is told "That link is not complete. Open it from the mail again, or copy all of it." as a warning
    And the address of Ada's is not confirmed

  Scenario Outline: A link of another kind confirms nothing, and a link that confirms does nothing else: <kind>
    Given Ada has registered
    And Ada has said that she has forgotten her password
    When Ada opens the link of her mail "<kind>"
    And Ada goes to "<page>"
    Then Ada is told "That link is no longer good: it was used, it is more than 30 minutes old, or a newer one was mailed. Ask for another." as a warning

    Examples:
      | kind                       | page               |
      | Choose a new password      | /confirmation      |
      | Confirm your email address | /recovery/password |

  Scenario: Opening a link confirms and spends nothing
    Given Ada has registered
    When a program opens Ada's link 3 times, as those do that look through mail
    Then the address of Ada's is not confirmed
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    Then Ada is not asked to confirm her address

  @asvs-15.4.2
  Scenario: Two use one link at the same moment
    Given Ada has registered
    When two browsers confirm Ada's address at the same moment
    Then one of them has confirmed Ada's address, and the other nothing

  Scenario: A link is no place to guess
    Given Ada has registered
    When a guesser who has Ada's link tries 6 wrong passwords
    Then only the last is refused, with 429, until 300 seconds after the first
    And the address of Ada's is not confirmed

  @needs-email_change
  Scenario: Another address is confirmed by the link that was mailed to it
    Given Ada has registered
    When Ada comes to have another address
    Then Ada is not asked to confirm her address
    And the address of Ada's is confirmed

  Scenario: Another link
    Given Ada has registered
    And Ada has got the mail "Confirm your email address"
    When Ada asks for another link
    Then Ada is told that it was mailed to her
    And Ada sees her account
    And Ada gets 2 mails "Confirm your email address"
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    Then Ada is not asked to confirm her address

  Scenario: Whoever has confirmed the address elsewhere meanwhile needs no other link
    Given Ada has registered
    When Ada opens the link that was mailed to her on another computer
    And Ada gives her password there, and confirms her address
    And Ada asks for another link
    Then Ada is told "Your email address is confirmed." as a success
    And Ada is not asked to confirm her address
    And Ada gets 1 mail "Confirm your email address"

  @asvs-2.4.1
  Scenario: Nobody's mailbox is flooded with links
    Given Ada has registered
    And Grace has registered
    When Ada asks 5 times for another link
    Then Ada is told that it was mailed to her
    And Ada gets 1 mail "Confirm your email address"
    When Ada asks 1 time for another link
    Then Ada is told "Try again in 60 minutes. Until then nothing that you send here is looked at, right or wrong."
    And Ada gets 1 mail "Confirm your email address"
    When Grace asks for another link
    Then Grace is told that it was mailed to her

  @asvs-2.4.1
  Scenario: Nobody's mailbox is flooded by accounts that are opened and deleted
    When a stranger opens an account with Ada's address and deletes it, 6 times over
    Then Ada gets 5 mails "Confirm your email address"
    When Grace registers
    Then Grace gets the mail "Confirm your email address"

  @asvs-3.5.3
  Scenario: Going to an address mails nothing
    Given Ada has registered
    And Ada has got the mail "Confirm your email address"
    When Ada goes to "/confirmation/again"
    Then Ada is told "This address cannot be used that way."
    And Ada gets 1 mail "Confirm your email address"

  Scenario: Until it is confirmed, every login asks for it
    Given Ada has registered
    And Ada has logged out
    When Ada logs in
    Then Ada is asked to confirm her address

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
    When Grace wants to add a product
    Then Grace is told "Please log in to access this page." as an info
    When Ada wants to add a product
    Then Ada is told "Please confirm your email address first: open the link that was mailed to you." as a warning
    And Ada sees her account
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    And Ada adds the product "A door"
    Then Ada sees the product "A door"

  @needs-products @restarts
  Scenario: What takes a confirmed address takes one for each of its forms
    Given the operator has set CONFIRMED_VIEWS to ["products.new"]
    And Ada has registered
    When Ada sends the product "A window of hers" by hand
    Then there is no product "A window of hers"
    When Ada opens the link that was mailed to her
    And Ada confirms her address
    And Ada sends the product "A window of hers" by hand
    And Ada looks at the products
    Then Ada sees the product "A window of hers"

  Scenario: What takes a confirmed address is a page
    When an operator starts a server whose CONFIRMED_VIEWS has "products.old"
    Then the operator is told "CONFIRMED_VIEWS has "products.old", which is no page: set it to endpoints such as "products.new"."

  Scenario Outline: What is on the way to a confirmed address takes none: <view>
    When an operator starts a server whose CONFIRMED_VIEWS has "<view>"
    Then the operator is told "CONFIRMED_VIEWS has "<view>", which is on the way of whoever has still to confirm the address: leave it out."

    Examples:
      | view                 |
      | account.index        |
      | users.login          |
      | mail.follow          |
      | confirmation.confirm |
      | confirmation.again   |

  @axe @javascript
  Scenario Outline: The page that a link leads to is there for everyone: <light>
    Given Ada has an account
    And Ada reads in <light>
    When Ada opens the link that was mailed to her
    Then the page at "/confirmation" meets WCAG 2.2 AA for Ada
    And that page tells Ada what it is, and everything on it is called by its name
    When Ada's window is 390 pixels wide, with letters twice as large
    Then that page fits Ada's window

    Examples:
      | light |
      | light |
      | dark  |
