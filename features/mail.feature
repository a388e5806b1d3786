@needs-recovery @own-server
Feature: What is mailed
  A mail is written down with the act that it is about, and delivered by a process of its own. So no page waits for a mail
  server, none tells how it is, and what was written down arrives, whoever dies in between.

  Scenario Outline: A mail server that fails is tried again: <trouble>
    Given Ada has an account
    And the mail server <trouble>
    When Ada says that she has forgotten her password
    Then Ada is told "If this address has an account, a mail is on its way to it, with a link that is good for 30 minutes. Nothing there? Look among what is taken for spam, or ask again." as an info
    When Ada's mail is delivered in vain
    And the mail server is well again
    And 2 minutes pass
    Then Ada gets 1 mail "Choose a new password"

    Examples:
      | trouble            |
      | is not there       |
      | never answers      |
      | refuses every mail |
      | is out of order    |
      | drops the line     |

  Scenario: A mail server on another machine gets nothing that others could read on the way
    Given Ada has an account
    And the mail server is elsewhere, and speaks in the open
    And Ada has said that she has forgotten her password
    When Ada's mail is delivered in vain
    Then the log says "offers no STARTTLS, and nothing is sent to it in the open"
    When the mail server is well again
    And 2 minutes pass
    Then Ada gets 1 mail "Choose a new password"

  Scenario: A mail server that fails is not pestered
    Given Ada has an account
    And the mail server is out of order
    And Ada has said that she has forgotten her password
    When Ada's mail is delivered in vain
    And the mail server is well again
    Then Ada gets no mail "Choose a new password"
    When 70 seconds pass
    Then Ada gets 1 mail "Choose a new password"

  Scenario: A mail server that goes on failing is asked less and less often
    Given Ada has an account
    And the mail server is out of order
    And Ada has said that she has forgotten her password
    When Ada's mail is delivered in vain
    And 70 seconds pass
    And Ada's mail is delivered in vain
    And the mail server is well again
    And 70 seconds pass
    Then Ada gets no mail "Choose a new password"
    When 60 seconds pass
    Then Ada gets 1 mail "Choose a new password"

  @mistakes
  Scenario: What could not be sent in time is given up, and the operator reads so
    Given Ada has an account
    And the mail server is out of order
    And Ada has said that she has forgotten her password
    When Ada's mail is delivered in vain
    And the mail server is well again
    And 31 minutes pass
    Then Ada gets no mail "Choose a new password"
    And the log says "is given up. It was tried so often: 1"

  Scenario: A mail is sent once
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When 29 minutes pass
    Then Ada gets 1 mail "Choose a new password"
    When 2 minutes pass
    Then Ada gets 1 mail "Choose a new password"
    And nothing is left in the outbox of Ada's

  @restarts
  Scenario: A link is good for as long as the operator says, and so says every sentence
    Given the operator has set LINK_MINUTES to 5
    And Ada has an account
    When Ada says that she has forgotten her password
    Then Ada is told "If this address has an account, a mail is on its way to it, with a link that is good for 5 minutes. Nothing there? Look among what is taken for spam, or ask again." as an info
    And Ada gets the mail "Choose a new password"
    And it says "It is good once, and for 5 minutes from that moment.", in both of its parts
    When 4 minutes pass
    And Ada opens the link of the mail that she had got
    Then Ada is asked for a new password, for her account and no other
    When 2 minutes pass
    And Ada opens the link of the mail that she had got
    Then Ada is told "That link is no longer good: it was used, it is more than 5 minutes old, or a newer one was mailed. Ask for another." as a warning

  @restarts
  Scenario: Mails come from whom the operator says
    Given the operator has set MAIL_SENDER to keys@example.com
    And Ada has an account
    When Ada says that she has forgotten her password
    Then Ada gets the mail "Choose a new password"
    And it comes from "keys@example.com", and goes to Ada alone

  Scenario: Where the operator does not say so, mails come from nobody at the site
    Given Ada has an account
    When Ada says that she has forgotten her password
    Then Ada gets the mail "Choose a new password"
    And it comes from nobody at this site, and goes to Ada alone

  Scenario: Whoever reads no HTML reads the same
    Given Ada has an account
    And Ada has said that she has forgotten her password
    Then Ada gets the mail "Choose a new password"
    And it says "With the link below you choose a new one.", in both of its parts
    And it says which site has sent it
    And it says "Nobody reads what is sent back.", in both of its parts
    And it is marked as sent by a machine
    And the link leads to the site, and nowhere else

  @axe
  Scenario Outline: Nothing in a mail stands in anyone's way: <light>
    Given Ada has an account
    And Ada has said that she has forgotten her password
    And Ada has got the mail "Choose a new password"
    When Ada's mail program shows it in <light>
    Then it meets WCAG 2.2 AA for Ada there

    Examples:
      | light |
      | light |
      | dark  |

  @asvs-11.5.1
  Scenario: A stolen database opens nothing
    Given Ada has an account
    And Ada has said that she has forgotten her password
    Then Ada gets the mail "Choose a new password"
    And whoever steals the database finds no link in it

  Scenario: What was written down arrives by itself
    Given Ada has an account
    And Grace has an account
    And a deliverer is at work
    When Ada says that she has forgotten her password
    Then Ada gets her mail without anybody's doing
    When Grace says that she has forgotten her password
    Then Grace gets her mail without anybody's doing
    When the deliverer is asked to end
    Then it ends within 5 seconds, and says that all is well

  Scenario: Of several deliverers one sends a mail
    Given Ada has an account
    And the mail server takes its time
    And 2 deliverers are at work
    When Ada says that she has forgotten her password
    Then Ada gets her mail without anybody's doing
    When all of them have sent what they were sending
    Then Ada gets 1 mail "Choose a new password"

  Scenario: A deliverer that is killed while it sends
    Given Ada has an account
    And the mail server never answers
    And a deliverer is at work
    And Ada has said that she has forgotten her password
    When the deliverer is killed while it sends Ada's mail
    And the mail server is well again
    And 2 minutes pass
    Then Ada gets 1 mail "Choose a new password"

  Scenario: Nobody reads on the site what was mailed
    Given Ada has an account
    And Ada has said that she has forgotten her password
    When Ada goes to "/dev/mailbox"
    Then Ada is told "There is nothing at this address. It may have been mistyped, or moved."

  Scenario Outline: A server that could not mail what it should does not start: <setting>
    When an operator starts a server where <setting>
    Then the operator is told "<sentence>"

    Examples:
      | setting                                       | sentence                                                                 |
      | MAIL_URI is "smtps://ada:12#secret@localhost" | MAIL_URI is "localhost": set it to smtp://                               |
      | MAIL_ORIGIN is "https://straße.example"       | MAIL_ORIGIN is "https://straße.example": set it to https:// and a host   |
      | MAIL_ORIGIN is "https://203.0.113.7"          | set MAIL_SENDER to an email address                                      |
      | MAIL_SENDER is "ada@straße.example"           | MAIL_SENDER is "ada@straße.example": set it to an email address in ASCII |
      | MAIL_URI is ""                                | MAIL_URI is missing: set FLASK_MAIL_URI                                  |
      | MAIL_URI is "imap://ada:secret@localhost"     | MAIL_URI is "localhost": set it to smtp://                               |
      | MAIL_ORIGIN is ""                             | MAIL_ORIGIN is missing: set FLASK_MAIL_ORIGIN                            |
      | MAIL_ORIGIN is "http://login.example.com"     | MAIL_ORIGIN is "http://login.example.com": set it to https:// and a host |
      | MAIL_SENDER is "Latchkey"                     | MAIL_SENDER is "Latchkey": set it to an email address                    |
      | MAIL_TIMEOUT is 0                             | MAIL_TIMEOUT is to be above zero                                         |
