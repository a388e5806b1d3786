Feature: The life of a login
  A login ends by itself: after an hour in which nobody uses it, and after a day in any case.
  One that its member asked to keep lasts 30 days, used or not.

  @asvs-7.3.1 @own-server
  Scenario: A login that nobody uses ends
    Given Ada is logged in
    When 61 minutes pass
    Then Ada is no longer logged in

  @asvs-7.3.1 @own-server
  Scenario: A login in use goes on
    Given Ada is logged in
    When 59 minutes pass
    And Ada refreshes
    And 59 minutes pass
    Then Ada is still logged in

  @asvs-7.3.2 @own-server
  Scenario: A login in use ends after a day all the same
    Given Ada is logged in
    When Ada comes back every 50 minutes for 25 hours
    Then Ada is no longer logged in

  @asvs-7.3.2 @own-server
  Scenario Outline: A login that is kept lasts 30 days: <days> days later
    Given Ada is logged in, and wants to stay so
    When <days> days pass
    Then Ada is <outcome> logged in

    Examples:
      | days | outcome   |
      | 29   | still     |
      | 31   | no longer |

  @asvs-7.3.2 @own-server
  Scenario: A login that is kept ends after 30 days, also where its cookie is younger
    Given Ada is logged in, and wants to stay so
    When 29 days pass
    And Ada gives her password again
    And 2 days pass
    Then Ada is no longer logged in

  @asvs-7.1.1 @needs-remember
  Scenario Outline: Only a login that is kept outlives the window: <kind>
    Given Ada has an account
    When Ada logs in<wish>
    Then Ada's cookie ends with <end>

    Examples:
      | kind     | wish | end        |
      | not kept |      | the window |

    @policy-days
    Examples: for as long as it says
      | kind | wish                   | end         |
      | kept | , and wants to stay so | its 30 days |

  @asvs-7.2.1 @asvs-7.2.2 @asvs-7.2.3 @own-server
  Scenario: Each login has a token of its own, and the server keeps only its hash
    Given Ada is logged in
    And Ada is logged in on another computer
    Then Ada's two tokens differ, and have 256 bits each
    And neither token is stored, but the hash of each is
