@needs-account-management
Feature: Changing the password
  A new password takes the current one, and ends every other login: whoever knew the old one is out.

  @asvs-6.2.2 @asvs-6.2.3 @asvs-7.5.1 @needs-registering
  Scenario: Changing the password
    Given Ada is logged in
    And Ada is logged in on another computer
    When Ada changes her password
    Then Ada is told "Your password was changed. You were logged out everywhere else." as a success
    And Ada is no longer logged in on the other computer
    And Ada's new password works, and her old one does not

  @asvs-6.2.3 @asvs-7.5.1 @needs-registering
  Scenario Outline: A mistake changes nothing: <mistake>
    Given Ada is logged in
    When Ada tries to change her password with <mistake>
    Then Ada is told "<sentence>" at her "<place>"
    And Ada's old password still works, and the new one does not

    Examples:
      | mistake                     | place            | sentence                                                                     |
      | the wrong current password  | Current password | That is not your password.                                                   |
      | no current password         | Current password | Enter your current password.                                                 |
      | a new password of 7 letters | Password         | Use at least 8 characters.                                                   |
      | a common new password       | Password         | Choose another password: this one is among the first that an attacker tries. |
      | new passwords that differ   | Confirm password | The two passwords differ.                                                    |

  @asvs-7.5.1 @needs-registering
  Scenario: Deleting the account
    Given Ada is logged in
    When Ada deletes her account
    Then Ada is told "Your account was deleted." as a success
    And Ada is not logged in
    And Ada has no account

  @asvs-7.5.1 @asvs-7.5.3 @needs-registering
  Scenario: Deleting the account takes the password
    Given Ada is logged in
    When Ada tries to delete her account with the wrong password
    Then Ada is told "That is not your password." at her "Current password"
    And Ada is still logged in
