// SPDX-License-Identifier: Apache-2.0
// The commands of remedies, with the names of a request put in and quoted. They are printed for a
// person to run; nothing here or above runs them.
#ifndef CORE_COMMAND_LINE_H
#define CORE_COMMAND_LINE_H

#include "base/text.h"
#include "core/vocab.h"

enum shell {
    SHELL_POWERSHELL, // the ActiveDirectory module: an account goes by its DN, which names no other
    SHELL_SH,         // samba-tool: an account goes by its sAMAccountName
};

// Borrowed. Empty where not known.
struct command_account {
    struct bytes dn, sam;
    struct bytes domain; // DNS name
    enum account_kind kind;
    enum guard guard; // why no command may name it
};

// What the placeholders of a template stand for: {client}, {server_account}, {target_account},
// {spn_owner} and {NAME_domain}, {NAME_kind} of each, {server_spn}, {unowned_spn}, {target_spn},
// {registered_spn}, {host}, {application}.
struct command_names {
    struct command_account client, server_account, target_account;
    struct command_account spn_owner; // the one other account that has the server's SPN
    struct bytes server_spn, target_spn;
    struct bytes unowned_spn;    // the server's SPN where nobody has it
    struct bytes registered_spn; // the server's SPN as its owner spells it
    struct bytes host, application;
};

enum command_result {
    COMMAND_MADE,
    COMMAND_LACKS_NAME,  // a placeholder's value is not known, or there is no such placeholder
    COMMAND_UNSAFE_NAME, // a value would not arrive as it is: see command_line_append
    COMMAND_GUARDED,     // it would change, or give a way to, an account with a guard
};

// Appends the template with every placeholder replaced by its quoted value; `out` is untouched
// unless COMMAND_MADE. Unsafe are: text that is not UTF-8 or holds control or format characters,
// which no line shows as they are; for sh a value that begins with "-", which would be an option,
// and an account name with "@" or "\", which samba-tool cuts there.
enum command_result command_line_append(struct text *out, enum shell shell, const char *template,
                                        const struct command_names *names);

// The gravest guard of the accounts that the template is about; an entry of a list leads to the
// target.
enum guard command_line_guard(const char *template, const struct command_names *names);

// Appends a value quoted for the shell: no character of it has a meaning there.
void command_line_quote(struct text *out, enum shell shell, struct bytes value);

#endif
