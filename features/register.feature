Feature: Registering
  A visitor opens an account with an email address and a password, and is logged in at once.
  The account keeps a hash of the password, never the password. One address has one account, however it is spelled.

  @L1 @asvs-6.4.2 @needs-password-confirmation @needs-registering
  Scenario: What registering asks for
    When Ada wants to register
    Then Ada is asked for "Email", "Password" and "Confirm password"
    And Ada may log in instead

  @L2 @needs-auto-login @needs-registering
  Scenario: Registering logs the new member in at once
    When Ada registers
    Then Ada sees the landing page
    And Ada is logged in

  @L2 @needs-auto-login @needs-greetings @needs-registering
  Scenario: Whoever registers is told so
    When Ada registers
    Then Ada is told "Registered successfully." as a success

  @L2 @own-server
  Scenario: Only a hash of the password is stored
    When Ada registers
    Then Ada's password is stored as a hash

  @L13 @L3 @needs-registering
  Scenario Outline: A mistake is told where it was made: <mistake>
    When Ada tries to register with <mistake>
    Then Ada is told "<sentence>" at her "<place>"
    And Ada's email is still there, but no password
    And Ada is not logged in
    And Ada has no account

    Examples:
      | mistake     | place    | sentence                  |
      | no email    | Email    | Enter your email address. |
      | no password | Password | Enter your password.      |

    @policy-shortest
    Examples: too short a password
      | mistake                 | place    | sentence                   |
      | a password of 7 letters | Password | Use at least 8 characters. |

    @policy-longest
    Examples: too long a password
      | mistake                   | place    | sentence                    |
      | a password of 129 letters | Password | Use at most 128 characters. |

    @needs-emails
    Examples: an email address
      | mistake            | place | sentence                                        |
      | a bad email        | Email | Enter an email address like name@example.com.   |
      | an over-long email | Email | Use an email address of at most 254 characters. |

    @needs-password-confirmation
    Examples: the same password twice
      | mistake               | place            | sentence                  |
      | no confirmation       | Confirm password | Enter the password again. |
      | passwords that differ | Confirm password | The two passwords differ. |

  @L3 @needs-registering
  Scenario Outline: An email has one account, in any spelling: <spelling>
    Given Ada has an account
    When Grace tries to register with Ada's email <spelling>
    Then Grace is told "This email address already has an account." at her "Email"
    And Grace is not logged in
    And Ada's password opens her account

    Examples:
      | spelling |
      | as it is |

    @needs-emails
    Examples: other spellings of one address
      | spelling                 |
      | in capitals              |
      | with a space at each end |

  @L3 @own-server
  Scenario Outline: A domain is one domain, in any spelling: <spelling>
    Given Ada has an account at "bücher.example"
    When a visitor registers Ada's email <spelling>
    Then the visitor is told "This email address already has an account." with 200
    And Ada's password opens her account

    Examples:
      | spelling                 |
      | in ASCII                 |
      | with a full-width letter |

  @L3 @own-server
  Scenario: Two who register one email at the same moment
    When eight visitors register Ada's email at the same moment
    Then one is logged in as Ada, and seven are told "This email address already has an account."
    And Ada's email has one account, which only that visitor's password opens
