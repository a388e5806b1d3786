@asvs-7.5.2 @needs-account
Feature: Which login is which
  Whoever is logged in in several places sees which of them is here, and ends the one that they mean and no other.

  @own-server
  Scenario: Of several logins, two of them with the same browser, each knows itself
    Given it is 5 March 2031, 09:55
    And Ada is logged in on her phone
    And 5 minutes pass
    And Ada is logged in
    And 5 minutes pass
    And Ada is logged in on another computer
    When Ada looks at her account
    Then there Ada reads that this device, and no other, logged in "5 March 2031, 10:00 UTC"
    And there Ada can end every login but this device's
    When Ada looks at her account on the other computer
    Then there Ada reads that this device, and no other, logged in "5 March 2031, 10:05 UTC"
    And there Ada can end every login but this device's

  @own-server
  Scenario: The login that was used last comes first
    Given it is 5 March 2031, 10:00
    And Ada is logged in
    And Ada is logged in on her phone
    And 5 minutes pass
    And Ada has her account open
    And 5 minutes pass
    And Ada is logged in on another computer
    When Ada looks at her account on the other computer
    Then there Ada reads of logins that were last seen at "10:10", "10:05" and "10:00", in this order

  Scenario: Of three logins the one that is named is ended
    Given Ada is logged in
    And Ada is logged in on her phone
    And Ada is logged in with Firefox on another computer
    When Ada ends her login with "Chrome Mobile on Android"
    Then Ada is told "That session was ended." as a success
    And Ada is no longer logged in on her phone
    And Ada is still logged in on the other computer
    And Ada is still logged in

  Scenario: Logging out elsewhere is offered to whoever is logged in elsewhere
    Given Ada is logged in
    When Ada looks at her account
    Then Ada is not offered to log out everywhere else

  Scenario: Logging out elsewhere is offered no longer once it is done
    Given Ada is logged in
    And Ada is logged in on her phone
    When Ada looks at her account
    Then Ada is offered to log out everywhere else
    When Ada logs out everywhere else
    Then Ada is not offered to log out everywhere else

  @asvs-7.2.2 @own-server
  Scenario: A page that was left open ends no login but the one that it named
    Given Ada is logged in
    And Ada is logged in on another computer
    And Ada has her account open
    And Ada logs out on the other computer
    And Ada is logged in on her phone
    When Ada ends the other session of that page
    Then Ada is told "That session had ended already." as an info
    And Ada is still logged in on her phone
    And Ada is still logged in
