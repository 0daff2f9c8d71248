// SPDX-License-Identifier: Apache-2.0
// The access check of resource-based constrained delegation.
#include "core/access.h"

#include <stdint.h>

#include "core/secdesc.h"
#include "core/sid.h"

// KDCs ask for "control access" alone, whatever full masks the tools write, and do not map generic
// rights: GENERIC_ALL in a stored entry grants nothing.
static const uint32_t right_asked_for = 0x00000100;
static const uint32_t generic_all = 0x10000000;

enum effect { EFFECT_NONE, EFFECT_ALLOW, EFFECT_DENY };

static const char unread[] = "an entry names a group that was not read to its end";
// S-1-5-15, This Organization (MS-DTYP 2.4.2.4): no source says whether a KDC has it in the token
// that it makes of a server's ticket.
static const char organization[] = "\1\1\0\0\0\0\0\5\17\0\0\0";

// The first entry of each kind that the walk has met. One that may or may not count makes its
// effect a possible result and the walk goes on; the first that surely counts ends it.
struct walk {
    struct access_detail may_allow, may_deny;
    struct access_detail generic; // would allow if generic rights were mapped
};

void token_clear(struct token *token)
{
    vec_clear(&token->sids);
    vec_clear(&token->maybe);
}

void access_add_well_known(struct token *token)
{
    static const char everyone[] = "\1\1\0\0\0\0\0\1\0\0\0\0";
    static const char authenticated[] = "\1\1\0\0\0\0\0\5\13\0\0\0";
    static const char asserted_by_authority[] = "\1\1\0\0\0\0\0\22\1\0\0\0";
    static const char claims_valid[] =
        "\1\5\0\0\0\0\0\5\25\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\361\1\0\0";

    vec_push(&token->sids, (struct bytes){everyone, sizeof everyone - 1});
    vec_push(&token->sids, (struct bytes){authenticated, sizeof authenticated - 1});
    vec_push(&token->sids, (struct bytes){asserted_by_authority, sizeof asserted_by_authority - 1});
    vec_push(&token->sids, (struct bytes){claims_valid, sizeof claims_valid - 1});
    vec_push(&token->maybe, (struct bytes){organization, sizeof organization - 1});
}

static bool token_has(const struct token *token, struct bytes sid)
{
    for (size_t i = 0; i < token->sids.count; i++)
        if (sid_equal(token->sids.items[i], sid))
            return true;
    return false;
}

static bool token_may_have(const struct token *token, struct bytes sid)
{
    for (size_t i = 0; i < token->maybe.count; i++)
        if (sid_equal(token->maybe.items[i], sid))
            return true;
    return false;
}

static enum effect effect_of(uint8_t type)
{
    switch (type) {
    case ACE_ALLOW:
    case ACE_ALLOW_OBJECT:
    case ACE_ALLOW_CALLBACK:
    case ACE_ALLOW_CALLBACK_OBJECT:
        return EFFECT_ALLOW;
    case ACE_DENY:
    case ACE_DENY_OBJECT:
    case ACE_DENY_CALLBACK:
    case ACE_DENY_CALLBACK_OBJECT:
        return EFFECT_DENY;
    default:
        return EFFECT_NONE;
    }
}

static bool is_object(const struct ace *ace)
{
    return ace->type == ACE_ALLOW_OBJECT || ace->type == ACE_DENY_OBJECT ||
           ace->type == ACE_ALLOW_CALLBACK_OBJECT || ace->type == ACE_DENY_CALLBACK_OBJECT;
}

// Why the entry may or may not count; NULL where it surely does. A condition is evaluated over
// claims and device groups, which no directory holds. On object entries KDCs differ:
// MS-DTYP 2.5.3.2 ignores them where the check has no object tree, Samba obeys those that deny, and
// nothing is published on Windows and entries without an object type.
static const char *doubt_about(const struct ace *ace, const struct token *token)
{
    if (!token_has(token, ace->sid))
        return sid_equal(ace->sid, (struct bytes){organization, sizeof organization - 1})
                   ? "an entry for This Organization decides and KDCs may differ on it"
                   : unread;
    if (is_object(ace))
        return "an object entry decides and KDCs may differ on it";
    return ace->type == ACE_ALLOW || ace->type == ACE_DENY
               ? NULL
               : "an entry with a condition decides and its claims are not in the directory";
}

// Without an object tree, all agree that what is allowed for one object type is not asked for here.
static enum effect effect_on(const struct ace *ace, const struct token *token)
{
    enum effect effect = effect_of(ace->type);
    bool other_object = effect == EFFECT_ALLOW && is_object(ace) && ace->object_type.size;

    if ((ace->flags & ACE_INHERIT_ONLY) || other_object)
        return EFFECT_NONE;
    return token_has(token, ace->sid) || token_may_have(token, ace->sid) ? effect : EFFECT_NONE;
}

static void remember(struct access_detail *first, struct access_detail here)
{
    if (!first->has_ace)
        *first = here;
}

// `result` is what the entries that surely count say.
static enum access_result settle(const struct walk *walk, enum access_result result,
                                 struct access_detail *settled)
{
    const struct access_detail *other =
        result == ACCESS_ALLOWED ? &walk->may_deny : &walk->may_allow;

    if (other->has_ace) {
        *settled = *other;
        return other->why == unread ? ACCESS_UNREAD : ACCESS_CONDITIONAL;
    }
    if (result == ACCESS_DENIED && walk->generic.has_ace) {
        *settled = walk->generic;
        return ACCESS_DENIED_GENERIC;
    }
    return result;
}

// The list in order: MS-DTYP 2.5.3.2 for one right, where the first matching entry settles it.
static enum access_result walk_list(const struct secdesc *descriptor, const struct token *token,
                                    struct access_detail *settled)
{
    struct walk walk = {0};
    struct bytes rest = descriptor->aces;
    struct ace ace;

    for (size_t i = 0; secdesc_next(&rest, &ace); i++) {
        enum effect effect = effect_on(&ace, token);
        struct access_detail here = {true, i, ace.sid, doubt_about(&ace, token)};

        if (effect == EFFECT_NONE)
            continue;
        if (!(ace.mask & right_asked_for)) {
            if (effect == EFFECT_ALLOW && (ace.mask & generic_all) && !here.why)
                remember(&walk.generic, here);
        } else if (here.why) {
            remember(effect == EFFECT_ALLOW ? &walk.may_allow : &walk.may_deny, here);
        } else {
            *settled = here;
            return settle(&walk, effect == EFFECT_ALLOW ? ACCESS_ALLOWED : ACCESS_DENIED, settled);
        }
    }
    return settle(&walk, ACCESS_DENIED, settled);
}

enum access_result access_check(struct bytes descriptor, const struct token *token,
                                struct access_detail *detail)
{
    struct access_detail settled = {0};
    struct secdesc parsed;
    enum access_result result;

    if (!secdesc_parse(descriptor, &parsed, &settled.why)) {
        result = ACCESS_NOT_PARSED;
    } else if (parsed.dacl == SECDESC_DACL_ABSENT) {
        // MS-DTYP 2.5.3.2 lets everybody in, Samba's KDC nobody.
        settled.why = "the descriptor has no access list and KDCs differ on it";
        result = ACCESS_CONDITIONAL;
    } else if (parsed.dacl == SECDESC_DACL_NULL) {
        result = ACCESS_ALLOWED;
    } else {
        result = walk_list(&parsed, token, &settled);
    }
    if (detail)
        *detail = settled;
    return result;
}
