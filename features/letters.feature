Feature: How many letters a password has, and which are easily guessed
  Letters are counted as people count them, and what is easily guessed is so in every spelling.

  @asvs-6.2.1 @asvs-6.2.9 @needs-registering
  Scenario Outline: Letters are counted, and not the pieces that they were typed in: <count> of é
    When Ada chooses the password "é", <count> times over, in pieces
    Then Ada's password opens her account

    @policy-shortest
    Examples: just long enough
      | count |
      | 8     |

    @policy-longest
    Examples: just short enough
      | count |
      | 128   |

  @L3 @asvs-6.2.1 @needs-registering
  Scenario Outline: Too few or too many letters are so in whatever pieces: <count> of é
    When Ada chooses the password "é", <count> times over, in pieces
    Then Ada is told "<sentence>" at her "Password"
    And Ada has no account

    @policy-shortest
    Examples: too few
      | count | sentence                   |
      | 7     | Use at least 8 characters. |

    @policy-longest
    Examples: too many
      | count | sentence                    |
      | 129   | Use at most 128 characters. |

  @asvs-6.2.12 @asvs-6.2.4 @needs-registering
  Scenario Outline: A common password is common in any letters and trimmings: <password>
    When Ada chooses the password "<password>"
    Then Ada is told "Choose another password: this one is among the first that an attacker tries." at her "Password"
    And Ada has no account

    Examples:
      | password         |
      | PASSWORD         |
      | paſſword         |
      | 1234!QwErTyUiOp! |
      | ILOVEYOU2031     |

  @asvs-6.2.11 @needs-emails @needs-registering
  Scenario Outline: The email is easily guessed in any spelling: <spelling>
    Given Ada's email begins with "zoë.groß"
    When Ada chooses her email <spelling> as the password
    Then Ada is told "Choose another password: this one is your email address." at her "Password"
    And Ada has no account

    Examples:
      | spelling                  |
      | as it is                  |
      | in capitals               |
      | with its accents apart    |
      | up to the at              |
      | up to the at, in capitals |

  @asvs-6.2.11 @needs-emails @needs-registering
  Scenario Outline: The email is easily guessed at a domain that no browser sends as it was typed: <spelling>
    Given Ada is to be found at "bücher.example"
    When Ada chooses her email <spelling> as the password
    Then Ada is told "Choose another password: this one is your email address." at her "Password"
    And Ada has no account

    Examples:
      | spelling    |
      | as it is    |
      | in capitals |

  @asvs-6.2.11 @needs-emails @needs-registering
  Scenario: The email is easily guessed, whichever of the two is typed in pieces
    Given Ada's email begins with "zoë.groß"
    When Ada chooses her email as the password, and types the email with its accents apart
    Then Ada is told "Choose another password: this one is your email address." at her "Password"
    And Ada has no account

  @asvs-6.2.11 @needs-account-management @needs-registering
  Scenario: The email is easily guessed as a new password as well
    Given Ada is to be found at "bücher.example"
    And Ada is logged in
    When Ada changes her password to her email in capitals
    Then Ada is told "Choose another password: this one is your email address." at her "Password"
    And Ada's password opens her account
