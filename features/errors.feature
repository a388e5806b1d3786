@own-server
Feature: What an error says
  Each status has a title, a sentence and the headers that go with it; the operator reads why in the log.

  @asvs-16.5.1
  Scenario Outline: Each refusal has its own page: <what>
    When a stranger sends <what>
    Then the stranger gets <status>, and is told "<sentence>"
    And the page is called "<title>"

    Examples:
      | what                        | status | title             | sentence                                                                   |
      | a GET to an unknown address | 404    | Page not found    | There is nothing at this address. It may have been mistyped, or moved.     |
      | a DELETE to a page          | 405    | Not allowed       | This address cannot be used that way.                                      |
      | a form without its token    | 400    | That did not work | This form is no longer valid. Go back, reload the page, and send it again. |
      | a form of 100 kilobytes     | 413    | Too large         | What was sent is larger than this site accepts.                            |

  @asvs-4.1.4
  Scenario Outline: A method that is not there names those that are: <what>
    When a stranger sends <what>
    Then the stranger gets 405, and is told "This address cannot be used that way."
    And its Allow names <methods>

    Examples:
      | what                 | methods                  |
      | a DELETE to a page   | GET, HEAD, OPTIONS       |
      | a GET to the way out | OPTIONS, POST            |
      | a PUT to the way in  | GET, HEAD, OPTIONS, POST |

  Scenario: Too many attempts
    Given a guesser has tried 5 wrong passwords for Ada
    When a guesser tries 1 wrong password for Ada
    Then the stranger gets 429, and is told "Try again in 5 minutes. Until then nothing that you send here is looked at, right or wrong."
    And the page is called "Too many attempts"

  @mistakes
  Scenario: A database that is gone
    When a stranger sends a GET to a page while the database is gone
    Then the stranger gets 503, and is told "The site cannot reach its database. Try again in half a minute: nothing was changed."
    And the page is called "Not available", and to be asked for again in 30 seconds
    And the log has the error "The database does not answer: "

  @mistakes @restarts
  Scenario: A database that is behind
    When a stranger sends a GET to a page while the database is behind
    Then the stranger gets 503, and is told "The site is being brought up to date. Try again in a minute."
    And the page is called "Not available", and to be asked for again in 60 seconds
    And the log has the error "The database is behind this code: run `flask --app app db upgrade`. Until then every page answers 503."

  @in-process @mistakes
  Scenario: A mistake of ours
    Given the server makes a mistake at its first page
    When a stranger gets the first page (500)
    Then the stranger gets 500, and is told "This is our mistake, and it was written down. Try again in a moment."
    And the page is called "Something went wrong"
    And the log has the error "Exception on / [GET]"

  @restarts
  Scenario: A cookie that browsers drop is a warning
    When a stranger comes to "latchkey.example" over plain http
    Then the log has the warning "A Secure cookie was sent over plain http: browsers drop it, and nobody can log in. Serve the site over https; behind a proxy that does, set FLASK_PROXIES to the number of proxies."

  @restarts
  Scenario: Nothing is wrong with a cookie that comes over https
    Given the server stands behind a proxy that speaks TLS
    When a stranger comes to "latchkey.example" over https
    And a guesser tries 1 wrong password for Ada
    Then the log has no warning

  @restarts
  Scenario: A store of attempts that is gone is a warning
    Given the server counts attempts in a Redis that is gone
    When a guesser tries 1 wrong password for Ada
    Then the log has the warning "The store of attempts does not answer, and each process counts for itself for now: "
