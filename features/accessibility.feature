Feature: Everyone can use it
  The pages work with a keyboard, a screen reader, a password manager, and without any other site. New pages are covered
  the day they are added.

  @axe @javascript
  Scenario Outline: Nothing stands in anyone's way on any page: <light>, logged <in or out>
    Given Ada is logged <in or out>
    And Ada reads in <light>
    Then every page meets WCAG 2.2 AA for Ada

    Examples:
      | in or out | light |
      | in        | light |
      | in        | dark  |
      | out       | light |
      | out       | dark  |

  @axe @javascript @needs-registering
  Scenario Outline: Nothing stands in anyone's way where a mistake was made: <light>
    Given Ada goes to "/register" in <light>
    When Ada tries to register with no password
    Then Ada is told "Enter your password." at her "Password"
    And the page at "/register" meets WCAG 2.2 AA for Ada

    Examples:
      | light |
      | light |
      | dark  |

  @asvs-6.2.7
  Scenario Outline: A password manager knows what goes where: <place>
    When Ada goes to "<place>"
    Then Ada's password manager is told "<hints>"

    Examples:
      | place  | hints                                       |
      | /login | Email: username, Password: current-password |

    @needs-registering
    Examples: a visitor's first
      | place     | hints                                                                   |
      | /register | Email: username, Password: new-password, Confirm password: new-password |

  @asvs-6.2.7 @needs-account-management @needs-registering
  Scenario Outline: A password manager knows whose password it is: <place>
    Given Ada is logged in
    When Ada goes to "<place>"
    Then Ada's password manager is told "<hints>"
    And it finds Ada's email there, and nobody else is asked for it

    Examples:
      | place             | hints                                                                                      |
      | /account/password | Current password: current-password, Password: new-password, Confirm password: new-password |
      | /account/confirm  | Current password: current-password                                                         |
      | /account/delete   | Current password: current-password                                                         |

  @needs-registering @needs-tied-errors
  Scenario: A mistake is read out with the field where it was made
    When Ada tries to register with a bad email
    Then Ada hears "Enter an email address like name@example.com." with her "Email"

  @needs-registering
  Scenario: Nothing comes from another site
    When Ada registers
    Then all that Ada was shown came from this site

  @asvs-6.2.7 @own-server
  Scenario Outline: Whoever does not see a page is told what is there: logged <in or out>
    Given Ada is logged <in or out>
    Then every page tells Ada what it is
    And everything on every page is called by its name, and what belongs together is tied, for Ada
    And every page with a form tells Ada of a mistake first, where nothing was filled in

    Examples:
      | in or out |
      | in        |
      | out       |

  @own-server
  Scenario: Each date is told to machines as well
    Given Ada is logged in
    Then each date that Ada is shown is the moment that it stands for

  @in-process @mistakes @own-server
  Scenario Outline: A page about a mistake says what it is: logged <in or out>
    Given Ada is logged <in or out>
    When Ada goes to "/login"
    Then whatever goes wrong, the page about it tells Ada what it is

    Examples:
      | in or out |
      | in        |
      | out       |

  @own-server
  Scenario Outline: A keyboard is enough to get past what all pages have: logged <in or out>
    Given Ada is logged <in or out>
    Then on every page the first key leads Ada to what the page is about

    Examples:
      | in or out |
      | in        |
      | out       |

  @own-server
  Scenario Outline: A keyboard is enough: <light>, logged <in or out>
    Given Ada is logged in on another computer
    And Ada is logged <in or out>
    And Ada reads in <light>
    Then on every page Ada sees where the keyboard is

    Examples:
      | in or out | light |
      | in        | light |
      | in        | dark  |
      | out       | light |
      | out       | dark  |

  @javascript @needs-dismissible-messages @needs-greetings
  Scenario Outline: Everyone sees how to close a message: <light>
    Given Ada reads in <light>
    When Ada goes to "/account"
    Then Ada sees how to close "Please log in to access this page."

    Examples:
      | light |
      | light |
      | dark  |
