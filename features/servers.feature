@cluster @own-server
Feature: Several servers are one site
  Two servers share a database and a store of attempts, behind one nginx. Nobody can tell which of them has answered, and
  whatever one of these loses, breaks or starts anew, no more is lost than what was told so.

  Scenario: Whoever registers at one server is in at the other
    Given Ada comes to server A
    When Ada registers
    Then Ada is in at server B

  @asvs-7.4.1
  Scenario: A login that is ended at one server is over at the other
    Given Ada comes to server A
    And Ada is logged in
    And Ada is logged in at server B on another computer
    When Ada logs out everywhere else
    Then Ada is no longer logged in on the other computer
    And Ada is still logged in

  @asvs-15.4.2
  Scenario: One email is registered at both servers at the same moment
    When eight visitors register Ada's email at the same moment, four at each server
    Then one is logged in as Ada, and seven are told "This email address already has an account."
    And Ada's email has one account, which only that visitor's password opens

  @asvs-2.4.1 @asvs-6.3.1
  Scenario: A limit is one limit for both servers
    Given Ada has an account
    When a guesser tries 6 wrong passwords for Ada, at one server after the other
    Then only the last is refused, with 429, until 300 seconds after the first

  @asvs-15.3.4
  Scenario Outline: What a visitor says of where it comes from goes no further than the proxy: <header>
    When a visitor for whom "<header>: <value>" is said tries a wrong password
    Then the log says where that came from: "127.0.0.1"
    And the browser is told to come over https only

    Examples:
      | header            | value                    |
      | X-Forwarded-For   | 192.0.2.7                |
      | X-Forwarded-Proto | http                     |
      | X-Forwarded-Host  | evil.example             |
      | Forwarded         | for=192.0.2.7;proto=http |

  @mistakes
  Scenario: What was answered is stored, whoever is killed
    Given visitors register without a pause
    When a worker of each server is killed 3 times
    Then visitors register as before, 5 seconds later at most
    And everyone who was answered has an account

  @mistakes @own-services
  Scenario: The database is started anew
    Given Ada is logged in
    And visitors register without a pause
    When the database is started anew
    Then visitors register as before, 5 seconds later at most
    And everyone else was told "The site cannot reach its database. Try again in half a minute: nothing was changed." with 503
    And everyone who was answered has an account
    And Ada is still logged in

  Scenario: The servers are started anew, one after the other, with another key
    Given Ada is logged in
    And Ada has begun to change her password
    And visitors register without a pause
    When one server after the other is started anew with another key, and the old one to fall back on
    Then every visitor has registered
    And what Ada has begun is taken
    And Ada is still logged in

  @own-services @restarts @slow
  Scenario Outline: The store of attempts is lost, and comes back: it <is lost>
    Given Ada and Grace have accounts
    When the store of attempts <is lost>
    Then a stranger logs in with Ada's password within 3 seconds
    And the log says "The store of attempts does not answer"
    When half a minute has passed since the store of attempts came back
    And a guesser tries 6 wrong passwords for Grace, at one server after the other
    Then only the last is refused, with 429, until 300 seconds after the first

    Examples:
      | is lost          |
      | is stopped       |
      | does not answer  |
      | wants a password |

  @mistakes
  Scenario Outline: A database that gives nothing: <trouble>
    Given Ada is logged in
    When Ada looks at her account while PostgreSQL has <trouble>
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And the log says "<words>"
    And Ada is still logged in

    Examples:
      | trouble            | words                |
      | no such database   | does not exist       |
      | no connection left | too many connections |

  @mistakes
  Scenario: A database that may only be read
    Given Ada is logged in
    When Ada changes her password while PostgreSQL may only be read
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And the log says "read-only transaction"
    And Ada's old password still works, and the new one does not
    And Ada is still logged in

  @mistakes @own-services @restarts @root
  Scenario: A database whose disk is full
    Given the disk of the database is full
    When Ada registers
    Then Ada is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And the log says "No space left on device"
    And Ada has no account
