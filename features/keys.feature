@own-server @restarts
Feature: Changing the server's key
  A key can be changed without logging anyone out: the old one is kept for a while, to read and not to sign.

  @asvs-13.3.1
  Scenario: Nobody notices
    Given Ada is logged in
    And Ada has a new password half written
    When the server starts anew with another key, and the old one to fall back on
    And Ada sends what she has written
    Then Ada is told "Your password was changed. You were logged out everywhere else." as a success
    And Ada is logged in

  @asvs-13.3.1
  Scenario: An old key that is not kept is worth nothing
    Given Ada is logged in
    When the server starts anew with another key
    Then Ada is no longer logged in

  @asvs-13.3.1
  Scenario Outline: A server without a good key does not start: <key>
    When an operator starts a server with <key>
    Then the operator is told "<sentence>"

    Examples:
      | key                              | sentence                                          |
      | no key                           | SECRET_KEY is missing: set FLASK_SECRET_KEY       |
      | a short key                      | SECRET_KEY must be text of at least 32 characters |
      | a well-known key                 | SECRET_KEY is easily guessed                      |
      | a well-known key to fall back on | SECRET_KEY is easily guessed                      |

  @asvs-3.3.1 @asvs-3.3.3
  Scenario Outline: A server whose cookie browsers would drop does not start: <cookie>
    When an operator starts a server with <cookie>
    Then the operator is told "<sentence>"

    Examples:
      | cookie                              | sentence                           |
      | a __Host- cookie for one path       | SESSION_COOKIE_PATH is /shop       |
      | a __Host- cookie for a whole domain | SESSION_COOKIE_DOMAIN is example.c |
      | a __Host- cookie without TLS        | SESSION_COOKIE_SECURE is False     |

  @asvs-9.1.1 @asvs-9.1.2 @asvs-9.1.3 @asvs-9.2.1
  Scenario Outline: A forged or outdated cookie makes nobody a member: <what>
    Given Ada is logged in
    When Ada's cookie is <what>
    Then Ada is no longer logged in

    Examples:
      | what                           |
      | signed with the key "secret"   |
      | not signed                     |
      | signed by this server long ago |
