// SPDX-License-Identifier: Apache-2.0
// Which condition is decided by which request to a KDC.
#include "core/proof.h"

enum {
    U = 1 << PATH_UNCONSTRAINED,
    C = 1 << PATH_CONSTRAINED,
    R = 1 << PATH_RBCD,
    TC = 1 << PATH_TRANSITION_CONSTRAINED,
    TR = 1 << PATH_TRANSITION_RBCD,
    // what no KDC sees: machines, and how one request is put together
    NO_KDC = 1 << SCOPE_NONE | 1 << SCOPE_CLIENT_HOST | 1 << SCOPE_SERVER_HOST | 1 << SCOPE_REQUEST,
    ALL_SCOPES = ((1 << scope_count) - 1) & ~NO_KDC,
    OF_CLIENT = 1 << SCOPE_LEG | 1 << SCOPE_TRUST_PATH, // what a stand-in does not meet
    ORDER_MAX = 9999,
};

// The rules of these scopes and orders (decision 0012) that block one of these paths. `certain`:
// they are decided at this step and at no other.
struct share {
    enum proof proof;
    unsigned scopes, paths;
    int first, last;
    bool certain;
};

static const struct share shares[] = {
    // the account may log on (KILE 3.3.5.6.3), and its TGT is forwardable (KILE 3.3.5.1)
    {PROOF_CLIENT_TGT, 1 << SCOPE_CLIENT, U, 110, 199, true},
    {PROOF_CLIENT_TGT, 1 << SCOPE_CLIENT, U, 300, 329, true},
    {PROOF_CLIENT_TGT, 1 << SCOPE_DOMAIN, U, 300, 329, true},
    {PROOF_CLIENT_TGT, 1 << SCOPE_DOMAIN, U, 857, 857, true},
    {PROOF_SERVER_TGT, 1 << SCOPE_SERVER, U, 210, 219, true},
    {PROOF_SERVER_TGT, 1 << SCOPE_SERVER, U, 505, 505, true},
    {PROOF_SERVER_TGT, 1 << SCOPE_SERVER, U, 232, 232, false},
    // whose the name is (KILE 3.3.5.1.1), the way to it, policies
    {PROOF_SERVER_TICKET, 1 << SCOPE_NAME, U, 109, 109, true},
    {PROOF_SERVER_TICKET, 1 << SCOPE_NAME, U, 220, 229, true},
    {PROOF_SERVER_TICKET, OF_CLIENT, U, 220, 239, true},
    {PROOF_SERVER_TICKET, OF_CLIENT, U, 820, 820, true},
    {PROOF_SERVER_TICKET, 1 << SCOPE_SERVER, U, 200, 239, false},
    {PROOF_OK_AS_DELEGATE, 1 << SCOPE_SERVER, U, 500, 509, true},
    {PROOF_OK_AS_DELEGATE, OF_CLIENT, U, 510, 549, true},
    {PROOF_FORWARDED_TGT, 1 << SCOPE_CLIENT, U, 300, 329, true},
    {PROOF_FORWARDED_TGT, 1 << SCOPE_DOMAIN, U, 300, 329, true},
    {PROOF_FORWARDED_TGT, 1 << SCOPE_DOMAIN, U, 857, 857, true},
    {PROOF_TARGET_TICKET, 1 << SCOPE_NAME, U, 550, 559, true},
    {PROOF_TARGET_TICKET, 1 << SCOPE_TARGET, U, 400, 599, true},
    {PROOF_TARGET_TICKET, OF_CLIENT, U, 740, 759, true},
    {PROOF_TARGET_TICKET, OF_CLIENT, U, 821, 829, true},
    // MS-SFU 3.2.5.1: the server's account, its TGT, the client
    {PROOF_S4U2SELF, 1 << SCOPE_SERVER, TC | TR, 505, 505, true},
    {PROOF_S4U2SELF, 1 << SCOPE_SERVER, TC | TR, 600, 609, true},
    {PROOF_S4U2SELF, 1 << SCOPE_DOMAIN, TC | TR, 600, 609, true},
    {PROOF_S4U2SELF, 1 << SCOPE_DOMAIN, TC | TR, 858, 858, true},
    {PROOF_S4U2SELF, 1 << SCOPE_TRUST_PATH, TC | TR, 600, 609, true},
    {PROOF_S4U2SELF, 1 << SCOPE_CLIENT, TC | TR, 300, 329, true},
    {PROOF_S4U2SELF, 1 << SCOPE_SERVER, TC | TR, 200, 239, false},
    {PROOF_S4U2SELF, 1 << SCOPE_CLIENT, TC | TR, 110, 199, false},
    {PROOF_S4U2SELF, 1 << SCOPE_DOMAIN, TC | TR, 300, 329, false},
    // whole paths: every condition in its turn
    {PROOF_UNCONSTRAINED, ALL_SCOPES, U, 0, ORDER_MAX, true},
    {PROOF_S4U2PROXY, ALL_SCOPES, C | R, 0, ORDER_MAX, true},
    {PROOF_TRANSITION, ALL_SCOPES, TC | TR, 0, ORDER_MAX, true},
    // evidence that is a ticket to another account
    {PROOF_S4U2PROXY, 1 << SCOPE_REQUEST, C | R, 228, 228, true},
};

