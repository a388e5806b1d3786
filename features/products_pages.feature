@needs-products @own-server @restarts
Feature: The list of products, page by page
  The newest product comes first, twelve are on a page, and every page of the list leads to its neighbours and to
  nowhere else.

  Scenario: A list with nothing on it says so
    Given the site is new
    When Grace looks at the products
    Then Grace is told "There are no products yet. Every member may add the first."
    And Grace cannot turn anywhere

  Scenario: The first product takes the place of that
    Given the site is new
    And Ada is logged in
    When Ada adds the product "Bolt"
    Then Ada sees the product "Bolt"
    And Ada is not told "There are no products yet. Every member may add the first."

  Scenario: The newest product comes first, also where the one before it is gone
    Given the site is new
    And Ada has added 1 product
    And Grace is logged in
    And Grace has added the product "Latch"
    When Grace deletes her account
    And Ada logs in
    And Ada adds the product "Bolt"
    Then Ada sees the products "Bolt" and "Key 1", in this order

  Scenario: Twelve products are one page
    Given the site is new
    And Ada has added 12 products
    When Grace looks at the products
    Then Grace sees the products 12 to 1, the newest first
    And Grace cannot turn anywhere

  Scenario: Thirteen products are two
    Given the site is new
    And Ada has added 13 products
    When Grace looks at the products
    Then Grace sees the products 13 to 2, the newest first
    And Grace can turn to "Older"

  Scenario: From the newest to the oldest, and back
    Given the site is new
    And Ada has added 25 products
    When Grace looks at the products
    And Grace turns to "Older"
    Then Grace sees the products 13 to 2, the newest first
    And Grace can turn to "Newest" and "Older"
    When Grace turns to "Older"
    Then Grace sees the products 1 to 1, the newest first
    And Grace can turn to "Newest"
    When Grace turns to "Newest"
    Then Grace sees the products 25 to 14, the newest first
    And Grace can turn to "Older"

  Scenario: Who turns to older products sees none twice, whatever was added meanwhile
    Given the site is new
    And Ada has added 24 products
    And Ada is logged in
    When Grace looks at the products
    And Ada adds the product "Bolt"
    And Grace turns to "Older"
    Then Grace sees the products 12 to 1, the newest first
    And Grace can turn to "Newest"

  Scenario: Where the older products are gone, the list says so and leads back
    Given the site is new
    And Grace is logged in
    And Grace has added the product "Latch"
    And Ada has added 12 products
    When Ada looks at the products
    And Grace deletes her account
    And Ada turns to "Older"
    Then Ada is told "There are no older products."
    And Ada can turn to "Newest"

  Scenario Outline: There is no such page: <page>
    Given the site is new
    And Ada has added 13 products
    When Grace goes to "/products/before/<page>"
    Then Grace is told "There is nothing at this address. It may have been mistyped, or moved."

    Examples:
      | page                 |
      | 0                    |
      | -1                   |
      | 1.5                  |
      | x                    |
      | 99999999999999999999 |

  Scenario Outline: Nobody chooses where a page begins or how long it is: <query>
    Given the site is new
    And Ada has added 13 products
    When Grace goes to "/products?<query>"
    Then Grace sees the products 13 to 2, the newest first
    And Grace can turn to "Older"

    Examples:
      | query             |
      | page=2            |
      | page=x            |
      | per_page=100      |
      | page=1&per_page=1 |
      | product_id=2      |
