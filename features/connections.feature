@own-server
Feature: Connections that have died
  A database that is started anew closes every connection. Whoever comes next does not notice.

  Scenario: Whoever is logged in goes on
    Given Ada is logged in
    When the database closes every connection
    And Ada looks at her account
    Then Ada sees her account

  Scenario: Whoever logs in is let in
    Given Ada has an account
    And the database closes every connection
    When Ada logs in
    Then Ada is logged in

  Scenario: A command goes on
    Given Ada is logged in
    And the database closes every connection
    When an operator types "session end --email Ada"
    Then the command ends with 0, and prints "1 ended"
