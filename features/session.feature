Feature: The login session
  The browser keeps a signed cookie; the server keeps a row. Whoever has the cookie can read it, and nobody without
  the server's key can change it. The row decides: when it is gone, the cookie is worthless.

  @L12
  Scenario: A login lasts from place to place
    Given Ada is logged in
    When Ada goes to "/account"
    And Ada refreshes
    Then Ada is logged in

  @L12 @needs-auto-login @needs-registering
  Scenario: Each member is themselves
    Given Grace is logged in
    When Ada registers
    Then Ada is logged in
    And Grace is still logged in

  @L12 @own-server
  Scenario: An account that is gone
    Given Ada is logged in
    When Ada's account is deleted
    And Ada goes to "/account"
    Then Ada is told "Please log in to access this page." as an info
    And Ada is not logged in

  @L12 @own-server
  Scenario: A new account does not inherit from a deleted one
    Given Ada is logged in
    When Ada's account is deleted
    And Grace registers
    Then Ada is no longer logged in
    And Grace is logged in

  @L12 @own-server
  Scenario: What was sent before logging in is not the member's
    Given Ada has an account
    And a thief knows the token of Ada's log-in
    When Ada logs in
    Then the thief's token does not log Ada out

  @L14 @own-server
  Scenario: Readable, not forgeable: reading
    Given Ada is logged in
    When an operator decodes Ada's cookie
    Then the operator reads what it holds, when it was signed, and that this server signed it
    And neither Ada's email nor her password is in it

  @L14 @own-server
  Scenario Outline: Readable, not forgeable: changing one byte of the <part>
    Given Ada is logged in
    When one byte in the <part> of Ada's cookie is changed
    And Ada goes to "/login"
    Then Ada is not logged in

    Examples:
      | part      |
      | payload   |
      | time      |
      | signature |

  @L14 @own-server
  Scenario: A cookie that another key signed
    Given Ada is logged in
    When Ada's cookie is signed anew with another key
    And Ada goes to "/login"
    Then Ada is not logged in
    And an operator sees that this server did not sign it

  @L14 @own-server
  Scenario: A cookie whose server's clock was a little fast
    Given Ada is logged in
    When the server's clock is set back by 50 seconds
    Then Ada is still logged in

  @L14 @asvs-9.2.1 @own-server
  Scenario: A cookie from the future
    Given Ada is logged in
    When the server's clock is set back by 90 seconds
    Then Ada is no longer logged in
