@L5 @L15
Feature: Returning to what was asked for
  Whoever is asked to log in goes on where they wanted to go: once, themselves, and on this site only.

  Scenario: Going on where one wanted to go
    Given Ada has an account
    When Ada wants to add a product
    And Ada logs in there
    Then Ada can add a product

  Scenario: A mistake on the way does not lose it
    Given Ada has an account
    When Ada wants to add a product
    And Ada mistypes her password there
    And Ada logs in there
    Then Ada can add a product

  Scenario: It is forgotten once it was used
    Given Ada has an account
    And Ada wanted to add a product, and logged in there
    When Ada logs out
    And Ada logs in
    Then Ada sees the products

  Scenario: It is not kept for the next person
    Given Ada and Grace have accounts
    And Ada wants to add a product, but leaves
    When Grace logs in
    Then Grace sees the products

  Scenario Outline: It never leads away from this site: <target>
    Given Ada has an account
    When Ada logs in by a link that promises "<target>"
    Then Ada sees the products
    And Ada is logged in

    Examples:
      | target                  |
      | https://evil.example    |
      | //evil.example          |
      | ////evil.example        |
      | /\evil.example          |
      | /%09/evil.example       |
      | %20//evil.example       |
      | %01//evil.example       |
      | http:evil.example       |
      | javascript:alert(1)     |
      | /products%0d%0aX: y     |
      | http://[::1             |
      | /logout                 |
      | /nowhere                |
