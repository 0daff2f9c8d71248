// SPDX-License-Identifier: Apache-2.0
// Settings of a what-if, taken apart.
#include "core/whatif.h"

#include <string.h>

#include "core/account.h"
#include "core/request.h"
#include "core/spn.h"
#include "core/trust.h"

enum { REQUEST_DIGITS_MIN = 6 };

// A setting on its way: what stands left of the '=', without its first word, and right of it.
struct parse {
    struct bytes text, rest, value;
    struct whatif out;
    struct whatif_fault fault;
};

static const char *form_of(enum what what)
{
    switch (what) {
    case WHAT_ACCOUNT:
        return "account:ACCOUNT:FLAG=on|off";
    case WHAT_MEMBER:
        return "member:GROUP:ACCOUNT=on|off";
    case WHAT_LIST:
        return "list:ACCOUNT:SPN=on|off";
    case WHAT_SPN:
        return "spn:ACCOUNT:SPN=on|off";
    case WHAT_TRUST:
        return "trust:FROM:TO:BIT=on|off";
    case WHAT_LEVEL:
        return "level:REQUEST=LEVEL";
    default:
        return "WHAT:...=VALUE, WHAT being account, member, list, spn, trust or level";
    }
}

static uint32_t flag_bits(enum account_flag flag)
{
    static const uint32_t bits[] = {
        [ACCOUNT_FLAG_SENSITIVE] = UAC_NOT_DELEGATED,
        [ACCOUNT_FLAG_NOT_DELEGATED] = UAC_NOT_DELEGATED,
        [ACCOUNT_FLAG_TRUSTED] = UAC_TRUSTED_FOR_DELEGATION,
        [ACCOUNT_FLAG_UNCONSTRAINED] = UAC_TRUSTED_FOR_DELEGATION,
        [ACCOUNT_FLAG_TRANSITION] = UAC_TRUSTED_TO_AUTH,
        [ACCOUNT_FLAG_DISABLED] = UAC_DISABLED,
    };

    return bits[flag];
}

static uint32_t trust_bits(enum trust_bit bit)
{
    static const uint32_t bits[] = {
        [TRUST_BIT_NON_TRANSITIVE] = TRUST_NON_TRANSITIVE,
        [TRUST_BIT_UPLEVEL_ONLY] = TRUST_UPLEVEL_ONLY,
        [TRUST_BIT_QUARANTINED] = TRUST_QUARANTINED,
        [TRUST_BIT_FOREST_TRANSITIVE] = TRUST_FOREST_TRANSITIVE,
        [TRUST_BIT_CROSS_ORGANIZATION] = TRUST_CROSS_ORGANIZATION,
        [TRUST_BIT_WITHIN_FOREST] = TRUST_WITHIN_FOREST,
        [TRUST_BIT_TREAT_AS_EXTERNAL] = TRUST_TREAT_AS_EXTERNAL,
        [TRUST_BIT_USES_RC4] = TRUST_USES_RC4,
        [TRUST_BIT_USES_AES] = TRUST_USES_AES,
        [TRUST_BIT_NO_TGT_DELEGATION] = TRUST_NO_TGT_DELEGATION,
        [TRUST_BIT_PIM] = TRUST_PIM,
        [TRUST_BIT_ENABLE_TGT_DELEGATION] = TRUST_ENABLE_TGT_DELEGATION,
        [TRUST_BIT_NO_TARGET_VALIDATION] = TRUST_NO_TARGET_VALIDATION,
    };

    return bits[bit];
}

static bool refuse(const struct parse *parse, const char *wrong, struct error *error)
{
    return error_set(error, STATUS_USAGE, "'%.*s' %s: expected %s", (int)parse->text.size,
                     parse->text.data, wrong, form_of(parse->out.what));
}

static bool refuse_word(struct parse *parse, enum whatif_part part, struct bytes word,
                        const char *what, struct error *error)
{
    parse->fault = (struct whatif_fault){part, word};
    return error_set(error, STATUS_USAGE, "'%.*s': '%.*s' is no %s", (int)parse->text.size,
                     parse->text.data, (int)word.size, word.data, what);
}

// At the last separator: what stands before it may hold some.
static bool split_last(struct bytes bytes, char separator, struct bytes *head, struct bytes *tail)
{
    size_t at = bytes.size;

    while (at > 0 && bytes.data[at - 1] != separator)
        at--;
    if (at == 0)
        return false;
    *head = bytes_slice(bytes, 0, at - 1);
    *tail = bytes_slice(bytes, at, SIZE_MAX);
    return true;
}

static bool parse_account(struct parse *parse, struct error *error)
{
    enum account_flag flag;
    struct bytes word;

    if (!split_last(parse->rest, ':', &parse->out.account, &word) || !parse->out.account.size)
        return refuse(parse, "names no account and flag", error);
    if (!word.size || !account_flag_from_word(word, &flag))
        return refuse_word(parse, WHATIF_FLAG, word, "flag of an account", error);
    parse->out.bits = flag_bits(flag);
    return true;
}

