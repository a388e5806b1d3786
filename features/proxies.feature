@own-server @restarts
Feature: What a request says of itself
  As many proxies are believed as the operator has set, each of what it has seen: where a request comes from, whether
  over TLS, and, only where that is set, for which host. Whatever else a request says of itself changes nothing.

  @asvs-15.3.4
  Scenario Outline: An attempt is written down with the address that the last believed proxy saw: <settings>, "<said>"
    Given the operator has set <settings>
    When a stranger who is said to come from "<said>" tries a wrong password
    Then the log says where that came from: "<address>"

    Examples:
      | settings                              | said                            | address     |
      | PROXIES to 0                          | 192.0.2.1                       | 127.0.0.1   |
      | PROXIES to 1                          | 192.0.2.1                       | 192.0.2.1   |
      | PROXIES to 1                          | 192.0.2.9, 192.0.2.1            | 192.0.2.1   |
      | PROXIES to 1                          | 2001:db8::1                     | 2001:db8::1 |
      | PROXIES to 2                          | 192.0.2.9, 192.0.2.1, 192.0.2.2 | 192.0.2.1   |
      | PROXIES to 2                          | 192.0.2.1                       | 127.0.0.1   |
      | PROXIES to 2, PROXIES_FOR to 1        | 192.0.2.9, 192.0.2.1            | 192.0.2.1   |
      | PROXIES to 1, PROXIES_FOR to 0        | 192.0.2.1                       | 127.0.0.1   |
      | PROXIES_PROTO to 1, PROXIES_HOST to 1 | 192.0.2.1                       | 127.0.0.1   |

  @asvs-15.3.4
  Scenario Outline: Each address is counted for itself, as it was seen: <settings>
    Given the operator has set <settings>
    And Ada has an account
    When a guesser tries 6 wrong passwords for Ada, each as if from another address by way of a second proxy
    Then <what>

    Examples:
      | settings     | what                                                                  |
      | PROXIES to 1 | only the last is refused, with 429, until 300 seconds after the first |
      | PROXIES to 2 | none of them is refused as one too many                               |

  @asvs-3.4.1
  Scenario Outline: Whether TLS was used is for the believed proxy to say: <settings>, "<said>"
    Given the operator has set <settings>
    When a stranger comes for whom "X-Forwarded-Proto: <said>" is said
    Then the browser is told to come over <what>

    Examples:
      | settings                            | said        | what              |
      | PROXIES to 0                        | https       | whatever it likes |
      | PROXIES to 1                        | https       | https only        |
      | PROXIES to 1                        | http        | whatever it likes |
      | PROXIES to 1                        | https, http | whatever it likes |
      | PROXIES to 1                        | HTTPS       | whatever it likes |
      | PROXIES to 2                        | https, http | https only        |
      | PROXIES to 2                        | https       | whatever it likes |
      | PROXIES to 2, PROXIES_PROTO to 1    | https       | https only        |
      | PROXIES to 1, PROXIES_PROTO to 0    | https       | whatever it likes |
      | PROXIES_FOR to 1, PROXIES_HOST to 1 | https       | whatever it likes |

  @asvs-3.5.1
  Scenario Outline: Whose form it is depends on the host that a believed proxy was asked for: <settings>, "<said>"
    Given Ada has an account
    And the operator has set <settings>
    When a stranger logs in as Ada from a page of "shop.example", which is said to be "<said>"
    Then the stranger gets <status>

    Examples:
      | settings                        | said                        | status |
      | PROXIES to 1                    | shop.example                | 400    |
      | PROXIES to 1, PROXIES_HOST to 1 | shop.example                | 302    |
      | PROXIES to 1, PROXIES_HOST to 1 | evil.example, shop.example  | 302    |
      | PROXIES to 1, PROXIES_HOST to 1 | shop.example, evil.example  | 400    |
      | PROXIES to 1, PROXIES_HOST to 2 | shop.example, inner.example | 302    |

  @asvs-15.3.4 @asvs-8.3.1
  Scenario Outline: What nobody asked for changes no answer: <header>
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    When a stranger who is in as Ada asks for everything, without and with "<header>"
    Then the answers are the same, and so is what is written down

    Examples:
      | header                                                |
      | X-Forwarded-Host: evil.example                        |
      | X-Forwarded-Prefix: /shop                             |
      | X-Forwarded-Port: 8443                                |
      | X-Forwarded-Server: evil.example                      |
      | X-Forwarded-Scheme: http                              |
      | X-Forwarded-User: grace@example.com                   |
      | X-Remote-User: grace@example.com                      |
      | X-Real-IP: 192.0.2.7                                  |
      | X-Script-Name: /shop                                  |
      | X-HTTP-Method-Override: POST                          |
      | X-HTTP-Method: DELETE                                 |
      | X-Original-URL: /account/delete                       |
      | X-Rewrite-URL: /account/delete                        |
      | X-Host: evil.example                                  |
      | Forwarded: for=192.0.2.7;host=evil.example;proto=http |
      | Authorization: Basic Z3JhY2U6Z3JhY2U=                 |
      | Client-IP: 192.0.2.7                                  |
      | True-Client-IP: 192.0.2.7                             |
      | Front-End-Https: off                                  |