enum { SHARE_COUNT = sizeof shares / sizeof *shares };

static enum state state_of(const struct finding *finding)
{
    static const enum state states[] = {
        [EFFECT_NOTE] = STATE_OPEN,
        [EFFECT_FAILS] = STATE_CLOSED,
        [EFFECT_LIKELY] = STATE_LIKELY_CLOSED,
        [EFFECT_UNKNOWN] = STATE_UNKNOWN,
        [EFFECT_ASSUMED] = STATE_LIKELY_OPEN,
    };

    return states[finding->rule->effect];
}

// The paths of the share that the finding blocks; 0: it has no part in it.
static unsigned part_of(const struct share *share, enum proof proof, bool as_client,
                        const struct finding *finding)
{
    const struct rule *rule = finding->rule;
    unsigned scope = 1u << rule->scope;

    if (share->proof != proof || finding->of_process || !(share->scopes & scope) ||
        (!as_client && OF_CLIENT & scope) || rule->order < share->first ||
        rule->order > share->last || rule->effect == EFFECT_NOTE)
        return 0;
    return rule->blocks & share->paths;
}

// The paths of a step, and the state of each by the conditions that are decided there.
struct paths_of_step {
    unsigned paths;
    enum state states[path_count];
    enum state best;
    bool doubtful;
};

static void weigh(struct paths_of_step *step, const struct share *share, bool as_client,
                  const struct finding *finding)
{
    unsigned part = part_of(share, share->proof, as_client, finding);

    if (part && !share->certain)
        step->doubtful |= state_of(finding) <= STATE_UNKNOWN;
    for (int path = 0; path < path_count; path++)
        if (share->certain && part & 1u << path && state_of(finding) < step->states[path])
            step->states[path] = state_of(finding);
}

static void weigh_all(struct paths_of_step *step, enum proof proof, bool as_client,
                      const struct finding *findings, size_t count)
{
    *step = (struct paths_of_step){.best = STATE_CLOSED};
    for (int path = 0; path < path_count; path++)
        step->states[path] = STATE_OPEN;
    for (size_t i = 0; i < SHARE_COUNT; i++) {
        if (shares[i].proof != proof)
            continue;
        step->paths |= shares[i].paths;
        for (size_t k = 0; k < count; k++)
            weigh(step, &shares[i], as_client, &findings[k]);
    }
    for (int path = 0; path < path_count; path++)
        if (step->paths & 1u << path && step->states[path] > step->best)
            step->best = step->states[path];
}

struct proof_prediction proof_predict(enum proof proof, bool as_client,
                                      const struct finding *findings, size_t count)
{
    struct paths_of_step step;

    weigh_all(&step, proof, as_client, findings, count);
    return (struct proof_prediction){.state = step.best, .doubtful = step.doubtful};
}

// What blocks no path in the best state has no part in it: a descriptor that is not there says
// nothing where the list grants.
static bool takes_part(const struct paths_of_step *step, enum proof proof, bool as_client,
                       const struct finding *finding)
{
    unsigned part = 0;

    for (size_t i = 0; i < SHARE_COUNT; i++)
        part |= part_of(&shares[i], proof, as_client, finding);
    for (int path = 0; path < path_count; path++)
        if (part & 1u << path && step->states[path] == step->best)
            return true;
    return false;
}

static bool is_listed(struct bytes list, struct bytes word)
{
    for (struct bytes item; bytes_next(&list, ';', &item);)
        if (bytes_equal(bytes_trim(item), word))
            return true;
    return false;
}

static void append_reason(struct text *out, struct bytes reason)
{
    if (is_listed(text_view(out), reason))
        return;
    text_append_string(out, out->size ? "; " : "");
    text_append(out, reason);
}

void proof_append_reasons(struct text *out, enum proof proof, bool as_client,
                          const struct finding *findings, size_t count)
{
    struct paths_of_step step;
    int order = -1, next;

    weigh_all(&step, proof, as_client, findings, count);
    do {
        next = ORDER_MAX + 1;
        for (size_t i = 0; i < count; i++) {
            const struct rule *rule = findings[i].rule;

            if (!takes_part(&step, proof, as_client, &findings[i]))
                continue;
            if (rule->order == order)
                append_reason(out, bytes_of(rule->reason));
            else if (rule->order > order && rule->order < next)
                next = rule->order;
        }
        order = next;
    } while (order <= ORDER_MAX);
}

bool proof_is_misaddressed(const struct finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes_equal(bytes_of(findings[i].rule->reason), BYTES("server-spn-wrong-account")))
            return true;
    return false;
}

enum agreement proof_compare(struct proof_prediction prediction, enum proof_answer answer)
{
    bool granted = answer == PROOF_ANSWER_GRANTED;

    if (answer == PROOF_ANSWER_NONE || answer == PROOF_ANSWER_NOT_PROVABLE ||
        answer == PROOF_ANSWER_NOT_REACHED)
        return AGREEMENT_NONE;
    if (prediction.state == STATE_UNKNOWN ||
        (prediction.doubtful && !granted && prediction.state > STATE_UNKNOWN))
        return AGREEMENT_UNDECIDED;
    return granted == (prediction.state > STATE_UNKNOWN) ? AGREEMENT_YES : AGREEMENT_NO;
}
