// SPDX-License-Identifier: Apache-2.0
// A file of suppressions against the findings of a check.
#ifndef AUDIT_SUPPRESSIONS_H
#define AUDIT_SUPPRESSIONS_H

#include "audit/rulebook.h"
#include "delegaudit.h"
#include "store/store.h"

// Puts those of `options->suppressions` (NULL: none) in the place of the former check's. Called
// when the verdicts are made, inside the check's transaction; needs the fact views. Errors:
// STATUS_FORMAT with file, line and column; STATUS_SYSTEM where it cannot be read.
bool suppressions_apply(struct store *store, const struct delegaudit_check_options *options,
                        struct error *error);

#endif
