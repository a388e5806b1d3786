@own-server
Feature: Alive and ready
  Whatever looks after a server asks it every few seconds whether it is alive, and whether people may be sent to it. It
  is told that, and nothing else.

  Scenario: A server that is well is alive, and ready
    Then a machine that asks is told that the server is alive
    And a machine that asks is told that the server is ready

  Scenario Outline: A server that lacks something is alive, and not ready: <what>
    When <what>
    Then a machine that asked was told meanwhile that the server is alive
    And a machine that asked was told meanwhile that the server is not ready
    And a machine that asks is told that the server is ready

    Examples:
      | what                   |
      | the database goes away |
      | the database is behind |

  @restarts
  Scenario: Where attempts cannot be counted together, a server is not ready, and serves whoever comes
    Given Ada has an account
    And the operator has set RATELIMIT_STORAGE_URI to redis://127.0.0.1:1
    Then a machine that asks is told that the server is not ready
    And the log says "Not ready: the store of limits"
    When Ada logs in
    Then Ada is logged in

  Scenario: Nobody learns anything else
    Then neither answer has a cookie, or may be kept, or names what the server is made of

  @restarts
  Scenario: The log can be read by machines
    Given the log is read by a machine
    And the operator has set LOG_JSON to true
    When a guesser tries 1 wrong password for Ada
    Then it reads a line that says "event=login-failure", with the id that the guesser was told
