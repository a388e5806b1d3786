Feature: Messages
  A message tells what has just happened. It is shown once, it can be closed, and it is only ever text.

  @L11 @needs-auto-login @needs-greetings @needs-registering
  Scenario: A message has disappeared on refresh
    Given Ada has registered
    And Ada is told "Registered successfully." as a success
    When Ada refreshes
    Then Ada is told nothing
    And Ada is logged in

  @L10 @javascript @needs-auto-login @needs-dismissible-messages @needs-greetings @needs-registering
  Scenario: A message can be closed
    Given Ada has registered
    When Ada closes "Registered successfully."
    Then Ada is told nothing
    And Ada is logged in

  @L10 @needs-auto-login @needs-dismissible-messages @needs-greetings @needs-registering
  Scenario: Where no script runs, nothing offers to close a message
    Given Ada's browser runs no scripts
    When Ada registers
    Then Ada is told "Registered successfully." as a success
    And Ada cannot close "Registered successfully."
