Feature: Logging in
  A member proves who they are with an email address and a password.
  A failed login never says which half was wrong, nor whether there is such an account.

  @L4
  Scenario: What logging in asks for
    When Ada wants to log in
    Then Ada is asked for "Email" and "Password"
    And Ada may register instead

  @L5
  Scenario: The right password logs its member in
    Given Grace has an account
    And Ada has an account
    When Ada logs in
    Then Ada sees the landing page
    And Ada is logged in

  @L5 @needs-greetings
  Scenario: Whoever logs in is told so
    Given Ada has an account
    When Ada logs in
    Then Ada is told "Logged in successfully." as a success

  @L5 @needs-emails
  Scenario Outline: The email may be spelled in any way: <spelling>
    Given Ada has an account
    When Ada logs in with her email <spelling>
    Then Ada is logged in

    Examples:
      | spelling                 |
      | in capitals              |
      | with a space at each end |

  @L5 @needs-emails @needs-registering
  Scenario: The email may be at a domain that no browser sends as it was typed
    Given Ada has an account at "bücher.example"
    When Ada logs in
    Then Ada is logged in

  @L6
  Scenario Outline: It is not said which half was wrong: the <mistake>
    Given Ada has an account
    When Ada tries to log in with the wrong <mistake>
    Then Ada is told "Invalid email or password" at her "Email"
    And Ada is not logged in

    Examples:
      | mistake  |
      | password |
      | email    |

  @L6 @asvs-6.3.8
  Scenario: Nothing tells a wrong password from an unknown email
    Given Ada has an account
    When a guesser tries Ada's email, and then an email that nobody has
    Then the guesser gets the same answer twice

  @L6 @asvs-6.3.8 @own-server @production-hash
  Scenario: A wrong password and an unknown email take the same work
    Given Ada has an account
    When a guesser tries Ada's email, and then an email that nobody has
    Then one password was hashed for each

  @L13 @L6
  Scenario Outline: A mistake is told where it was made: <mistake>
    Given Ada has an account
    When Ada tries to log in with <mistake>
    Then Ada is told "<sentence>" at her "<place>"
    And Ada is not logged in

    Examples:
      | mistake     | place    | sentence                  |
      | no email    | Email    | Enter your email address. |
      | no password | Password | Enter your password.      |

    @policy-longest
    Examples: too long a password
      | mistake                   | place    | sentence                    |
      | a password of 129 letters | Password | Use at most 128 characters. |

    @needs-emails
    Examples: an email address
      | mistake     | place | sentence                                      |
      | a bad email | Email | Enter an email address like name@example.com. |

  @L6 @own-server
  Scenario Outline: What cannot be right is not hashed: <mistake>
    Given Ada has an account
    When Ada tries to log in with <mistake>
    Then no password was hashed

    Examples:
      | mistake                   |
      | no email                  |
      | a bad email               |
      | no password               |
      | a password of 129 letters |