static bool parse_member(struct parse *parse, struct error *error)
{
    return (bytes_split(parse->rest, ':', &parse->out.group, &parse->out.account) &&
            parse->out.group.size && parse->out.account.size) ||
           refuse(parse, "names no group and account", error);
}

static bool parse_spn(struct parse *parse, struct error *error)
{
    struct spn spn;

    if (!bytes_split(parse->rest, ':', &parse->out.account, &parse->out.spn) ||
        !parse->out.account.size)
        return refuse(parse, "names no account and SPN", error);
    // The list may hold the name of an account, which has one part; nobody registers such a name.
    if (parse->out.what == WHAT_LIST && parse->out.spn.size &&
        bytes_find(parse->out.spn, '/') == SIZE_MAX)
        return true;
    return spn_parse(parse->out.spn, &spn) ||
           refuse(parse, "holds no SPN class/host[:port][/name]", error);
}

static bool parse_trust(struct parse *parse, struct error *error)
{
    enum trust_bit bit;
    struct bytes domains, word;

    if (!split_last(parse->rest, ':', &domains, &word) ||
        !bytes_split(domains, ':', &parse->out.from, &parse->out.to) || !parse->out.from.size ||
        !parse->out.to.size)
        return refuse(parse, "names no two domains and a bit", error);
    if (!word.size || !trust_bit_from_word(word, &bit))
        return refuse_word(parse, WHATIF_BIT, word, "bit of trustAttributes", error);
    parse->out.bits = trust_bits(bit);
    return true;
}

// Whole, or so much of its beginning that it is hardly another one's.
static bool is_request_id(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!memchr("0123456789abcdef", ascii_lower(text.data[i]), 16))
            return false;
    return text.size >= REQUEST_DIGITS_MIN && text.size < REQUEST_ID_BYTES;
}

static bool parse_level(struct parse *parse, struct error *error)
{
    parse->out.request = parse->rest;
    if (!is_request_id(parse->rest))
        return refuse(parse, "holds no request_id, nor 6 or more of its first digits", error);
    return (level_from_word(parse->value, &parse->out.level) &&
            parse->out.level != LEVEL_UNKNOWN) ||
           refuse_word(parse, WHATIF_LEVEL, parse->value, "level", error);
}

static bool parse_toggle(struct parse *parse, struct error *error)
{
    enum toggle toggle;

    if (!parse->value.size || !toggle_from_word(parse->value, &toggle))
        return refuse_word(parse, WHATIF_TOGGLE, parse->value, "value of a setting", error);
    parse->out.on = toggle == TOGGLE_ON;
    return true;
}

static bool parse_setting(struct parse *parse, struct error *error)
{
    switch (parse->out.what) {
    case WHAT_ACCOUNT:
        return parse_account(parse, error) && parse_toggle(parse, error);
    case WHAT_MEMBER:
        return parse_member(parse, error) && parse_toggle(parse, error);
    case WHAT_LIST:
    case WHAT_SPN:
        return parse_spn(parse, error) && parse_toggle(parse, error);
    case WHAT_TRUST:
        return parse_trust(parse, error) && parse_toggle(parse, error);
    case WHAT_LEVEL:
        return parse_level(parse, error);
    default:
        return refuse(parse, "is empty", error);
    }
}

static bool parse_whole(struct parse *parse, struct error *error)
{
    struct bytes what, word;

    if (!split_last(parse->text, '=', &what, &parse->value))
        return refuse(parse, "has no '='", error);
    bytes_split(what, ':', &word, &parse->rest);
    if (!word.size || !what_from_word(word, &parse->out.what))
        return refuse_word(parse, WHATIF_WHAT, word, "setting", error);
    return parse_setting(parse, error);
}

bool whatif_parse(struct bytes text, struct whatif *out, struct whatif_fault *fault,
                  struct error *error)
{
    struct parse parse = {.text = text};
    bool done = parse_whole(&parse, error);

    if (done)
        *out = parse.out;
    else if (fault)
        *fault = parse.fault;
    return done;
}

bool whatif_is_for_each(const struct whatif *whatif)
{
    return bytes_equal(bytes_trim(whatif->account), BYTES("*"));
}

// Number 0 of each vocabulary is "not given", which nobody can set.
const char *whatif_word(enum whatif_part part, unsigned index)
{
    index++;
    switch (part) {
    case WHATIF_WHAT:
        return index < what_count ? what_word((enum what)index) : NULL;
    case WHATIF_FLAG:
        return index < account_flag_count ? account_flag_word((enum account_flag)index) : NULL;
    case WHATIF_BIT:
        return index < trust_bit_count ? trust_bit_word((enum trust_bit)index) : NULL;
    case WHATIF_LEVEL:
        return index < level_count ? level_word((enum level)index) : NULL;
    case WHATIF_TOGGLE:
        return index < toggle_count ? toggle_word((enum toggle)index) : NULL;
    default:
        return NULL;
    }
}
