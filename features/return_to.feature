@L15 @L5 @needs-return-to
Feature: Returning to what was asked for
  Whoever is asked to log in goes on where they wanted to go: once, themselves, and on this site only.

  Scenario: Going on where one wanted to go
    Given Ada has an account
    When Ada wants to see her account
    And Ada logs in there
    Then Ada sees her account

  Scenario: A mistake on the way does not lose it
    Given Ada has an account
    When Ada wants to see her account
    And Ada mistypes her password there
    And Ada logs in there
    Then Ada sees her account

  Scenario: It is forgotten once it was used
    Given Ada has an account
    And Ada wanted to see her account, and logged in there
    When Ada logs out
    And Ada logs in
    Then Ada sees the landing page

  Scenario: It is not kept for the next person
    Given Ada and Grace have accounts
    And Ada wants to see her account, but leaves
    And Grace sits down at Ada's computer
    When Grace logs in
    Then Grace sees the landing page

  # Mistakes are let pass, so that a target at which the server or the browser gives up is found by a Then as well.
  @asvs-3.7.2 @mistakes
  Scenario Outline: It never leads away from this site: <target>
    Given Ada has an account
    When Ada logs in by a link that promises "<target>"
    Then Ada has been to no other site

    Examples:
      | target                         |
      | https://evil.example           |
      | https:evil.example             |
      | https:/evil.example            |
      | https:///evil.example          |
      | http://evil.example            |
      | http:evil.example              |
      | http:///evil.example           |
      | HTTPS://EVIL.EXAMPLE           |
      | //evil.example                 |
      | ////evil.example               |
      | //evil.example/account         |
      | //evil.example%2faccount       |
      | //127.0.0.1@evil.example/      |
      | //\\evil.example               |
      | /%09/evil.example              |
      | %09//evil.example              |
      | /%0a/evil.example              |
      | /%0d/evil.example              |
      | %0a//evil.example              |
      | %20//evil.example              |
      | %01//evil.example              |
      | %00//evil.example              |
      | //evil%E3%80%82example         |
      | java%0ascript:alert(1)         |
      | vbscript:evil                  |
      | mailto:evil@evil.example       |
      | http://user:pass@evil.example/ |
      | http://127.0.0.1.evil.example/ |
      | /account%0d%0aSet-Cookie: a=b  |

  @asvs-3.7.2 @mistakes
  Scenario Outline: What leads elsewhere, or cannot be read as an address, keeps no one out: <target>
    Given Ada has an account
    When Ada logs in by a link that promises "<target>"
    Then Ada has been to no other site
    And Ada is logged in

    Examples:
      | target                    |
      | https:evil.example        |
      | ////evil.example          |
      | /%09/evil.example         |
      | %00//evil.example         |
      | mailto:evil@evil.example  |
      | http://[::1               |
      | http://[::1]:99999/       |
      | http://evil.example:port/ |

  @needs-greetings
  Scenario Outline: What is for visitors is no place for a member to go on to: <target>
    Given Ada has an account
    When Ada logs in by a link that promises "<target>"
    Then Ada is told "Logged in successfully." as a success

    Examples:
      | target                |
      | /login                |
      | /register?next=/login |

  @needs-landing @own-server
  Scenario Outline: What is no page is no place to go on to: <target>
    Given Ada has an account
    When Ada logs in by a link that promises "<target>"
    Then Ada sees the landing page
    And Ada is logged in

    Examples:
      | target               |
      | /static/latchkey.css |
      | /static/nowhere.css  |

  @needs-landing
  Scenario Outline: What leads nowhere leads to the landing page: <target>
    Given Ada has an account
    When Ada logs in by a link that promises "<target>"
    Then Ada sees the landing page
    And Ada is logged in

    Examples:
      | target                                |
      | https://evil.example                  |
      | //evil.example                        |
      | evil.example                          |
      | account                               |
      | %23//evil.example                     |
      | /logout                               |
      | /account?a=%0d%0ab                    |
      | /nowhere                              |
      | /account/                             |
      | /static/../../nowhere                 |
      | /static/%252e%252e/%252e%252e/nowhere |
      | ///evil.example                       |
      | /\\evil.example                       |
      | \\\\evil.example                      |
      | \\/evil.example                       |
      | /\\/evil.example                      |
      | /%00/evil.example                     |
      | /%E2%80%8B/evil.example               |
      | %EF%BC%8F%EF%BC%8Fevil.example        |
      | /%EF%BC%8Fevil.example                |
      | javascript:alert(1)                   |
      | data:text/html,evil                   |
      | /account/../..//evil.example          |
      | /.//evil.example                      |
      | /..//evil.example                     |
      | /%2f/evil.example                     |
      | /%5cevil.example                      |
