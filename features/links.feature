@needs-products @own-server
Feature: Every link and button leads somewhere
  From the landing page on, and from a mistyped address, each link and button of every page leads where its words say,
  with forms sent as they come. All of the site can be reached that way. New pages are covered the day they are added:
  what the table lacks is an error, and so is an address that nothing leads to.

  Scenario: A visitor gets where the words say, and everywhere
    Given Grace has an account
    And Grace's products fill more than a page
    When Ada, a visitor, uses each link and button of every page
    Then each leads Ada where it says
      | link or button        | leads to       |
      | /                     | Products       |
      | /nowhere              | Page not found |
      | Latchkey              | Products       |
      | Login                 | Log in         |
      | Register              | Register       |
      | Log in                | Log in         |
      | Add a product         | Log in         |
      | Older                 | Products       |
      | Newest                | Products       |
      | To the first page     | Products       |
      | Show password         | here           |
      | Show confirm password | here           |
      | Close                 | here           |
    And whatever is meant for everybody was reached

  @L8 @L9 @asvs-7.4.4
  Scenario: A member gets where the words say, and everywhere
    Given Ada is logged in on another computer
    And Ada is logged in
    And Ada's products fill more than a page
    When 16 minutes pass
    And Ada, a member, uses each link and button of every page
    Then each leads Ada where it says
      | link or button          | leads to               |
      | /                       | Products               |
      | /nowhere                | Page not found         |
      | Latchkey                | Products               |
      | {email}                 | Your account           |
      | Log out                 | Products               |
      | Add a product           | Add a product          |
      | Add product             | Add a product          |
      | Back to the products    | Products               |
      | Older                   | Products               |
      | Newest                  | Products               |
      | To the first page       | Products               |
      | Change password         | Change password        |
      | Delete account          | Delete account         |
      | Back to your account    | Your account           |
      | End …                   | Confirm that it is you |
      | Log out everywhere else | Confirm that it is you |
      | Confirm                 | Confirm that it is you |
      | Show password           | here                   |
      | Show confirm password   | here                   |
      | Show current password   | here                   |
      | Close                   | here                   |
    And whatever is meant for members was reached
