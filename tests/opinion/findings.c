// SPDX-License-Identifier: Apache-2.0
// The catalogue of reasons as the texts order them: by the steps of a ticket (the Kerberos side)
// and by the rows of the call (the COM side). Where both know two reasons and differ, either may
// come first.
#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind_of_hop { FIRST, FIRST_IF_REFUSED, SECOND, UNCLEAR, OPEN };

static const struct {
    const char *name;
    unsigned step, row; // 0: that text does not mention it
    enum kind_of_hop hop;
} reasons[] = {
    {"client-no-kerberos", 0, 4, UNCLEAR},
    {"host-not-joined", 0, 4, UNCLEAR},
    {"ntlm-no-delegation", 10, 5, UNCLEAR},
    {"client-unknown", 20, 1, OPEN},
    {"client-data-unreadable", 0, 0, OPEN},
    {"client-disabled", 21, 0, FIRST},
    {"client-expired", 22, 0, FIRST},
    {"client-locked", 23, 0, FIRST},
    {"client-logon-hours", 24, 0, FIRST},
    {"client-pwd-expired", 25, 0, FIRST},
    {"server-unknown", 30, 0, OPEN},
    {"server-data-unreadable", 0, 0, OPEN},
    {"server-disabled", 31, 13, FIRST},
    {"server-expired", 31, 0, FIRST},
    {"server-locked", 31, 0, FIRST},
    {"server-logon-hours", 31, 0, FIRST},
    {"server-pwd-expired", 31, 0, FIRST},
    {"server-no-spn", 32, 13, OPEN}, // NTLM takes the place of Kerberos: which call fails?
    {"server-spn-missing", 32, 13, OPEN},
    {"server-spn-duplicate", 33, 13, OPEN},
    {"server-spn-assumed-unique", 0, 0, OPEN},
    {"server-spn-wrong-account", 32, 0, FIRST},
    {"server-local-identity", 0, 0, OPEN},
    {"client-not-delegated", 40, 6, FIRST_IF_REFUSED},
    {"client-protected-user", 41, 7, FIRST_IF_REFUSED},
    {"client-membership-unread", 0, 0, OPEN},
    {"krbtgt-not-delegated", 0, 0, FIRST_IF_REFUSED},
    {"target-not-given", 64, 0, OPEN},
    // The second hop: met behind whatever stops the first.
    {"target-spn-missing", 65, 0, SECOND},
    {"target-spn-duplicate", 66, 0, SECOND},
    {"target-spn-assumed-unique", 0, 0, OPEN},
    {"target-disabled", 67, 0, SECOND},
    {"target-locked", 0, 0, SECOND},
    {"target-no-pac", 0, 0, SECOND},
    {"target-data-unreadable", 0, 0, OPEN},
    {"host-credential-guard", 60, 8, FIRST_IF_REFUSED},
    {"host-credential-guard-possible", 0, 0, OPEN},
    {"trust-tgt-delegation-blocked", 61, 12, FIRST_IF_REFUSED},
    {"trust-quarantined", 61, 12, FIRST_IF_REFUSED},
    {"trust-path-unread", 0, 0, OPEN},
    {"no-trust-path", 0, 0, OPEN},
    {"cross-forest-frontend", 90, 0, SECOND},
    {"legacy-dc-on-path", 91, 0, SECOND},
    {"selective-auth", 0, 0, OPEN},
    {"target-rbcd-sid-filtered", 82, 0, SECOND},
    {"server-not-trusted", 62, 9, FIRST_IF_REFUSED},
    {"server-constrained-only", 62, 10, FIRST_IF_REFUSED},
    {"server-sensitive", 0, 0, SECOND},
    {"server-no-pac", 0, 0, SECOND},
    {"server-protected-user", 71, 0, SECOND},
    {"server-membership-unread", 0, 0, OPEN},
    {"transition-not-allowed", 72, 0, SECOND},
    {"server-list-empty", 80, 0, SECOND},
    {"server-list-no-entry", 80, 0, SECOND},
    {"server-list-alias-only", 80, 0, SECOND},
    {"server-list-cross-domain", 80, 0, SECOND},
    {"target-rbcd-unsupported-kdc", 81, 0, SECOND},
    {"target-rbcd-absent", 82, 0, SECOND},
    {"target-rbcd-denied", 82, 0, SECOND},
    {"target-rbcd-generic-mask", 82, 0, SECOND},
    {"target-rbcd-conditional", 82, 0, SECOND},
    {"identity-assumed", 0, 0, OPEN},
    {"target-local", 0, 0, OPEN},
    {"process-caller-level", 0, 0, FIRST},
    {"host-dcom-disabled", 0, 0, FIRST},
    {"server-may-transition", 0, 0, OPEN},
    {"level-too-low", 0, 0, OPEN},
    {"local-only", 0, 0, OPEN},
    {"config-", 0, 0, OPEN},
};

