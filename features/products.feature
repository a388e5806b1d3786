@L15 @needs-products
Feature: Products
  Everyone may look at the products. Adding one takes a member.

  Scenario: Everyone sees the products
    Given Ada is logged in
    And Ada has added the product "Brass key"
    When Grace looks at the products
    Then Grace sees the product "Brass key"
    And Grace is not logged in

  Scenario: A member adds a product
    Given Ada is logged in
    When Ada adds the product "Night latch"
    Then Ada is told "“Night latch” was added." as a success
    And Ada sees the product "Night latch"

  Scenario: A visitor is asked to log in first
    When Ada wants to add a product
    Then Ada is told "Please log in to access this page." as an info
    And Ada is asked for "Email" and "Password"

  @own-server
  Scenario: A visitor cannot add a product by hand
    When a visitor sends the product "Skeleton key" by hand
    Then the visitor is asked to log in
    And there is no product "Skeleton key"

  @own-server
  Scenario Outline: A mistake is told where it was made: <mistake>
    Given Ada is logged in
    When Ada tries to add a product with <mistake>
    Then Ada is told "<sentence>" at her "<place>"
    And Ada has added nothing

    Examples:
      | mistake                      | place       | sentence                                      |
      | no name                      | Name        | Enter the product's name.                     |
      | a name of 81 letters         | Name        | Use at most 80 characters.                    |
      | a description of 501 letters | Description | Use at most 500 characters.                   |
      | a NUL in its name            | Name        | Remove the characters that cannot be printed. |
