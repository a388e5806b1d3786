@own-server @restarts
Feature: Headers that make no sense
  Whatever is said of where a request comes from, it is answered, and never by a mistake of ours.

  @asvs-15.3.4
  Scenario Outline: An address that is none is taken as it is: <what>
    Given the operator has set PROXIES to 1
    When a stranger says "X-Forwarded-For", and then <what>, and tries a wrong password
    Then the stranger gets 200, and is told "Invalid email or password"

    Examples:
      | what                       |
      | no address                 |
      | an address with a port     |
      | a number beyond 255        |
      | a bracket and no other     |
      | an address with a zone     |
      | a script                   |
      | three thousand commas      |
      | eight thousand letters     |
      | letters that are not ASCII |
      | nothing                    |

  @asvs-15.3.4
  Scenario Outline: A scheme that is none is not TLS: <what>
    Given the operator has set PROXIES to 1
    When a stranger says "X-Forwarded-Proto", and then <what>, and tries a wrong password
    Then the stranger gets 200, and is told "Invalid email or password"
    And the browser is told to come over whatever it likes

    Examples:
      | what                       |
      | no address                 |
      | a script                   |
      | three thousand commas      |
      | letters that are not ASCII |
      | nothing                    |

  Scenario Outline: A host that is no name is refused: <what>
    When a stranger says "Host", and then <what>, and asks for a page
    Then the stranger gets 400, and reads "The server could not make sense of this request." and nothing else

    Examples:
      | what                        |
      | a dot                       |
      | two dots in a row           |
      | a part of seventy letters   |
      | letters that stand for none |

  Scenario Outline: So is one that a believed proxy hands on: <what>
    Given the operator has set PROXIES_HOST to 1
    When a stranger says "X-Forwarded-Host", and then <what>, and asks for a page
    Then the stranger gets 400, and reads "The server could not make sense of this request." and nothing else

    Examples:
      | what                        |
      | a dot                       |
      | a part of seventy letters   |
      | letters that stand for none |
