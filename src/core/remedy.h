// SPDX-License-Identifier: Apache-2.0
// Remedies of rules with the names of the request put in.
#ifndef CORE_REMEDY_H
#define CORE_REMEDY_H

#include "base/text.h"
#include "core/request.h"

// What the placeholders of a remedy stand for; empty ones print as what they are about ("the
// target").
struct remedy_names {
    struct bytes client, server, server_account, target, host, application, object;
    bool cloaked; // the identity is a caller's
};

// Whether the remedy that `remedy_append` would take has {PLACEHOLDER}.
bool remedy_uses(const struct rule *rule, bool cloaked, const char *placeholder);

// Appends the remedy of a finding's rule, the one for cloaked callers where it has one and they are
// meant: {client}, {server}, {server_account}, {target}, {host},
// {application} and {object} are replaced. About a process in the middle, {server_account} is the
// process's account, which the caller has put there.
void remedy_append(struct text *out, const struct rule *rule, const struct remedy_names *names);

#endif
