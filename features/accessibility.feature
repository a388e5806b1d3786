Feature: Everyone can use it
  The pages work with a keyboard, a screen reader, a password manager, and without any other site.

  @axe @javascript
  Scenario Outline: Nothing stands in anyone's way: <place>, <light>, logged <in or out>
    Given Ada is logged <in or out>
    When Ada goes to "<place>" in <light>
    Then nothing at "<place>" stands in Ada's way

    Examples: everyone's
      | place     | in or out | light |
      | /products | in        | light |
      | /products | out       | dark  |
      | /login    | out       | light |
      | /login    | out       | dark  |
      | /register | out       | light |
      | /register | out       | dark  |
      | /nowhere  | out       | light |
      | /nowhere  | out       | dark  |

    @needs-products
    Examples: a form
      | place         | in or out | light |
      | /products/new | in        | light |
      | /products/new | in        | dark  |

    @needs-account @needs-aftercare
    Examples: a member's
      | place             | in or out | light |
      | /account          | in        | light |
      | /account          | in        | dark  |
      | /account/password | in        | light |
      | /account/password | in        | dark  |
      | /account/delete   | in        | light |
      | /account/delete   | in        | dark  |
      | /account/confirm  | in        | light |

  @axe @javascript
  Scenario Outline: Nothing stands in anyone's way where a mistake was made: <light>
    Given Ada goes to "/register" in <light>
    When Ada tries to register with no password
    Then Ada is told "Enter your password." at her "Password"
    And nothing at "/register" stands in Ada's way

    Examples:
      | light |
      | light |
      | dark  |

  @asvs-6.2.7
  Scenario Outline: A password manager knows what goes where: <place>
    When Ada goes to "<place>"
    Then Ada's password manager is told "<hints>"

    Examples:
      | place     | hints                                                                   |
      | /login    | Email: username, Password: current-password                             |
      | /register | Email: username, Password: new-password, Confirm password: new-password |

  @needs-aftercare @asvs-6.2.7
  Scenario Outline: A password manager knows whose password it is: <place>
    Given Ada is logged in
    When Ada goes to "<place>"
    Then Ada's password manager is told "<hints>"
    And it finds Ada's email there, and nobody else is asked for it

    Examples:
      | place             | hints                                                                                      |
      | /account/password | Current password: current-password, Password: new-password, Confirm password: new-password |
      | /account/confirm  | Current password: current-password                                                         |
      | /account/delete   | Current password: current-password                                                         |

  @needs-tied-errors
  Scenario: A mistake is read out with the field where it was made
    When Ada tries to register with a bad email
    Then Ada hears "Enter an email address like name@example.com." with her "Email"

  Scenario: Nothing comes from another site
    When Ada registers
    Then all that Ada was shown came from this site
