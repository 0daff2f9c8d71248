// SPDX-License-Identifier: Apache-2.0
// The port between whoever explains a request and the renderers: the steps of the protocol with
// what was looked up, what was found, what it means and what would mend it.
#ifndef CORE_EXPLANATION_H
#define CORE_EXPLANATION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/command_line.h"
#include "core/rows.h"
#include "core/vocab.h"

// Text is NUL-terminated UTF-8 as it was read, borrowed from the explanation's owner. NULL: there
// is none.

struct explained_fact {
    const char *looked_up, *value, *source;
};

// What would mend something, and the command for each shell. `hint` says why a command that the
// rule has is not printed.
struct explained_remedy {
    const char *text, *powershell, *samba, *hint, *risk;
};

struct explained_condition {
    const char *rule, *reason, *title, *why, *object, *evidence, *references;
    const char *blocks; // the paths, words joined by blanks
    enum effect effect;
    enum bearing bearing;
    bool decides;   // the reason of the verdict
    bool is_reason; // it, or a further one
    struct explained_remedy remedy;
    // What would come if `next_if` ("mended alone"); NULL: not asked, or nothing to mend.
    const char *next_if, *next_verdict, *next_reason, *next_title;
    bool changes_nothing; // the verdict and its reason stay as they are
};

struct explained_step {
    const char *id, *title;
    enum bearing bearing;
    const struct explained_fact *facts;
    size_t fact_count;
    const struct explained_condition *conditions;
    size_t condition_count;
};

// `request` is the request's row of the report "check"; that of a question has no request_id worth
// keeping.
struct explanation {
    bool is_question;
    const char *const *columns;
    const struct cell *request;
    size_t column_count;
    const char *const *notices; // what the reader must know about the answer as a whole
    size_t notice_count;
    const struct explained_remedy *lowering; // how the level is lowered; NULL: not delegate
    const struct explained_step *steps;
    size_t step_count;
};

#endif
