@needs-account-management
Feature: Two tabs
  What happens in one tab does not take the other by surprise.

  Scenario: Logging out in one tab
    Given Ada is logged in
    And Ada has a new password half written
    And Ada logs out in another tab
    When Ada sends what she has written
    Then Ada is told "Please log in to access this page." as an info
    And Ada is asked for "Email" and "Password"

  @asvs-7.2.4 @own-server
  Scenario: Logging in again in one tab does not lose what was typed in the other
    Given Ada is logged in
    And Ada has a new password half written
    And 61 minutes pass
    And Ada logs in again in another tab
    When Ada sends what she has written
    Then Ada is told "Your password was changed. You were logged out everywhere else." as a success

  @asvs-7.2.4 @own-server
  Scenario: What one member has begun, the next one does not send
    Given Ada is logged in
    And Ada has a new password half written
    And Grace has an account
    And 61 minutes pass
    And Grace logs in in another tab of Ada's browser
    When Ada sends what she has written
    Then Ada is told "This form is no longer valid. Go back, reload the page, and send it again."
    And Ada's password opens her account
    And Grace's password opens her account
