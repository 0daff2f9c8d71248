// SPDX-License-Identifier: Apache-2.0
// A request as the fold sees it: what is asked for, where the parties are, what was found of them.
#ifndef CORE_REQUEST_H
#define CORE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/rule.h"
#include "core/vocab.h"

enum locality { LOCALITY_UNKNOWN, LOCALITY_LOCAL, LOCALITY_REMOTE };

// Rules that the fold finds by itself: files of sql/rules that have a header and no SELECT.
enum fold_rule {
    FOLD_LEVEL_UNKNOWN,
    FOLD_LEVEL_TOO_LOW,
    FOLD_LOCAL_ONLY,
    FOLD_DCOM_DISABLED,
    FOLD_TARGET_NOT_GIVEN,
    FOLD_TARGET_LOCAL,
    FOLD_IDENTITY_ASSUMED,
    FOLD_CALLER_LEVEL,        // the caller asks for less than delegate
    FOLD_CALLER_LEVEL_UNREAD, // the caller's own request was not imported
    FOLD_CALLER_UNKNOWN,      // a doubt: nobody knows whether the caller is remote
    FOLD_LOCALITY_UNKNOWN,    // a doubt
    FOLD_IDF_NOT_READ,        // a doubt
    FOLD_MAY_TRANSITION,
    FOLD_HOST_UNREAD, // the host stands for computers of a group that were not read
    fold_rule_count
};

// The ids of those rules ("R901" ...), in the order of the enumeration; static.
const char *fold_rule_id(enum fold_rule rule);

// One condition that holds of a part of the request. Text is borrowed.
struct finding {
    const struct rule *rule;
    const char *object, *evidence;
    bool of_process; // the rule is about a server, and here about the calling process's account
    // The request that brings a caller's identity to the process (its id), where the rule is about
    // that; and it holds of some such requests only.
    int64_t caller;
    bool of_some;
};

// What the fold is told of a request.
struct request_facts {
    enum level level;
    bool ineffective;          // whatever the level, nothing is delegated
    const char *config_reason; // a config- code, or empty
    enum transport transport;
    bool host_unread;              // no host, but a group whose computers are not all known
    enum locality locality;        // the host against the server's host
    enum locality target_locality; // the server's host against the target's
    bool has_target;
    bool dcom_disabled;      // EnableDCOM is off on the host
    bool cloaked;            // the identity is a caller's
    enum locality caller;    // where the caller is; only where cloaked
    enum level caller_level; // of the caller's own request; LEVEL_UNKNOWN: not imported
    // Where a caller's identity was lost on its way, and by which request; NULL or empty: not told.
    const char *lost_at, *caller_evidence;
    bool middle_granted;   // a list or descriptor lets the process's account act at the server
    bool identity_assumed; // an assumption about who the parties are
    enum answer ignore_delegation_failure;
    const struct finding *findings;
    size_t finding_count;
};

// Appends a finding's reason word: "process-" takes the place of "server-", or stands in front of
// another word, where it is about the way to the calling process.
void finding_append_reason(struct text *out, const struct finding *finding);

// The identity of a request from run to run (docs/report-format.md).
struct request_identity {
    struct bytes host, process, application, hosted_by, call, transport, interface;
    struct bytes client; // the SID's text, else the name as given
    struct bytes server, target;
};

enum { REQUEST_ID_BYTES = 33 };

// The first 32 lower-case hex digits of SHA-256 over the fields, ASCII-lowered, each ended by
// 0x1F; NUL-terminated.
void request_id_format(const struct request_identity *identity, char out[REQUEST_ID_BYTES]);

#endif
