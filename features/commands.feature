@own-server
Feature: The operator's commands
  A command does what it says and tells how much, or does nothing and tells why: 0 for done, 1 for a database that
  cannot be used, 2 for what was mistyped.

  Scenario Outline: What is done is told on the standard output: <command>
    Given Ada is logged in
    And Ada is logged in on another computer
    And Grace has an account
    When an operator types "<command>"
    Then the command ends with 0, and prints "<words>"

    Examples:
      | command                          | words                             |
      | session end --email Ada          | 2 ended                           |
      | session end --email ADA          | 2 ended                           |
      | session end --email Grace        | 0 ended                           |
      | session purge                    | 0 deleted                         |
      | account deactivate --email Ada   | deactivated, and 2 sessions ended |
      | account deactivate --email Grace | deactivated, and 0 sessions ended |
      | account activate --email Ada     | activated                         |
      | account activate --email ADA     | activated                         |

  Scenario: What is over is counted when it is purged
    Given Ada is logged in
    And Ada is logged in on another computer
    And an operator has purged the sessions of everyone, 70 minutes later
    When an operator types "session end --email Ada"
    Then the command ends with 0, and prints "0 ended"

  Scenario Outline: What is mistyped does nothing, and is told in a sentence: <command>
    Given Ada is logged in
    When an operator types "<command>"
    Then the command ends with 2, and complains "<sentence>"
    And Ada is still logged in

    Examples:
      | command                                       | sentence                                                                                              |
      | session end --email nobody@example.com        | Error: No account has the email address nobody@example.com.                                           |
      | account deactivate --email nobody@example.com | Error: No account has the email address nobody@example.com.                                           |
      | account activate --email nobody@example.com   | Error: No account has the email address nobody@example.com.                                           |
      | session end                                   | Error: Missing option '--email'.                                                                      |
      | account deactivate                            | Error: Missing option '--email'.                                                                      |
      | account activate                              | Error: Missing option '--email'.                                                                      |
      | session stop                                  | Error: No such command 'stop'.                                                                        |
      | session decode                                | Error: Missing argument 'COOKIE'.                                                                     |
      | session decode garbage                        | Error: This is not a Flask session cookie: copy the value alone, without the cookie's name or quotes. |

  @restarts
  Scenario Outline: A database that is behind is left alone: <command>
    Given Ada is logged in
    When an operator types "<command>" while the database is behind
    Then the command ends with 1, and complains "Error: The database is behind this code: run `flask --app app db upgrade`. Until then every page answers 503."
    And Ada is still logged in

    Examples:
      | command                        |
      | session end --email Ada        |
      | session purge                  |
      | account deactivate --email Ada |

  @slow @sqlite
  Scenario: A database that is locked is not waited for without end
    Given Ada is logged in
    When an operator types "session end --email Ada" while the database is locked
    Then the command ends with 1, and complains "Error: The database does not answer: database is locked"
    And Ada is still logged in

  Scenario Outline: Each command explains itself: <command>
    When an operator types "<command> --help"
    Then the command ends with 0, and explains "<words>"

    Examples:
      | command            | words                                                                                              |
      | session            | Look into session cookies, and end login sessions.                                                 |
      | session decode     | Print what the session COOKIE holds, when it was signed, and whether this server's key signed it.  |
      | session purge      | Delete the login sessions whose time is over.                                                      |
      | session end        | End every login session of one member, at once and wherever they are.                              |
      | account            | Shut accounts, and open them again.                                                                |
      | account deactivate | Shut an account: it can neither log in nor stay logged in. Nothing of it is deleted.               |
      | account activate   | Open an account that was shut. Its member may log in again; what was logged in before stays ended. |
