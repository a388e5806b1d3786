@own-server
Feature: Time zones
  Moments are told in UTC, wherever the server stands and wherever its page is read, and nothing lasts longer or shorter
  for it: not where a clock is far ahead, and not in the night in which it is changed.

  @asvs-7.5.2 @needs-account
  Scenario Outline: A server anywhere tells moments in UTC: <zone>
    Given the server is in "<zone>"
    And it is 5 March 2031, 22:40
    And Ada is logged in
    When 40 minutes pass
    And Ada refreshes
    And Ada looks at her account
    Then Ada reads that "This device" was last seen "5 March 2031, 23:20 UTC", and logged in "5 March 2031, 22:40 UTC"

    Examples:
      | zone               |
      | Pacific/Kiritimati |
      | Asia/Kathmandu     |
      | Pacific/Pago_Pago  |

  @needs-account
  Scenario Outline: A reader anywhere is told moments in UTC: <zone>
    Given it is 31 December 2031, 23:50
    And Ada's browser is in "<zone>", and speaks "<language>"
    And Ada has registered
    When 20 minutes pass
    And Ada refreshes
    And Ada looks at her account
    Then Ada reads that she is a member since "31 December 2031"
    And Ada reads that "This device" was last seen "1 January 2032, 00:10 UTC", and logged in "31 December 2031, 23:50 UTC"

    Examples:
      | zone             | language |
      | Pacific/Auckland | en-NZ    |
      | America/Lima     | es-PE    |

  @asvs-7.3.1
  Scenario Outline: Anywhere a login that nobody uses ends after an hour: <zone>, <moment>
    Given the server is in "<zone>"
    And it is <moment>
    And Ada is logged in
    When 59 minutes pass
    And Ada refreshes
    Then Ada is logged in
    When 61 minutes pass
    Then Ada is no longer logged in

    Examples:
      | zone               | moment                 |
      | Pacific/Kiritimati | 5 March 2031, 10:00    |
      | Pacific/Pago_Pago  | 5 March 2031, 10:00    |
      | Europe/Berlin      | 30 March 2031, 00:30   |
      | Europe/Berlin      | 26 October 2031, 00:30 |

  @asvs-7.3.2
  Scenario: A reader far ahead keeps a login for 30 days
    Given Ada's browser is in "Pacific/Kiritimati", and speaks "en-KI"
    And Ada is logged in, and wants to stay so
    Then Ada's cookie ends with its 30 days

  @asvs-7.5.2
  Scenario Outline: Anywhere a password given lately is good for a quarter of an hour: <minutes> minutes
    Given the server is in "Pacific/Kiritimati"
    And Ada is logged in
    And Ada is logged in on another computer
    When <minutes> minutes pass
    And Ada ends her other session
    Then Ada is told "<sentence>" as <category>

    Examples:
      | minutes | sentence                             | category  |
      | 14      | That session was ended.              | a success |
      | 16      | Please enter your password to go on. | an info   |
