@own-server
Feature: Whose account is deleted hears of it by mail
  A thief who deletes an account takes with it what was still to be mailed about it. That it was deleted is mailed to the
  address that it had, where no account is left.

  @asvs-6.3.7
  Scenario: A deleted account
    Given Ada is logged in
    When Ada deletes her account
    Then Ada gets the mail "Your account was deleted"
    And it says which account it is about: Ada's
    And it says "Where that was: A browser on Linux.", in both of its parts
    And it says "If it was you, nothing needs to be done.", in both of its parts
    And it says "somebody else was in your account. Tell whoever runs the site.", in both of its parts
    And it says "You may open another account: go to the site as you always do", in both of its parts
    And it says that it was just now
    And it has nothing to follow

  Scenario: An account that was not deleted
    Given Ada is logged in
    When Ada tries to delete her account with the wrong password
    Then Ada gets 0 mails "Your account was deleted"

  @in-process @mistakes
  Scenario: An account whose deletion is undone
    Given Ada is logged in
    When Ada deletes her account, and the database fails half-way
    Then Ada gets 0 mails "Your account was deleted"
    And Ada's password opens her account

  @asvs-2.4.1
  Scenario: Whoever opens and deletes accounts for an address floods nobody's mailbox
    When a stranger opens an account with Ada's email and deletes it, 12 times
    Then Ada gets 10 mails "Your account was deleted"
