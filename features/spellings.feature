Feature: What looks alike, and what is the same
  A keyboard may send "é" in one piece or in two: that is one letter. What merely looks alike is another: otherwise one
  person's mailbox or password could stand in for another's.

  @asvs-6.2.8 @needs-registering
  Scenario Outline: What looks like the password is another: <typed> for <password>
    Given Ada's password is "<password>"
    And Ada has an account
    When Ada logs in, and types "<typed>"
    Then Ada is told "Invalid email or password" at her "Email"
    And Ada's password opens her account

    Examples:
      | password          | typed            |
      | ｐick the lock    | pick the lock    |
      | ﬁne old door      | fine old door    |
      | Straße am Tor     | Strasse am Tor   |
      | İzmir, the gate   | i̇zmir, the gate |
      | Ａ key of ½ cm    | A key of ½ cm    |
      | two ② doors       | two 2 doors      |
      | 👩‍👧 at the door | 👩👧 at the door |
      | café au lait      | cafe au lait     |

  @asvs-6.2.8 @needs-registering
  Scenario Outline: The password as it was typed opens the account: <password>
    Given Ada's password is "<password>"
    When Ada registers
    Then Ada's password opens her account

    Examples:
      | password          |
      | ﬁne old door      |
      | Straße am Tor     |
      | İzmir, the gate   |
      | مفتاح تحت السجادة |
      | 👩‍👧 at the door |

  @asvs-6.2.8 @needs-emails @needs-registering
  Scenario: One email and password in two spellings of Unicode are one
    Given Ada's email begins with "zoë.ångström"
    And Ada's password is "déjà vu, señor"
    And Ada has an account
    When Ada logs in, with every accent typed apart
    Then Ada is logged in

  @asvs-6.2.8 @needs-emails @needs-registering
  Scenario: One email and password in two spellings of Unicode, from the first day
    Given Ada's email begins with "zoë.ångström"
    And Ada's password is "déjà vu, señor"
    When Ada registers, with every accent typed apart
    Then Ada is logged in
    And Ada's password opens her account

  @L3 @needs-auto-login @needs-emails @needs-registering
  Scenario Outline: Mailboxes that look alike are two: <other> and <mailbox>
    Given Ada's email begins with "<mailbox>"
    And Ada has an account
    And Grace's email is Ada's, but for "<other>" in place of "<mailbox>"
    When Grace registers
    Then Grace is logged in
    And Ada's password opens her account

    Examples:
      | mailbox  | other   |
      | strasse  | straße  |
      | fiona    | ﬁona    |
      | ada      | ａda    |
      | ida      | ıda     |
      | kelvin2  | kelvin² |
      | ada+keys | ada     |

  @L3 @own-server
  Scenario Outline: Domains that look alike are two: <other> and <domain>
    Given Ada has an account at "<domain>"
    And Grace's email is Ada's, but for "<other>" in place of "<domain>"
    When a visitor registers Grace
    Then Grace's password opens her account
    And Ada's password opens her account

    Examples:
      | domain       | other       |
      | fass.example | faß.example |
      | ida.example  | ıda.example |

  @L3 @own-server
  Scenario Outline: A mailbox is one in capitals and in small letters: <other> and <mailbox>
    Given Ada's email begins with "<mailbox>"
    And Ada has an account
    And Grace's email is Ada's, but for "<other>" in place of "<mailbox>"
    When Grace registers
    Then Grace is told "This email address already has an account." at her "Email"
    And Ada's password opens her account

    Examples:
      | mailbox | other  |
      | müller  | MÜLLER |
      | ελλη    | ΕΛΛΗ   |
      | ключ    | КЛЮЧ   |

  @L9 @needs-account @needs-emails @needs-registering
  Scenario Outline: An email is shown as it was typed: <mailbox>
    Given Ada's email begins with "<mailbox>"
    When Ada registers
    Then Ada reads her email there as she typed it

    Examples:
      | mailbox         |
      | straße          |
      | ﬁona            |
      | o'hara&lt+{{7}} |
      | مفتاح           |
