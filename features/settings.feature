@own-server @restarts
Feature: What an operator sets
  Each setting comes to what its name says, in the unit that it says: whoever sets minutes gets minutes.

  @asvs-7.1.1 @asvs-7.3.1 @asvs-7.3.2
  Scenario Outline: A login lasts as long as it is set to: <settings>, <time> later
    Given the operator has set <settings>
    And Ada is logged in<wish>
    When <time> pass
    Then Ada is <outcome> logged in

    Examples:
      | settings                                                                  | wish                   | time        | outcome   |
      | LOGIN_IDLE_MINUTES to 5                                                   |                        | 290 seconds | still     |
      | LOGIN_IDLE_MINUTES to 5                                                   |                        | 301 seconds | no longer |
      | LOGIN_HOURS to 2, LOGIN_IDLE_MINUTES to 600                               |                        | 119 minutes | still     |
      | LOGIN_HOURS to 2, LOGIN_IDLE_MINUTES to 600                               |                        | 121 minutes | no longer |
      | LOGIN_HOURS to 60, LOGIN_REMEMBERED_DAYS to 1, LOGIN_IDLE_MINUTES to 9000 |                        | 59 hours    | still     |
      | LOGIN_HOURS to 60, LOGIN_REMEMBERED_DAYS to 1, LOGIN_IDLE_MINUTES to 9000 |                        | 61 hours    | no longer |
      | LOGIN_REMEMBERED_DAYS to 2, LOGIN_HOURS to 1                              | , and wants to stay so | 47 hours    | still     |
      | LOGIN_REMEMBERED_DAYS to 2, LOGIN_HOURS to 90                             | , and wants to stay so | 49 hours    | no longer |
      | LOGIN_REMEMBERED_DAYS to 60                                               | , and wants to stay so | 59 days     | still     |

  @asvs-7.1.1
  Scenario Outline: The cookie of a login that is kept lasts as long as any login may: <settings>
    Given the operator has set <settings>
    And Ada is logged in, and wants to stay so
    Then Ada's cookie ends with its <days> days

    Examples:
      | settings                                      | days |
      | LOGIN_REMEMBERED_DAYS to 7                    | 7    |
      | LOGIN_REMEMBERED_DAYS to 1, LOGIN_HOURS to 72 | 3    |

  @asvs-7.5.2
  Scenario Outline: The password was given lately for as long as that is set to: <time> later
    Given the operator has set LOGIN_RECENT_MINUTES to 5
    And Ada is logged in
    And Ada is logged in on another computer
    When <time> pass
    And Ada ends her other session
    Then Ada is told "<sentence>" as <kind>

    Examples:
      | time        | sentence                             | kind      |
      | 285 seconds | That session was ended.              | a success |
      | 301 seconds | Please enter your password to go on. | an info   |

  @asvs-7.1.2
  Scenario: A member has as many logins as are set
    Given the operator has set LOGINS_PER_MEMBER to 2
    And Ada is logged in
    And Ada is logged in on another computer
    When a stranger logs in 1 time with Ada's password
    Then Ada is no longer logged in
    And Ada is still logged in on the other computer

  @asvs-15.2.2
  Scenario Outline: What may be sent is as large as it is set to: <bytes> bytes
    Given the operator has set MAX_CONTENT_LENGTH to 1000
    When a stranger sends a form of <bytes> bytes
    Then the stranger gets <status>, and is told "<sentence>"

    Examples:
      | bytes | status | sentence                                                                   |
      | 1000  | 400    | This form is no longer valid. Go back, reload the page, and send it again. |
      | 1001  | 413    | What was sent is larger than this site accepts.                            |

  Scenario Outline: The browser is told what was set: <settings>
    Given the operator has set <settings>
    When a stranger gets <answer> (200)
    Then its <header> says "<words>"

    Examples:
      | settings                          | answer        | header        | words                                       |
      | SEND_FILE_MAX_AGE_DEFAULT to 60   | a style sheet | Cache-Control | public, max-age=60                          |
      | SESSION_COOKIE_SAMESITE to Strict | a form        | Set-Cookie    | ; Secure; HttpOnly; Path=/; SameSite=Strict |
      | SESSION_COOKIE_NAME to __Host-id  | a form        | Set-Cookie    | __Host-id=                                  |

  @asvs-11.4.2
  Scenario Outline: A server that could not hash a password, or only badly, does not start: <method>
    When an operator starts a server where PASSWORD_HASH_METHOD is <method>
    Then the operator is told "set it to scrypt, or to PBKDF2 with SHA-256 or SHA-512, and all its numbers"

    Examples:
      | method         |
      | "argon2"       |
      | "scrypt:2:1:1" |
      | "scrypt"       |
      | "pbkdf2:md5:1" |
      | null           |

  Scenario Outline: A server that could not work with what is set does not start: <setting> is <value>
    When an operator starts a server where <setting> is <value>
    Then the operator is told "<setting> <sentence>"

    Examples:
      | setting                              | value        | sentence                                                      |
      | PROXIES_FOR                          | false        | is false: set it to a whole number from 0 to 2147483647       |
      | PROXIES                              | -1           | is -1: set it to a whole number from 0 to 2147483647          |
      | LOGIN_IDLE_MINUTES                   | null         | is null: set it to a whole number from 1 to 576000            |
      | LOGIN_REMEMBERED_DAYS                | 1000000      | is 1000000: set it to a whole number from 1 to 400            |
      | LOGIN_HOURS                          | Infinity     | is Infinity: set it to a whole number from 1 to 9600          |
      | LOGINS_PER_MEMBER                    | 0            | is 0: set it to a whole number from 1 to 2147483647           |
      | WTF_CSRF_TIME_LIMIT                  | "3600"       | is "3600": set it to a whole number from 1 to 2147483647      |
      | WTF_CSRF_METHODS                     | "POST"       | is "POST": set it to a list of texts, such as                 |
      | TRUSTED_HOSTS                        | "a.example"  | is "a.example": set it to a list of texts, such as            |
      | HSTS_SUBDOMAINS                      | "False"      | is "False": set it to true or false                           |
      | SESSION_COOKIE_SAMESITE              | "foo"        | is "foo": set it to "Strict", "Lax" or "None"                 |
      | SESSION_COOKIE_NAME                  | "my session" | is "my session": set it to letters, digits                    |
      | REMEMBER_COOKIE_REFRESH_EACH_REQUEST | true         | is not for setting: a login that is kept has no cookie of its |
      | SQLALCHEMY_BINDS                     | {"a": 1}     | is not for setting: every table is in the database of         |
      | RATELIMIT_STORAGE_URI                | "foo://"     | names no store that attempts can be counted in                |

  @asvs-3.5.1
  Scenario: A form stays good for as long as the login may be awaited
    Given Ada has an account
    And Ada is about to log in
    When 3 days pass
    And Ada sends what she has written
    Then Ada is logged in

  @needs-email_change
  Scenario: A mailed link is good for as long as it is set to, and everything says so
    Given the operator has set LINK_MINUTES to 10
    And Ada is logged in
    When Ada asks for another address
    Then Ada is told "A mail is on its way to the new address, with a link that is good for 10 minutes. Until it is used, the old address stays." as an info
    And the new address gets the mail "Confirm your new email address"
    And it says "It is good once, and for 10 minutes from that moment.", in both of its parts
    When 9 minutes pass
    And Ada opens the link that was mailed to the new address
    Then Ada reads that the new address takes the place of her old one, and is asked for nothing
    When 2 minutes pass
    And Ada opens that link again
    Then Ada is told "That link is no longer good: it was used, it is more than 10 minutes old, or a newer one was mailed. Ask for another." as a warning
