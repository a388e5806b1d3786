@L9
Feature: Every place says who is logged in
  A member sees their email address and a way out; a visitor sees the two ways in. New pages are covered the
  day they are added.

  Scenario: A visitor sees the two ways in on every page
    When Ada goes to "/"
    Then every page that Ada goes to says that she is not logged in

  Scenario: A member sees their email and a way out on every page
    Given Ada is logged in
    Then every page that Ada goes to says that she is logged in

  @needs-account
  Scenario: A member's own place
    Given Ada is logged in
    When Ada looks at her account
    Then Ada reads her email there, and that she is a member since today
