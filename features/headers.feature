Feature: What every answer carries
  The browser is told what this site never does, and to keep nothing of a member's pages.

  @asvs-3.4.2 @asvs-3.4.3 @asvs-3.4.4 @asvs-3.4.5 @asvs-3.4.6 @asvs-3.4.7 @asvs-3.4.8 @asvs-4.1.1
  Scenario: A page is protected
    When a stranger gets a form (200)
    Then it has these headers, each with at least what stands here:
      | header                       | says                                                                                               |
      | Content-Security-Policy      | default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' |
      | Cross-Origin-Opener-Policy   | same-origin                                                                                        |
      | Cross-Origin-Resource-Policy | same-origin                                                                                        |
      | Referrer-Policy              | same-origin                                                                                        |
      | X-Content-Type-Options       | nosniff                                                                                            |
      | Content-Type                 | text/html; charset=utf-8                                                                           |
    And none of its headers allows scripts in the page, or other origins to read it

  @asvs-3.4.2 @asvs-3.4.3 @asvs-3.4.4 @asvs-3.4.5 @asvs-3.4.6 @asvs-3.4.7 @asvs-3.4.8 @asvs-4.1.1 @is-the-proxy
  @own-server
  Scenario Outline: Every answer is protected, to the letter: <answer>
    When a stranger gets <answer>
    Then it has exactly the headers of <kind>

    Examples:
      | answer                     | kind   |
      | a page (200)               | a page |
      | a style sheet (200)        | a file |
      | a redirect (302)           | a page |
      | a refused form (400)       | a page |
      | an unknown address (404)   | a page |
      | a method not allowed (405) | a page |
      | a body too large (413)     | a page |
      | too many attempts (429)    | a page |

  @asvs-14.3.2 @asvs-3.4.2 @asvs-3.4.3 @is-the-proxy @own-server
  Scenario Outline: Every page is protected, to the letter: logged <in or out>
    Given Ada is logged <in or out>
    When Ada goes to "/"
    Then every page has exactly the headers of a page, for Ada, and every file those of a file

    Examples:
      | in or out |
      | in        |
      | out       |

  @asvs-16.5.1 @asvs-3.4.3 @in-process @mistakes @own-server
  Scenario: A mistake of ours is protected too, and shows nothing of the works
    Given the server makes a mistake at its first page
    When a stranger gets the first page (500)
    Then it has exactly the headers of a page
    And it says "This is our mistake, and it was written down. Try again in a moment." and nothing of the works

  @asvs-3.4.1 @own-server @restarts
  Scenario: Once on TLS, always on TLS
    Given the server stands behind a proxy that speaks TLS
    When a stranger comes over https
    Then the browser is told to come over https only

  @asvs-3.4.1 @own-server @restarts
  Scenario: A site that is new to TLS keeps browsers to it for a short time
    Given the server stands behind a proxy that speaks TLS
    And the server keeps browsers to TLS for 300 seconds, and no other host
    When a stranger comes over https
    Then the browser is told to come over https only, for 300 seconds

  @asvs-3.4.3 @in-process @own-server
  Scenario: A page may forbid more than the others
    Given the first page forbids every script
    When a stranger gets the first page (200)
    Then it forbids every script, and what every page forbids

  @asvs-3.5.1 @is-the-proxy @own-server @restarts
  Scenario Outline: Over TLS a form is taken from a page of this site: <by>
    Given Ada has an account
    And the server stands behind a proxy that speaks TLS
    When a stranger logs in as Ada over https, known <by>
    Then the stranger gets <status>

    Examples:
      | by                                    | status |
      | by the origin                         | 302    |
      | by the page before                    | 302    |
      | by nothing                            | 400    |
      | by another origin                     | 400    |
      | by a made-up host, and that as origin | 400    |

  @asvs-3.3.1 @asvs-3.3.2 @asvs-3.3.3 @asvs-3.3.4 @asvs-3.3.5
  Scenario: The cookie is bound to this host, and out of reach of scripts
    Given Ada has an account
    When Ada logs in
    Then Ada's cookie has these attributes, and under 4096 bytes:
      | attribute | value          |
      | name      | __Host-session |
      | path      | /              |
      | sameSite  | Lax            |
      | secure    | True           |
      | httpOnly  | True           |

  @asvs-3.3.4 @own-server
  Scenario: The token in the cookie is on no page
    Given Ada is logged in
    Then Ada's token is on none of her pages

  @own-server @restarts
  Scenario: A cookie that a browser would drop is said in the log
    When a stranger comes to "latchkey.example" over plain http
    Then the log says "A Secure cookie was sent over plain http"

  @asvs-14.2.2 @asvs-14.3.1 @asvs-14.3.2 @is-the-proxy @own-server
  Scenario: A member's pages are kept by nobody, style sheets by everybody
    Given Ada is logged in
    Then no page of Ada's may be kept, and a style sheet may

  @asvs-14.2.2 @asvs-14.3.2 @own-server
  Scenario Outline: A page about a file is kept by nobody: <what>
    Given Ada is logged in
    When Ada's browser asks for <what>
    Then Ada's email is on the page that it gets, which nobody may keep

    Examples:
      | what                              |
      | a style sheet that is not there   |
      | a part that a style sheet has not |

  @asvs-14.3.2 @own-server
  Scenario: No cookie comes with what everybody may keep
    Given Ada is logged in, and wants to stay so
    Then a style sheet brings Ada no cookie

  @asvs-14.3.1 @back-forward-cache @needs-registering
  Scenario: Going back after logging out shows nothing
    Given Ada is logged in
    When Ada looks at her account
    And Ada logs out
    And Ada goes back
    Then Ada's email is nowhere to be seen

  @asvs-14.3.3 @own-server
  Scenario: The cookie holds nothing personal
    Given Ada is logged in
    When an operator decodes Ada's cookie
    Then neither Ada's email nor her password is in it
