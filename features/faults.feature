@own-server
Feature: When something is broken
  A fault of the machine is told in the site's own words, loses nothing, and ends when the fault does.

  @asvs-15.4.2 @sqlite
  Scenario: The database is locked for a moment
    When a visitor registers Ada while the database is locked for 1 second
    Then the visitor is logged in as Ada

  @asvs-15.4.2 @mistakes @slow @sqlite
  Scenario: The database is locked for eight seconds
    When a visitor registers Ada while the database is locked for 8 seconds
    Then the visitor is told "The site cannot reach its database. Try again in half a minute: nothing was changed." with 503
    And Ada has no account

  @mistakes
  Scenario: The database is gone, and comes back
    Given Ada is logged in
    When Ada goes to "/account" while the database is gone
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And Ada is still logged in

  @mistakes
  Scenario: The database is gone, and an address is unknown
    Given Ada is logged in
    When Ada goes to "/nowhere" while the database is gone
    Then Ada is told "There is nothing at this address. It may have been mistyped, or moved."
    And Ada is still logged in

  @in-process @mistakes
  Scenario: A mistake of ours makes no visitor of a member
    Given Ada is logged in
    And the server makes a mistake at its first page
    When Ada goes to "/"
    Then Ada is told "This is our mistake, and it was written down. Try again in a moment."
    And Ada is logged in

  @mistakes
  Scenario: The database fails half-way through changing the password
    Given Ada is logged in
    And Ada is logged in on another computer
    When Ada changes her password, and the database fails half-way
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And Ada's old password still works, and the new one does not
    And Ada is still logged in
    And Ada is still logged in on the other computer

  @mistakes
  Scenario: The database fails half-way through registering
    When Ada registers, and the database fails half-way
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And Ada has no account

  @mistakes
  Scenario: The database fails at the very end of giving the password again
    Given Ada is logged in
    When Ada gives her password again, and the database fails at the very end
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And Ada is still logged in

  @sqlite
  Scenario: Whoever reads does not wait for whoever writes
    Given Ada is logged in
    And 2 minutes pass
    When Ada looks at her account while the database is locked
    Then Ada sees her account

  @mistakes @restarts
  Scenario: The database is behind, and is upgraded
    Given Ada is logged in
    When Ada looks at her account while the database is behind
    Then Ada is told "The site is being brought up to date. Try again in a minute."
    And the log says "flask --app app db upgrade"
    And Ada is still logged in

  @restarts
  Scenario: The store of attempts is gone
    Given Ada has an account
    And the server counts attempts in a Redis that is gone
    When a guesser tries 6 wrong passwords for Ada
    Then only the last is refused, with 429, until 300 seconds after the first
    And the log says "The store of attempts does not answer"

  @restarts
  Scenario: The store of attempts accepts, and never answers
    Given Ada has an account
    And the server counts attempts in a Redis that accepts and never answers
    When a stranger logs in 1 time with Ada's password
    Then it took 2 seconds at most
    And the stranger is logged in as Ada

  @restarts
  Scenario: A store of attempts that never answers is not asked at every login
    Given Ada has an account
    And the server counts attempts in a Redis that accepts and never answers
    When a stranger logs in 3 times with Ada's password
    Then it took 2 seconds at most
    And the stranger is logged in as Ada
