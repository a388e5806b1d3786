Feature: What a password may be
  Any 8 to 128 characters, unless an attacker would try them first. They count as they are typed.

  @asvs-6.2.11 @asvs-6.2.12 @asvs-6.2.4 @needs-registering
  Scenario Outline: What is easily guessed is refused: <password>
    When Ada tries to register with <password>
    Then Ada is told "<sentence>" at her "Password"
    And Ada has no account

    Examples:
      | password              | sentence                                                                     |
      | a common password     | Choose another password: this one is among the first that an attacker tries. |
      | a common one, dressed | Choose another password: this one is among the first that an attacker tries. |
      | the name of the site  | Choose another password: this one is the name of this site.                  |

  @asvs-6.2.11 @needs-registering
  Scenario: The email is easily guessed
    When Ada tries to register with her email as the password
    Then Ada is told "Choose another password: this one is your email address." at her "Password"
    And Ada has no account

  @L2 @asvs-6.2.1 @asvs-6.2.5 @asvs-6.2.9 @needs-registering
  Scenario Outline: Anything else of 8 to 128 characters is allowed: <password>
    When Ada registers with <password>
    Then Ada's password opens her account

    Examples:
      | password                 |
      | a password of 64 letters |
      | a password in Cyrillic   |
      | digits only              |

    @policy-shortest
    Examples: just long enough
      | password                |
      | a password of 8 letters |
      | a password of 8 spaces  |
      | a password of 8 snowmen |

    @policy-longest
    Examples: just short enough
      | password                  |
      | a password of 128 letters |

  @asvs-6.2.8 @needs-registering
  Scenario Outline: Passwords count as they are typed: <other>
    Given Ada has an account with <password>
    When Ada tries to log in with <other>
    Then Ada is told "Invalid email or password" at her "Email"

    Examples:
      | password                  | other                 |
      | a password in small       | the same in capitals  |
      | a password in small       | the same, and a space |
      | a password of 100 letters | its first 72 letters  |

  @asvs-6.2.8 @needs-registering
  Scenario: One password in two spellings of Unicode
    Given Ada has an account with an é in one piece
    When Ada tries to log in with an é in two pieces
    Then Ada is logged in

  @asvs-6.2.6 @asvs-6.2.7
  Scenario Outline: Passwords are hidden, can be pasted, and never come back: <place>
    Given Ada is logged <in or out>
    When Ada goes to "<place>"
    And Ada pastes every password there, and sends them with nothing else right
    Then Ada is shown no password, and none came back

    Examples:
      | place  | in or out |
      | /login | out       |

    @needs-registering
    Examples: a visitor's first
      | place     | in or out |
      | /register | out       |

    @needs-account-management
    Examples: a member's
      | place             | in or out |
      | /account/password | in        |
      | /account/delete   | in        |

  @asvs-11.4.2 @own-server @production-hash
  Scenario: Passwords are hashed as OWASP asks
    When Ada registers
    Then Ada's password was hashed by scrypt with N 32768, r 8 and p 3

  @asvs-11.4.2 @own-server
  Scenario: An older hash is renewed when its member logs in
    Given Ada has an account whose hash is cheaper
    When Ada logs in
    Then Ada is logged in
    And Ada's hash was renewed
    And Ada's password opens her account