enum { REASONS = sizeof reasons / sizeof *reasons };

static size_t number_of(const char *name)
{
    for (size_t i = 0; i < REASONS; i++)
        if (strcmp(reasons[i].name, name) == 0)
            return i;
    abort(); // a reason of the opinion's own that its catalogue does not know
}

const char *reason_name(size_t number)
{
    return number < REASONS ? reasons[number].name : NULL;
}

void findings_add(struct findings *findings, const char *reason, enum effect effect, unsigned ways)
{
    if (findings->count == FINDINGS)
        abort();
    findings->items[findings->count++] = (struct finding){
        .reason = reason,
        .effect = effect,
        .ways = ways,
        .stands = reasons[number_of(reason)].hop == FIRST,
    };
}

bool has_finding(const struct findings *findings, const struct finding *wanted)
{
    for (size_t i = 0; i < findings->count; i++)
        if (strcmp(findings->items[i].reason, wanted->reason) == 0)
            return true;
    return false;
}

static enum state state_of(enum effect effect)
{
    switch (effect) {
    case EFFECT_FAILS:
        return STATE_CLOSED;
    case EFFECT_LIKELY:
        return STATE_LIKELY_CLOSED;
    case EFFECT_UNKNOWN:
        return STATE_UNKNOWN;
    case EFFECT_ASSUMED:
        return STATE_LIKELY_OPEN;
    default:
        return STATE_OPEN;
    }
}

enum state findings_state(const struct findings *findings, enum path path)
{
    enum state lowest = STATE_OPEN;

    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *one = &findings->items[i];

        if ((one->ways & 1u << path) && state_of(one->effect) < lowest)
            lowest = state_of(one->effect);
    }
    return lowest;
}

size_t findings_weight(const struct findings *findings, enum path path)
{
    size_t weight = 0;

    for (size_t i = 0; i < findings->count; i++)
        if ((findings->items[i].ways & 1u << path) && findings->items[i].effect != EFFECT_NOTE)
            weight++;
    return weight;
}

// -1, 0, 1; 0 also where one of the two is not mentioned.
static int compare(unsigned a, unsigned b)
{
    if (a == 0 || b == 0)
        return 0;
    return a < b ? -1 : a > b;
}

bool finding_precedes(const struct finding *a, const struct finding *b)
{
    size_t one = number_of(a->reason), other = number_of(b->reason);
    int by_step = compare(reasons[one].step, reasons[other].step);
    int by_row = compare(reasons[one].row, reasons[other].row);

    return !a->of_middle && !b->of_middle && by_step <= 0 && by_row <= 0 &&
           (by_step < 0 || by_row < 0);
}

const char *finding_word(const struct finding *finding, char out[REASON_BYTES])
{
    const char *word = finding->reason;

    if (!finding->of_middle || strncmp(word, "process-", 8) == 0)
        return word;
    snprintf(out, REASON_BYTES, "process-%s", strncmp(word, "server-", 7) == 0 ? word + 7 : word);
    return out;
}

enum hop finding_hop(const struct finding *finding, bool first_call_passes)
{
    if (finding->of_middle)
        return HOP_FIRST;
    switch (reasons[number_of(finding->reason)].hop) {
    case FIRST:
        return HOP_FIRST;
    case FIRST_IF_REFUSED:
        return first_call_passes ? HOP_SECOND : HOP_FIRST;
    case SECOND:
        return HOP_SECOND;
    case UNCLEAR:
        return HOP_UNCLEAR;
    default:
        return HOP_NONE;
    }
}
