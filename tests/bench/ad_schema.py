# SPDX-License-Identifier: Apache-2.0
"""The part of AD's schema that a scan touches, in the words of a slapd schema file.

OIDs and single values are AD's (MS-ADA1..3, MS-ADSC). Its syntaxes become the nearest ones that
slapd knows: large integers INTEGER, strings without case DirectoryString, SIDs and descriptors
octet strings. What slapd's core.schema defines (cn, member, description, ...) is taken from there.
"""

SYNTAXES = {
    "integer": ("27", "EQUALITY integerMatch ORDERING integerOrderingMatch"),
    "text": ("15", "EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch"),
    "octets": ("40", "EQUALITY octetStringMatch"),
    "dn": ("12", "EQUALITY distinguishedNameMatch"),
    "time": ("24", "EQUALITY generalizedTimeMatch ORDERING generalizedTimeOrderingMatch"),
}

# The OID below 1.2.840.113556.1, the name, the syntax; * marks several values.
ATTRIBUTES = """
2.1 instanceType integer
2.2 whenCreated time
2.3 whenChanged time
2.13 displayName text
2.16 nCName dn
2.19 uSNCreated integer
2.81 info text
2.102 memberOf dn *
2.120 uSNChanged integer
2.141 department text
2.146 company text
4.2 objectGUID octets
4.8 userAccountControl integer
4.12 badPwdCount integer
4.16 codePage integer
4.25 countryCode integer
4.28 dnsRoot text *
4.64 logonHours octets
4.87 nETBIOSName text
4.96 pwdLastSet integer
4.98 primaryGroupID integer
4.121 securityIdentifier octets
4.132 trustDirection integer
4.133 trustPartner text
4.136 trustType integer
4.146 objectSid octets
4.150 adminCount integer
4.159 accountExpires integer
4.169 logonCount integer
4.221 sAMAccountName text
4.302 sAMAccountType integer
4.363 operatingSystem text
4.364 operatingSystemVersion text
4.375 systemFlags integer
4.470 trustAttributes integer
4.511 flatName text
4.619 dNSHostName text
4.656 userPrincipalName text
4.662 lockoutTime integer
4.750 groupType integer
4.771 servicePrincipalName text *
4.782 objectCategory dn
4.1347 sPNMappings text *
4.1459 msDS-Behavior-Version integer
4.1460 msDS-User-Account-Control-Computed integer
4.1696 lastLogonTimestamp integer
4.1787 msDS-AllowedToDelegateTo text *
4.1963 msDS-SupportedEncryptionTypes integer
4.2182 msDS-AllowedToActOnBehalfOfOtherIdentity octets
"""

# Attributes of AD's rootDSE are in no schema: they get numbers of the arc for examples.
ROOTDSE = """
defaultNamingContext dn
rootDomainNamingContext dn
configurationNamingContext dn
dsServiceName dn
highestCommittedUSN integer
domainFunctionality integer
forestFunctionality integer
domainControllerFunctionality integer
"""

# The OID below 1.2.840.113556.1, the name, what it is derived from (before it), what it must have.
CLASSES = """
3.11 crossRef top cn
3.23 container top cn
5.8 group top cn
5.9 user organizationalPerson cn
3.30 computer user cn
5.34 trustedDomain top cn
5.67 domainDNS top dc
5.72 nTDSService top cn
5.76 foreignSecurityPrincipal top cn
5.264 msDS-ManagedServiceAccount computer cn
5.282 msDS-GroupManagedServiceAccount computer cn
5.7000.47 nTDSDSA top cn
5.7000.53 crossRefContainer top cn
"""


def attribute(oid, name, syntax, several=""):
    number, rules = SYNTAXES[syntax]
    single = "" if several else " SINGLE-VALUE"
    syntax = f"SYNTAX 1.3.6.1.4.1.1466.115.121.1.{number}"
    return f"attributetype ( {oid} NAME '{name}' {rules} {syntax}{single} )\n"


def schema():
    """The text of the schema file; every class may have every attribute."""
    base = "1.2.840.113556.1."
    rows = [row.split() for row in ATTRIBUTES.strip().splitlines()]
    text = [attribute(base + row[0], *row[1:]) for row in rows]
    for number, row in enumerate(ROOTDSE.strip().splitlines(), 1):
        text.append(attribute(f"2.999.1.{number}", *row.split()))
    may = " $ ".join(["cn", "sn", "givenName", "mail", "description", "title", "telephoneNumber"]
                     + ["member", "ou"] + [row[1] for row in rows])
    for row in CLASSES.strip().splitlines():
        oid, name, parent, must = row.split()
        text.append(f"objectclass ( {base}{oid} NAME '{name}' SUP {parent} STRUCTURAL\n"
                    f"  MUST {must} MAY ( {may} ) )\n")
    return "".join(text)
