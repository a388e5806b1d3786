@asvs-7.4.1 @asvs-7.4.2 @asvs-7.4.3
Feature: However a login ends, every copy of its cookie ends with it
  The server decides who is logged in. A thief who copied the cookie while it was good has nothing afterwards.

  Scenario Outline: A copy is worthless from then on: Ada <act>
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When Ada <act>
    Then the thief is not logged in

    Examples:
      | act      |
      | logs out |

    @needs-account-management
    Examples: the member's own doing
      | act                                      |
      | changes her password                     |
      | changes her password on another computer |
      | deletes her account                      |

    @needs-account
    Examples: what ends other logins
      | act                                          |
      | gives her password again                     |
      | ends her other session on another computer   |
      | logs out everywhere else on another computer |

    @own-server
    Examples: time's
      | act                                      |
      | comes back every 50 minutes for 25 hours |

  @own-server
  Scenario: A copy is worthless from then on: an hour passes
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When 61 minutes pass
    Then the thief is not logged in

  @own-server
  Scenario Outline: A copy is worthless from then on: an operator <act>
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When an operator <act>
    Then the thief is not logged in

    Examples:
      | act                       |
      | deactivates Ada's account |
      | ends Ada's sessions       |

  @needs-remember
  Scenario: A login that was kept is no exception
    Given Ada is logged in, and wants to stay so
    And a thief has copied Ada's cookie
    When Ada logs out
    Then the thief is not logged in

  @own-server
  Scenario: A deactivated member cannot log in again
    Given Ada has an account
    When an operator deactivates Ada's account
    And Ada logs in
    Then Ada is told "Invalid email or password" at her "Email"
    And Ada is not logged in

  @own-server
  Scenario: A deactivated member whom an operator lets in again
    Given Ada is logged in
    And a thief has copied Ada's cookie
    When an operator deactivates Ada's account
    And an operator activates Ada's account
    And Ada logs in
    Then Ada is logged in
    And the thief is not logged in

  @own-server
  Scenario: Ending one member's sessions ends nobody else's
    Given Ada is logged in
    And Grace is logged in
    When an operator ends Ada's sessions
    Then Grace is still logged in
    And Ada is no longer logged in

  @own-server
  Scenario: Sessions whose time is over are purged, and no others
    Given Ada is logged in
    And 61 minutes pass
    And Grace is logged in
    When an operator purges the sessions
    Then nothing is stored of Ada's sessions
    And Grace is still logged in
