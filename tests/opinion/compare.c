// SPDX-License-Identifier: Apache-2.0
// What must be equal: the path states, the verdict, the path, and reason and hop where the texts
// leave no choice.
#include "compare.h"

#include <stdio.h>

enum state transition_state(const struct opinion *opinion)
{
    enum state constrained = opinion->states[PATH_TRANSITION_CONSTRAINED];
    enum state rbcd = opinion->states[PATH_TRANSITION_RBCD];

    return constrained > rbcd ? constrained : rbcd;
}

static bool same(const char *what, const char *expected, struct bytes got, char difference[256])
{
    if (bytes_equal(bytes_of(expected), got))
        return true;
    snprintf(difference, 256, "%s: expected '%s', got '%.*s'", what, expected, (int)got.size,
             got.size ? got.data : "");
    return false;
}

static bool same_states(const struct opinion *opinion, const struct feed_row *row,
                        char difference[256])
{
    const enum state *states = opinion->states;
    bool target = opinion->has_target;

    return same("path_unconstrained", state_word(states[PATH_UNCONSTRAINED]), row->unconstrained,
                difference) &&
           same("path_constrained", target ? state_word(states[PATH_CONSTRAINED]) : "",
                row->constrained, difference) &&
           same("path_rbcd", target ? state_word(states[PATH_RBCD]) : "", row->rbcd, difference) &&
           same("path_transition", target ? state_word(transition_state(opinion)) : "",
                row->transition, difference);
}

static bool is_reason(const struct finding *reason, struct bytes got)
{
    char buffer[REASON_BYTES];
    struct bytes word = bytes_of(finding_word(reason, buffer));

    // The texts give config- codes no one name each.
    if (bytes_equal(word, BYTES("config-")))
        return bytes_starts_with_ascii(got, word);
    // Nor do they tell what is open in an access check by a condition from what is by a group.
    return bytes_equal(word, got) || (bytes_equal(word, BYTES("target-rbcd-conditional")) &&
                                      bytes_equal(got, BYTES("server-membership-unread")));
}

// The reason of the product among those that the opinion allows; NULL where it is none.
static const struct finding *same_reason(const struct opinion *opinion, const struct feed_row *row,
                                         char difference[256])
{
    char buffer[REASON_BYTES];
    size_t at;

    for (size_t i = 0; i < opinion->reason_count; i++)
        if (is_reason(&opinion->reasons[i], row->reason))
            return &opinion->reasons[i];
    at = (size_t)snprintf(difference, 256, "reason: got '%.*s', expected", (int)row->reason.size,
                          row->reason.size ? row->reason.data : "");
    for (size_t i = 0; i < opinion->reason_count && at < 256; i++)
        at += (size_t)snprintf(difference + at, 256 - at, " '%s'",
                               finding_word(&opinion->reasons[i], buffer));
    return NULL;
}

static bool same_hop(const struct opinion *opinion, const struct feed_row *row,
                     const struct finding *reason, char difference[256])
{
    enum hop hop;

    if (opinion->verdict != VERDICT_WILL_FAIL && opinion->verdict != VERDICT_LIKELY_FAIL)
        return same("hop", "", row->hop, difference);
    hop = finding_hop(reason, opinion->first_call_passes);
    return hop == HOP_NONE || same("hop", hop_word(hop), row->hop, difference);
}

bool compare_row(const struct opinion *opinion, const struct feed_row *row, char difference[256])
{
    const struct finding *reason;

    if (!same_states(opinion, row, difference) ||
        !same("verdict", verdict_word(opinion->verdict), row->verdict, difference) ||
        !same("path", path_word(opinion->path), row->path, difference))
        return false;
    if (opinion->verdict == VERDICT_WILL_WORK)
        return same("reason", "", row->reason, difference);
    if (opinion->reason_count == 0)
        return true;
    reason = same_reason(opinion, row, difference);
    return reason && same_hop(opinion, row, reason, difference);
}
