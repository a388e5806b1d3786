Feature: Everyone can use it
  The pages work with a keyboard, a screen reader, a password manager, and without any other site.

  @axe
  Scenario Outline: Nothing stands in anyone's way at <place>, <light>
    Given Ada is logged <in or out>
    When Ada goes to "<place>" in <light>
    Then nothing there stands in anyone's way

    Examples:
      | place             | in or out | light |
      | /products         | in        | light |
      | /products         | out       | dark  |
      | /products/new     | in        | light |
      | /products/new     | in        | dark  |
      | /account          | in        | light |
      | /account          | in        | dark  |
      | /account/password | in        | light |
      | /account/password | in        | dark  |
      | /account/delete   | in        | light |
      | /account/delete   | in        | dark  |
      | /account/confirm  | in        | light |
      | /login            | out       | light |
      | /login            | out       | dark  |
      | /register         | out       | light |
      | /register         | out       | dark  |
      | /nowhere          | out       | light |
      | /nowhere          | out       | dark  |

  @axe
  Scenario Outline: Nor where a mistake was made, in <light>
    Given Ada goes to "/register" in <light>
    When Ada tries to register with no password
    Then nothing there stands in anyone's way

    Examples:
      | light |
      | light |
      | dark  |

  Scenario Outline: A password manager knows what goes where at <place>
    When Ada goes to "<place>"
    Then a password manager is told "<hints>"

    Examples:
      | place     | hints                                                          |
      | /login    | email: username, password: current-password                    |
      | /register | email: username, password: new-password, confirm: new-password |

  Scenario: Nothing comes from another site
    When Ada registers
    Then everything came from this site
