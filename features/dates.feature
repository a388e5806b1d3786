@own-server
Feature: Dates and times
  What a page says of a moment stays true: a day later, around midnight, and in the first minute of a year.
  Every moment is told in UTC.

  @L9 @needs-account
  Scenario Outline: Since when one is a member: <moment>
    Given it is <moment>
    And Ada has registered
    When 25 hours pass
    And Ada logs in
    And Ada looks at her account
    Then Ada reads that she is a member since "<day>"

    Examples:
      | moment                  | day              |
      | 5 March 2031, 00:00     | 5 March 2031     |
      | 31 December 2031, 23:59 | 31 December 2031 |
      | 1 January 2032, 00:00   | 1 January 2032   |
      | 29 February 2032, 12:00 | 29 February 2032 |

  @asvs-7.5.2 @needs-account
  Scenario: When a login was last seen moves, and when it began does not
    Given it is 31 December 2031, 23:30
    And Ada is logged in on her phone
    When 35 minutes pass
    And Ada uses her phone
    And 7 minutes pass
    And Ada logs in
    And Ada looks at her account
    Then Ada reads that "Chrome Mobile on Android" was last seen "1 January 2032, 00:05 UTC", and logged in "31 December 2031, 23:30 UTC"
    And Ada reads that "This device" was last seen "1 January 2032, 00:12 UTC", and logged in "1 January 2032, 00:12 UTC"

  @asvs-7.5.2 @needs-account
  Scenario: A login that is kept tells of the days since
    Given it is 28 February 2031, 09:05
    And Ada is logged in, and wants to stay so
    When 3 days pass
    And Ada refreshes
    And Ada looks at her account
    Then Ada reads that "This device" was last seen "3 March 2031, 09:05 UTC", and logged in "28 February 2031, 09:05 UTC"

  @asvs-7.5.2 @needs-account
  Scenario Outline: Giving the password again is no new login: Ada <act>
    Given it is 1 May 2031, 23:55
    And Ada is logged in
    When 10 minutes pass
    And Ada <act>
    And Ada looks at her account
    Then Ada reads that "This device" was last seen "2 May 2031, 00:05 UTC", and logged in "1 May 2031, 23:55 UTC"

    Examples:
      | act                      |
      | gives her password again |
      | changes her password     |

  @asvs-7.5.2 @needs-account
  Scenario: Logging in again is a new login
    Given it is 9 October 2031, 08:00
    And Ada is logged in
    When 2 hours pass
    And Ada logs in
    And Ada looks at her account
    Then Ada reads that "This device" was last seen "9 October 2031, 10:00 UTC", and logged in "9 October 2031, 10:00 UTC"
