@needs-products
Feature: What a product is called, and how it is described
  Everyone reads what its member typed: the same letters, the same lines, and never as markup.

  Scenario Outline: A description is read as it was typed: <text>
    Given Ada is logged in
    When Ada adds a product, and describes it with <text>
    Then Ada reads <text> there, as typed

    Examples:
      | text                     |
      | three lines              |
      | empty lines round it     |
      | markup                   |
      | several scripts          |
      | 500 letters              |
      | 500 letters on ten lines |

  Scenario Outline: A description may be left out: <what>
    Given Ada is logged in
    When Ada adds a product, and describes it with <what>
    Then nothing stands between its name and its date

    Examples:
      | what                         |
      | no description               |
      | a description of spaces      |
      | a description of empty lines |

  Scenario: A name may have 80 letters
    Given Ada is logged in
    When Ada adds a product whose name has 80 letters
    Then Ada sees it on the list

  @own-server
  Scenario: Spaces round a name are no part of it
    Given Ada is logged in
    When Ada adds the product "Rim lock", with spaces round its name
    Then Ada is told "“Rim lock” was added." as a success
    And Ada's product is stored as "Rim lock"

  @own-server
  Scenario Outline: A name is read as it was typed: <name>
    Given Ada is logged in
    When Ada adds the product "<name>"
    Then Ada is told "“<name>” was added." as a success
    And Ada sees the product "<name>"
    And Ada's product is stored as "<name>"

    Examples:
      | name                      |
      | Schloß                    |
      | ﬁne key                   |
      | Ｂolt                     |
      | İSTANBUL                  |
      | مفتاح                     |
      | 🗝️ of 👩‍👧               |
      | O'Hara & Söhne's %s {0} \ |

  Scenario Outline: What was typed is still there after a mistake: <mistake>
    Given Ada is logged in
    When Ada tries to add a product with <mistake>
    Then Ada's name and description are still as she typed them

    Examples:
      | mistake                      |
      | no name                      |
      | a name of 81 letters         |
      | a description of 501 letters |

  @own-server
  Scenario: A long description fits a small window
    Given Ada is logged in
    And Ada's window is 320 pixels wide
    When Ada adds a product, and describes it with 500 letters
    Then that page fits Ada's window

  @own-server
  Scenario Outline: A long name fits every page: <window>
    Given Ada is logged in
    And Ada has added the product "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    When Ada's window is <window>
    Then every page fits Ada's window

    Examples:
      | window                                       |
      | 320 pixels wide                              |
      | 390 pixels wide, with letters twice as large |

  @L10 @own-server
  Scenario: A message fits, whatever it repeats
    Given Ada is logged in
    And Ada's window is 320 pixels wide
    When Ada adds the product "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    Then that page fits Ada's window
