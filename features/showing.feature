@needs-showing
Feature: Showing a password
  Whoever types a password may look at it. It is hidden at first, and again when it is sent, and when someone comes back.

  @asvs-6.2.6 @javascript
  Scenario Outline: A password can be looked at: <label> at <place>
    Given Ada is logged <in or out>
    When Ada goes to "<place>"
    And Ada types something at her "<label>", and shows it
    Then Ada reads it at her "<label>", and at no other
    And nothing corrects what Ada types at her "<label>"

    Examples:
      | place     | label    | in or out |
      | /login    | Password | out       |
      | /register | Password | out       |

    @needs-password-confirmation
    Examples: the same password twice
      | place     | label            | in or out |
      | /register | Confirm password | out       |

    @needs-account-management
    Examples: a member's
      | place             | label            | in or out |
      | /account/password | Current password | in        |
      | /account/password | Password         | in        |
      | /account/password | Confirm password | in        |
      | /account/confirm  | Current password | in        |
      | /account/delete   | Current password | in        |

  @javascript
  Scenario: It can be hidden again
    When Ada goes to "/login"
    And Ada types something at her "Password", and shows it
    And Ada hides her "Password"
    Then Ada's "Password" is hidden, with what she typed

  @javascript
  Scenario: The keyboard is enough
    When Ada goes to "/login"
    And Ada shows her "Password" half-way, and hides it in the end, with nothing but her keyboard
    Then Ada's "Password" is hidden, with what she typed

  @javascript
  Scenario: A screen reader says what the button does
    When Ada goes to "/login"
    Then Ada hears of a button "Show password", which is not pressed

  @javascript
  Scenario: A screen reader says that the button has done it
    When Ada goes to "/login"
    And Ada types something at her "Password", and shows it
    Then Ada hears of a button "Show password", which is pressed

  @asvs-6.2.6 @javascript
  Scenario: It is hidden as soon as it is sent
    When Ada goes to "/login"
    And Ada types something at her "Password", and shows it
    And Ada sends it to a server that does not answer
    Then Ada's "Password" is hidden, with what she typed

  @asvs-6.2.6 @javascript
  Scenario: It does not come back with a mistake
    When Ada goes to "/login"
    And Ada types something at her "Password", and shows it
    And Ada sends it with nothing else right
    Then Ada's "Password" is hidden, and empty

  @asvs-6.2.6 @back-forward-cache @javascript
  Scenario: Whoever comes back to the page does not read it
    When Ada goes to "/login"
    And Ada types something at her "Password", and shows it
    And Ada leaves the page, and comes back
    Then Ada's "Password" is hidden

  @axe @javascript @needs-registering
  Scenario Outline: Nothing stands in anyone's way while it is shown: <light>
    Given Ada goes to "/register" in <light>
    When Ada types something at her "Password", and shows it
    Then the page at "/register" meets WCAG 2.2 AA for Ada

    Examples:
      | light |
      | light |
      | dark  |

  Scenario: Where no script runs, nothing offers to show a password
    Given Ada's browser runs no scripts
    When Ada goes to "/login"
    Then Ada cannot show her "Password"
