@own-server @restarts
Feature: Every link and button leads somewhere
  From the landing page on, and from a mistyped address, each link and button of every page leads where its words say,
  with forms sent as they come. All of the site can be reached that way. New pages are covered the day they are added:
  what the table lacks is an error, and so is an address that nothing leads to.
  A row that needs a capability is asked for where that is present, and stands for the row of the same words above it.

  Scenario: A visitor gets where the words say, and everywhere
    Given the site is new
    When Ada, a visitor, uses each link and button of every page
    Then each leads Ada where it says
      | link or button        | leads to           | needs    |
      | /                     | Log in             |          |
      | /nowhere              | Page not found     |          |
      | Latchkey              | Log in             |          |
      | Login                 | Log in             |          |
      | Register              | Register           |          |
      | Log in                | Log in             |          |
      | To the first page     | Log in             |          |
      | Show password         | here               |          |
      | Show confirm password | here               |          |
      | /                     | Products           | products |
      | Latchkey              | Products           | products |
      | To the first page     | Products           | products |
      | Add a product         | Log in             | products |
      | Close                 | here               | products |
      | Forgot your password? | Forgotten password | recovery |
      | Mail me a link        | Forgotten password | recovery |
    And whatever is meant for everybody was reached

  @L8 @L9 @asvs-7.4.4
  Scenario: A member gets where the words say, and everywhere
    Given the site is new
    And Ada is logged in on another computer
    And Ada is logged in
    And the limit LIMIT_MAILS_PER_RECIPIENT is "1000 per hour"
    When 16 minutes pass
    And Ada, a member, uses each link and button of every page
    Then each leads Ada where it says
      | link or button          | leads to               | needs        |
      | /                       | Your account           |              |
      | /nowhere                | Page not found         |              |
      | Latchkey                | Your account           |              |
      | {email}                 | Your account           |              |
      | Log out                 | Log in                 |              |
      | To the first page       | Your account           |              |
      | Change password         | Change password        |              |
      | Delete account          | Delete account         |              |
      | Back to your account    | Your account           |              |
      | End …                   | Confirm that it is you |              |
      | Log out everywhere else | Confirm that it is you |              |
      | Confirm                 | Confirm that it is you |              |
      | Show password           | here                   |              |
      | Show confirm password   | here                   |              |
      | Show current password   | here                   |              |
      | Close                   | here                   |              |
      | /                       | Products               | products     |
      | Latchkey                | Products               | products     |
      | Log out                 | Products               | products     |
      | To the first page       | Products               | products     |
      | Add a product           | Add a product          | products     |
      | Add product             | Add a product          | products     |
      | Mail another link       | Your account           | confirmation |
      | Forgot your password?   | Forgotten password     | recovery     |
      | Mail me a link          | Forgotten password     | recovery     |
      | Back to the products    | Products               | products     |
      | Change email            | Change email           | email_change |
      | Mail a link             | Change email           | email_change |
    And whatever is meant for members was reached
