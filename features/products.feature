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

  @L5 @needs-return-to
  Scenario: Going on to add a product
    Given Ada has an account
    When Ada wants to add a product
    And Ada logs in there
    Then Ada can add a product

  @L10
  Scenario Outline: What a member wrote is shown as text: <name>
    Given Ada is logged in
    When Ada adds the product "<name>"
    Then Ada is told "“<name>” was added." as a success
    And Ada sees the product "<name>"

    Examples:
      | name                     |
      | <b>bold</b>              |
      | {{ 7 * 7 }} & "quotes" ☃ |

  @asvs-7.5.1 @own-server
  Scenario: What an account has added goes with it
    Given Ada is logged in
    And Ada has added the product "Spare key"
    When Ada deletes her account
    Then there is no product "Spare key"

  @own-server
  Scenario Outline: Since when a product is on the list: <moment>
    Given it is <moment>
    And Ada is logged in
    And Ada has added the product "Sash lock of <day>"
    When 25 hours pass
    And Grace looks at the products
    Then Grace reads that "Sash lock of <day>" was added "<day>"

    Examples:
      | moment                  | day              |
      | 9 June 2031, 00:00      | 9 June 2031      |
      | 30 November 2031, 23:59 | 30 November 2031 |

  @own-server
  Scenario Outline: A server anywhere tells days in UTC: <zone>
    Given the server is in "<zone>"
    And it is 5 March 2031, <time>
    And Ada has registered
    And Ada has added the product "Hasp of <zone>"
    Then Ada reads that "Hasp of <zone>" was added "5 March 2031"
    When Ada looks at her account
    Then Ada reads that she is a member since "5 March 2031"

    Examples:
      | zone               | time  |
      | Pacific/Kiritimati | 23:50 |
      | Pacific/Pago_Pago  | 00:10 |

  @own-server
  Scenario Outline: A number that no row can have is no address: <number>
    Given Ada is logged in
    When Ada writes the number <number> into every address that has one
    Then at each of them the answer is "There is nothing at this address. It may have been mistyped, or moved."

    Examples:
      | number              |
      | 0                   |
      | 2147483648          |
      | 9223372036854775808 |

  @own-server
  Scenario: The highest number that a row can have is an address
    Given Ada is logged in
    And Ada has added the product "Bolt"
    When Ada writes the number 2147483647 into every address that has one
    Then at one of them she sees "Bolt"

  @own-server
  Scenario Outline: No row comes before the first one: <number>
    When a stranger asks for the list before product <number>
    Then the stranger gets <status>, and is told "<sentence>"

    Examples:
      | number | status | sentence                                                               |
      | 0      | 404    | There is nothing at this address. It may have been mistyped, or moved. |
      | 1      | 200    | There are no older products.                                           |

  @asvs-7.5.1 @own-server
  Scenario: What another member has added stays when an account goes
    Given Ada is logged in
    And Ada has added the product "Ada's spare key"
    And Grace is logged in
    And Grace has added the product "Grace's own key"
    When Ada deletes her account
    Then there is no product "Ada's spare key"
    When Grace looks at the products
    Then Grace sees the product "Grace's own key"

  @own-server
  Scenario: Whoever does not delete the account still has what was added
    Given Ada is logged in
    And Ada has added the product "A key to keep"
    When Ada wants to delete her account
    And Ada looks at the products
    Then Ada sees the product "A key to keep"

  Scenario: Another site cannot add one in a member's name
    Given Ada is logged in
    When another site makes Ada send a POST to "/products/new"
    Then Ada is told "This form is no longer valid. Go back, reload the page, and send it again."
    And Ada is still logged in

  @own-server
  Scenario: The form says beforehand what it takes
    Given Ada is logged in
    When Ada goes to "/products/new"
    Then Ada reads "Optional." at her "Description", and hears it there

  @own-server
  Scenario: Each date on the list is told to machines as well
    Given Grace is logged in
    And Grace has added the product "Padlock"
    And Grace has added the product "Hasp"
    When Ada looks at the products
    Then each date that Ada is shown is the moment that it stands for
