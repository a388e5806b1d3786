@own-server
Feature: Operating the server
  The operator's commands say which database they work on, and never make another. What is kept is for the server alone.

  Scenario: A new database is for its owner alone
    When an operator makes a database, on a machine that lets everyone read
    Then nobody but its owner may read the database

  Scenario: A command says which database it works on
    When an operator purges the sessions
    Then the operator is told the database

  Scenario: A command with other settings makes no database
    When an operator purges the sessions of a database that is not there
    Then the operator is told "run `flask --app app db upgrade`"
    And the database is not there

  Scenario: A database in a folder that is not there
    When an operator starts a server with a database in a folder that is not there
    Then the operator is told "there is no such folder"
