@own-server
Feature: Who may open what
  Whatever is not meant for everybody asks who is there. New pages are covered the day they are added.

  @asvs-8.2.1 @asvs-8.3.1
  Scenario: Every place that is not public turns a visitor away
    When a visitor tries every place that is not public
    Then each of them asks the visitor to log in

  @asvs-3.5.1 @asvs-3.5.3
  Scenario: Every form needs its token
    Given Ada is logged in
    When Ada sends every form without its token
    Then each of them is refused with 400
    And Ada is still logged in

  @asvs-3.5.1
  Scenario: Every form is taken with its token
    Given Ada is logged in on another computer
    And Ada is logged in
    When Ada sends every form with its token
    Then each of them is looked at
    And Ada is no longer logged in

  @asvs-3.5.1
  Scenario: A visitor's forms need theirs as well
    When a visitor sends every form that is public, without its token
    Then each of them is refused with 400

  @asvs-3.5.1
  Scenario: A visitor's forms are taken with theirs
    When a visitor sends every form that is public, with its token
    Then each of them is looked at

  @asvs-3.5.3 @asvs-4.1.4
  Scenario: Every place refuses what it is not for
    When a visitor tries every method at every place
    Then only the methods of that place are answered
