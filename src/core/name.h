// SPDX-License-Identifier: Apache-2.0
// Names of accounts as people and exports write them, and AD's way of comparing names.
#ifndef CORE_NAME_H
#define CORE_NAME_H

#include <stdbool.h>

#include "base/text.h"

enum name_syntax {
    NAME_INVALID,      // none of the syntaxes below
    NAME_SID,          // S-1-5-21-...
    NAME_DOWN_LEVEL,   // DOMAIN\name (also DOMAIN\name$)
    NAME_UPN,          // name@suffix
    NAME_COMPUTER,     // name$ without a domain
    NAME_LOCAL,        // .\name or HOST\name where HOST is "." : an account of the machine itself
    NAME_LOCAL_SYSTEM, // SYSTEM, LocalSystem, NT AUTHORITY\SYSTEM, S-1-5-18
    NAME_NETWORK_SERVICE, // NetworkService, NT AUTHORITY\NetworkService, S-1-5-20
    NAME_LOCAL_SERVICE,   // LocalService, NT AUTHORITY\LocalService, S-1-5-19
    NAME_VIRTUAL,         // NT SERVICE\name, IIS APPPOOL\name: the computer on the network
};

// Views into the parsed text (borrowed from it). `domain` is what stands before the backslash or
// behind the @ of a UPN; `name` the rest (the whole SID text for NAME_SID).
struct account_name {
    enum name_syntax syntax;
    struct bytes domain, name;
};

// Parses one account name; blanks at both ends do not count. Never fails: what is none of the
// syntaxes is NAME_INVALID. Built-in names compare without case and with or without the blank in
// "Network Service".
struct account_name name_parse(struct bytes text);

// Appends the comparison key of a directory string as AD compares names (MS-UCODEREF 3.1.5.4 in
// effect, done with Unicode NFKD, marks stripped, width folded, case folded). ASCII is only
// lower-cased. Text that is not UTF-8 is appended with A-Z folded. Two names with one key are
// equal for AD or too close to tell: more than one hit is ambiguous, never first wins.
void name_fold(struct text *out, struct bytes utf8);

#endif
