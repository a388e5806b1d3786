@own-server
Feature: Bad input
  Whatever is sent, the answer is clear and in the site's own words, and nothing is half stored.

  @asvs-15.2.2 @asvs-15.3.5
  Scenario Outline: What makes no sense is refused: <what>
    When a stranger sends <what>
    Then the stranger gets <status>, and is told "<sentence>"
    And nothing was stored or hashed

    Examples:
      | what                            | status | sentence                                                                   |
      | a GET to an unknown address     | 404    | There is nothing at this address. It may have been mistyped, or moved.     |
      | a form to a number of 19 digits | 404    | There is nothing at this address. It may have been mistyped, or moved.     |
      | a DELETE to a page              | 405    | This address cannot be used that way.                                      |
      | a form without its token        | 400    | This form is no longer valid. Go back, reload the page, and send it again. |
      | a form with a foreign token     | 400    | This form is no longer valid. Go back, reload the page, and send it again. |
      | JSON in place of a form         | 400    | This form is no longer valid. Go back, reload the page, and send it again. |
      | a form of 100 kilobytes         | 413    | What was sent is larger than this site accepts.                            |
      | a password of a megabyte        | 413    | What was sent is larger than this site accepts.                            |
      | a form of 1100 parts            | 413    | What was sent is larger than this site accepts.                            |

  @in-process @mistakes
  Scenario: What the server in front of the app cannot make out is refused
    Given the server gives up half-way through what is sent
    When a stranger sends a form without its token
    Then the stranger gets 400, and is told "The server could not make sense of this request."

  @asvs-15.3.3 @asvs-15.3.5 @asvs-15.3.7
  Scenario Outline: A form that lacks something comes again: <what>
    When a stranger sends a form with its token and <what>
    Then the stranger gets 200, and is told "<sentence>"
    And nothing was stored or hashed

    Examples:
      | what                         | sentence                                      |
      | nothing else                 | Enter your email address.                     |
      | a file in place of the email | Enter your email address.                     |
      | JSON as its body             | Enter your email address.                     |
      | broken characters            | Enter an email address like name@example.com. |
      | a NUL in the email           | Enter an email address like name@example.com. |
      | an encoded word in the email | Enter an email address like name@example.com. |
      | each thing twice             | Enter an email address like name@example.com. |
      | fields that it does not have | Enter an email address like name@example.com. |

  @L12 @asvs-9.1.1
  Scenario Outline: A cookie that means nothing makes nobody a member: <what>
    When a stranger's cookie is <what>
    Then the stranger is a visitor like any other

    Examples:
      | what                                          |
      | empty                                         |
      | no cookie of ours                             |
      | not even ASCII                                |
      | named like Flask-Login's own                  |
      | rightly signed, with an unknown id            |
      | rightly signed, with a number for its id      |
      | rightly signed, with a list for its id        |
      | rightly signed, with half an emoji for its id |
