@own-server
Feature: How often a password may be forgotten
  Whoever says that a password was forgotten has a mail sent, and may be anybody: so nobody is mailed more than a few an
  hour, nobody has more than a few mailed, and the operator reads of each.

  @asvs-16.3.1
  Scenario: Asking is written down
    Given Ada has an account
    And the operator has read the log
    When strangers say 1 time that Ada has forgotten her password
    Then this is written down, and nothing else: event=recovery email=Ada address=127.0.0.1

  @asvs-2.4.1 @asvs-6.3.1
  Scenario: Nobody's mailbox is flooded, however the address is spelled
    Given Ada has an account
    When strangers say 7 times that Ada has forgotten her password
    Then 5 of them were told that a mail is on its way, and the others to wait
    And Ada gets 1 mail "Choose a new password"
    And the log says "limit=LIMIT_MAILS_PER_RECIPIENT"

  @asvs-2.4.1
  Scenario: It takes an hour until more is mailed
    Given Ada has an account
    And strangers have said 5 times that Ada has forgotten her password
    And Ada has got the mail "Choose a new password"
    When 50 minutes pass
    And strangers say 1 time that Ada has forgotten her password
    Then 0 of them were told that a mail is on its way, and the others to wait
    When 11 minutes pass
    And strangers say 1 time that Ada has forgotten her password
    Then 1 of them was told that a mail is on its way, and the others to wait
    And Ada gets 2 mails "Choose a new password"

  @asvs-6.3.8
  Scenario: The limit tells nobody who has an account
    When strangers say 7 times that somebody unknown has forgotten a password
    Then 5 of them were told that a mail is on its way, and the others to wait

  @asvs-2.4.1
  Scenario: Nobody floods the mailboxes of many
    When a stranger says that 31 people have forgotten their passwords
    Then 30 of them were told that a mail is on its way, and the others to wait
    And the log says "limit=LIMIT_MAILS_PER_ADDRESS"
    When 50 minutes pass
    And a stranger says that 1 person has forgotten the password
    Then 0 of them were told that a mail is on its way, and the others to wait
    When 11 minutes pass
    And a stranger says that 1 person has forgotten the password
    Then 1 of them was told that a mail is on its way, and the others to wait

  @asvs-15.4.2
  Scenario: Many ask at once
    Given Ada has an account
    When 20 strangers say at once that Ada has forgotten her password
    Then 5 of them were told that a mail is on its way, and the others to wait
