// SPDX-License-Identifier: Apache-2.0
// The parties of one request as remedies and their commands name them.
#ifndef AUDIT_PARTIES_H
#define AUDIT_PARTIES_H

#include <stdbool.h>

#include "base/arena.h"
#include "core/command_line.h"
#include "core/explanation.h"
#include "core/remedy.h"
#include "store/outcome.h"
#include "store/store.h"

// Text is held by the arena that parties_load was given.
struct parties {
    struct command_names commands; // server_account: of the server
    struct command_account process;
    struct remedy_names remedies;      // likewise
    struct bytes process_account_name; // NETBIOS\name
};

bool parties_load(struct parties *out, struct store *store, const struct outcome_case *one,
                  struct arena *arena, struct error *error);

// The remedy of a condition and its commands, of the process's account where the finding is.
// `rule` is the finding's, or the one that the configuration's reason has for its words.
struct explained_remedy parties_word_remedy(const struct parties *parties,
                                            const struct finding *finding, const struct rule *rule,
                                            struct arena *arena);

// How the level is lowered where it is set; false where that source gives no delegate, and where
// the identity is a caller's: it is not this process's level alone that it needs.
bool parties_word_lowering(const struct parties *parties, enum level_source source,
                           struct explained_remedy *out, struct arena *arena);

#endif
