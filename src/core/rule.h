// SPDX-License-Identifier: Apache-2.0
// The header of a rule file: "-- key: value" lines before one SELECT. The only parser of it.
#ifndef CORE_RULE_H
#define CORE_RULE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/vocab.h"

// Which domain a condition of scope domain is about.
enum rule_role { RULE_ROLE_NONE, RULE_ROLE_CLIENT, RULE_ROLE_SERVER, RULE_ROLE_TARGET };

// Text is held by the arena that rule_parse was given. `blocks` is a set of 1u << enum path.
// `unread` names the rules that speak where what this one needs was not read.
// `powershell` and `samba` are templates of core/command_line.h; NULL where no command is proper.
struct rule {
    const char *id, *title, *reason, *needs, *unread, *references, *why, *remedy, *risk, *example;
    const char *cloaked_remedy; // NULL: `remedy` holds for cloaked callers as well
    const char *powershell, *samba;
    enum scope scope;
    enum rule_role role;
    enum effect effect;
    enum hop hop;
    bool always_told;     // in the further reasons, whatever the verdict
    bool passes_with_idf; // the first call passes where IgnoreDelegationFailure is on
    int order;
    unsigned blocks;
    struct bytes sql; // the whole text, borrowed
};

// `name` is the file's base name: it begins with the id. Errors: STATUS_FORMAT with the line.
bool rule_parse(struct rule *out, const char *name, struct bytes text, struct arena *arena,
                struct error *error);

// Appends the words of a set of paths, joined by blanks; "all" where it has all five.
void rule_append_blocks(struct text *out, unsigned blocks);

#endif
