@asvs-2.4.1 @asvs-6.3.1 @own-server @restarts
Feature: What is counted
  An attempt is a form that has a password looked at, or a form that would register. It is counted once, for what it
  was: a wrong password, a right one, or a registration. What is refused before that is counted nowhere.

  Scenario Outline: What costs an attempt: <form>, of <limit>
    Given Ada has an account
    And the operator has set <limit> to "3 per hour"
    When a stranger sends <form> of Ada's, 4 times
    Then only the last is refused, with 429, until 3600 seconds after the first

    Examples:
      | form                                                | limit                       |
      | a wrong password                                    | LIMIT_PER_EMAIL_AND_ADDRESS |
      | a wrong password                                    | LIMIT_PER_ADDRESS           |
      | a wrong password                                    | LIMIT_PER_EMAIL             |
      | a wrong password with the email in another spelling | LIMIT_PER_EMAIL_AND_ADDRESS |
      | a wrong password with the email in another spelling | LIMIT_PER_EMAIL             |
      | a wrong password with a return-to                   | LIMIT_PER_ADDRESS           |
      | the right password                                  | LIMIT_RIGHT_PASSWORDS       |
      | a registration with the email                       | LIMIT_REGISTRATIONS         |
      | a registration with another email                   | LIMIT_REGISTRATIONS         |

  Scenario Outline: What costs none: <form>, of <limit>
    Given Ada has an account
    And the operator has set <limit> to "1 per hour"
    When a stranger sends <form> of Ada's, 3 times
    Then none of them is refused as one too many

    Examples:
      | form                                  | limit                       |
      | the right password                    | LIMIT_PER_EMAIL_AND_ADDRESS |
      | the right password                    | LIMIT_PER_ADDRESS           |
      | the right password                    | LIMIT_PER_EMAIL             |
      | the right password                    | LIMIT_REGISTRATIONS         |
      | a wrong password                      | LIMIT_RIGHT_PASSWORDS       |
      | a wrong password                      | LIMIT_REGISTRATIONS         |
      | a wrong password                      | LIMIT_PER_LOGIN             |
      | no password                           | LIMIT_PER_EMAIL_AND_ADDRESS |
      | no password                           | LIMIT_PER_ADDRESS           |
      | an over-long password                 | LIMIT_PER_EMAIL             |
      | a password with a NUL                 | LIMIT_PER_EMAIL_AND_ADDRESS |
      | half the email                        | LIMIT_PER_ADDRESS           |
      | a wrong password without a token      | LIMIT_PER_EMAIL_AND_ADDRESS |
      | a registration with the email         | LIMIT_PER_EMAIL             |
      | a registration with the email         | LIMIT_PER_EMAIL_AND_ADDRESS |
      | a registration with another email     | LIMIT_RIGHT_PASSWORDS       |
      | a registration with two passwords     | LIMIT_REGISTRATIONS         |
      | a registration with a common password | LIMIT_REGISTRATIONS         |
      | a registration with half the email    | LIMIT_REGISTRATIONS         |

  Scenario Outline: What costs a member an attempt: <form>, of <limit>
    Given Ada has an account
    And the operator has set <limit> to "3 per hour"
    When a stranger who is in as Ada sends <form>, 4 times
    Then only the last is refused, with 429, until 3600 seconds after the first

    Examples:
      | form                             | limit                 |
      | a wrong password for changing it | LIMIT_PER_LOGIN       |
      | a wrong password for going on    | LIMIT_PER_LOGIN       |
      | a wrong password for deleting    | LIMIT_PER_LOGIN       |
      | a wrong password for changing it | LIMIT_PER_MEMBER      |
      | a wrong password for going on    | LIMIT_PER_MEMBER      |
      | a wrong password for deleting    | LIMIT_PER_MEMBER      |
      | the right password for going on  | LIMIT_RIGHT_PASSWORDS |

  Scenario Outline: What costs a member none: <form>, of <limit>
    Given Ada has an account
    And the operator has set <limit> to "1 per hour"
    When a stranger who is in as Ada sends <form>, 3 times
    Then none of them is refused as one too many

    Examples:
      | form                             | limit                       |
      | a wrong password for going on    | LIMIT_PER_EMAIL_AND_ADDRESS |
      | a wrong password for going on    | LIMIT_PER_ADDRESS           |
      | a wrong password for going on    | LIMIT_PER_EMAIL             |
      | a wrong password for going on    | LIMIT_RIGHT_PASSWORDS       |
      | the right password for going on  | LIMIT_PER_LOGIN             |
      | the right password for going on  | LIMIT_PER_MEMBER            |
      | no password for going on         | LIMIT_PER_LOGIN             |
      | a short new password             | LIMIT_PER_LOGIN             |
      | two new passwords                | LIMIT_PER_MEMBER            |
      | a wrong password without a token | LIMIT_PER_LOGIN             |
      | a form for logging in            | LIMIT_PER_LOGIN             |
      | a form for logging in            | LIMIT_PER_ADDRESS           |
      | a form for registering           | LIMIT_REGISTRATIONS         |
