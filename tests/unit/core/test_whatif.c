// SPDX-License-Identifier: Apache-2.0
// Settings of a what-if.
#include "unit/check.h"

#include <stdio.h>
#include <string.h>

#include "core/account.h"
#include "core/trust.h"
#include "core/whatif.h"

#define ID "0123456789abcdef0123456789ABCDEF"

static struct whatif parse(const char *text)
{
    struct whatif whatif = {0};
    struct error error = {0};

    if (!whatif_parse(bytes_of(text), &whatif, NULL, &error))
        fail_msg("%s: %s", text, error.message);
    return whatif;
}

// The setting is refused for `part`, the word `word`, and with a message that says `says`.
static void refused(const char *text, enum whatif_part part, const char *word, const char *says)
{
    struct whatif whatif = {.what = WHAT_TRUST};
    struct whatif_fault fault = {.part = WHATIF_WHOLE};
    struct error error = {0};

    if (whatif_parse(bytes_of(text), &whatif, &fault, &error))
        fail_msg("%s: taken", text);
    assert_int_equal(error.status, STATUS_USAGE);
    if (!strstr(error.message, says))
        fail_msg("%s: %s", text, error.message);
    assert_int_equal(fault.part, part);
    assert_true(bytes_equal(fault.word, bytes_of(word)));
    assert_int_equal(whatif.what, WHAT_TRUST);
}

static void a_flag_of_an_account(void **state)
{
    struct whatif whatif = parse("account:CORP\\anna:sensitive=on");

    (void)state;
    assert_int_equal(whatif.what, WHAT_ACCOUNT);
    assert_bytes(whatif.account, "CORP\\anna");
    assert_int_equal(whatif.bits, UAC_NOT_DELEGATED);
    assert_true(whatif.on);
    assert_false(whatif_is_for_each(&whatif));
    whatif = parse("Account:odd:name@corp.example:DISABLED=Off");
    assert_bytes(whatif.account, "odd:name@corp.example");
    assert_int_equal(whatif.bits, UAC_DISABLED);
    assert_false(whatif.on);
}

static void flags_have_their_bits(void **state)
{
    (void)state;
    assert_int_equal(parse("account:a$:not-delegated=on").bits, UAC_NOT_DELEGATED);
    assert_int_equal(parse("account:a$:trusted=on").bits, UAC_TRUSTED_FOR_DELEGATION);
    assert_int_equal(parse("account:a$:unconstrained=on").bits, UAC_TRUSTED_FOR_DELEGATION);
    assert_int_equal(parse("account:a$:transition=on").bits, UAC_TRUSTED_TO_AUTH);
}

static void a_star_is_each_account(void **state)
{
    struct whatif whatif = parse("account:*:sensitive=on");

    (void)state;
    assert_true(whatif_is_for_each(&whatif));
    whatif = parse("member:CORP\\Protected Users:*=on");
    assert_true(whatif_is_for_each(&whatif));
    whatif = parse("member:*:CORP\\anna=on");
    assert_false(whatif_is_for_each(&whatif));
}

static void a_member_of_a_group(void **state)
{
    struct whatif whatif = parse("member:CORP\\Protected Users:S-1-5-21-1-2-3-1104=on");

    (void)state;
    assert_int_equal(whatif.what, WHAT_MEMBER);
    assert_bytes(whatif.group, "CORP\\Protected Users");
    assert_bytes(whatif.account, "S-1-5-21-1-2-3-1104");
    assert_true(whatif.on);
}

static void spns_keep_their_colons_and_equal_signs(void **state)
{
    struct whatif whatif = parse("list:CORP\\svc:MSSQLSvc/db01.corp.example:1433=off");

    (void)state;
    assert_int_equal(whatif.what, WHAT_LIST);
    assert_bytes(whatif.account, "CORP\\svc");
    assert_bytes(whatif.spn, "MSSQLSvc/db01.corp.example:1433");
    assert_false(whatif.on);
    whatif = parse("spn:app01$:ldap/dc1/DC=corp=on");
    assert_int_equal(whatif.what, WHAT_SPN);
    assert_bytes(whatif.spn, "ldap/dc1/DC=corp");
    assert_true(whatif.on);
}

static void a_bit_of_a_trust(void **state)
{
    struct whatif whatif = parse("trust:CORP:partner.example:quarantined=on");

    (void)state;
    assert_int_equal(whatif.what, WHAT_TRUST);
    assert_bytes(whatif.from, "CORP");
    assert_bytes(whatif.to, "partner.example");
    assert_int_equal(whatif.bits, TRUST_QUARANTINED);
    assert_int_equal(parse("trust:a:b:no-tgt-delegation=on").bits, TRUST_NO_TGT_DELEGATION);
    assert_int_equal(parse("trust:a:b:enable-tgt-delegation=on").bits, TRUST_ENABLE_TGT_DELEGATION);
    assert_int_equal(parse("trust:a:b:within-forest=on").bits, TRUST_WITHIN_FOREST);
    assert_int_equal(parse("trust:a:b:cross-organization=on").bits, TRUST_CROSS_ORGANIZATION);
}

static void a_level_of_a_request(void **state)
{
    struct whatif whatif = parse("level:" ID "=impersonate");

    (void)state;
    assert_int_equal(whatif.what, WHAT_LEVEL);
    assert_bytes(whatif.request, ID);
    assert_int_equal(whatif.level, LEVEL_IMPERSONATE);
    assert_int_equal(parse("level:" ID "=default").level, LEVEL_DEFAULT);
    whatif = parse("level:0aB123=delegate");
    assert_bytes(whatif.request, "0aB123");
}

static void what_is_no_setting_is_refused(void **state)
{
    (void)state;
    refused("", WHATIF_WHOLE, "", "has no '='");
    refused("account:CORP\\anna:sensitive", WHATIF_WHOLE, "", "has no '='");
    refused("=on", WHATIF_WHAT, "", "is no setting");
    refused(":CORP\\anna:sensitive=on", WHATIF_WHAT, "", "is no setting");
    refused("acount:CORP\\anna:sensitive=on", WHATIF_WHAT, "acount", "is no setting");
}

// An entry of the list may name an account; no account registers such a name.
static void an_entry_may_have_one_part(void **state)
{
    struct whatif whatif = parse("list:A:DB01$=on");

    (void)state;
    assert_bytes(whatif.spn, "DB01$");
    refused("spn:A:DB01$=on", WHATIF_WHOLE, "", "holds no SPN");
}

static void parts_that_are_missing_are_named(void **state)
{
    (void)state;
    refused("account=on", WHATIF_WHOLE, "", "account:ACCOUNT:FLAG=on|off");
    refused("account:sensitive=on", WHATIF_WHOLE, "", "names no account and flag");
    refused("account::sensitive=on", WHATIF_WHOLE, "", "names no account and flag");
    refused("member:CORP\\Admins=on", WHATIF_WHOLE, "", "member:GROUP:ACCOUNT=on|off");
    refused("member::CORP\\anna=on", WHATIF_WHOLE, "", "names no group and account");
    refused("member:CORP\\Admins:=on", WHATIF_WHOLE, "", "names no group and account");
    refused("list:CORP\\svc=on", WHATIF_WHOLE, "", "list:ACCOUNT:SPN=on|off");
    refused("spn::HOST/app01=on", WHATIF_WHOLE, "", "names no account and SPN");
    refused("spn:CORP\\svc:app01=on", WHATIF_WHOLE, "", "holds no SPN");
    refused("list:CORP\\svc:=on", WHATIF_WHOLE, "", "holds no SPN");
    refused("trust:quarantined=on", WHATIF_WHOLE, "", "names no two domains");
    refused("trust:CORP:quarantined=on", WHATIF_WHOLE, "", "trust:FROM:TO:BIT=on|off");
    refused("trust::partner.example:quarantined=on", WHATIF_WHOLE, "", "names no two domains");
    refused("trust:CORP::quarantined=on", WHATIF_WHOLE, "", "names no two domains");
    refused("level=delegate", WHATIF_WHOLE, "", "no request_id");
    refused("level:01234=delegate", WHATIF_WHOLE, "", "6 or more of its first digits");
    refused("level:" ID "0=delegate", WHATIF_WHOLE, "", "no request_id");
    refused("level:x123456789abcdef0123456789abcdef=delegate", WHATIF_WHOLE, "", "no request_id");
}

static void wrong_words_are_told_with_their_part(void **state)
{
    (void)state;
    refused("account:CORP\\anna:sensitve=on", WHATIF_FLAG, "sensitve", "is no flag");
    refused("account:CORP\\anna:=on", WHATIF_FLAG, "", "is no flag");
    refused("account:CORP\\anna:sensitive=yes", WHATIF_TOGGLE, "yes", "is no value");
    refused("account:CORP\\anna:sensitive=", WHATIF_TOGGLE, "", "is no value");
    refused("member:CORP\\Admins:CORP\\anna=onn", WHATIF_TOGGLE, "onn", "is no value");
    refused("spn:CORP\\svc:HOST/app01=1", WHATIF_TOGGLE, "1", "is no value");
    refused("trust:a:b:quarantine=on", WHATIF_BIT, "quarantine", "is no bit");
    refused("trust:a:b:=on", WHATIF_BIT, "", "is no bit");
    refused("trust:a:b:pim=maybe", WHATIF_TOGGLE, "maybe", "is no value");
    refused("level:" ID "=delegat", WHATIF_LEVEL, "delegat", "is no level");
    refused("level:" ID "=unknown", WHATIF_LEVEL, "unknown", "is no level");
    refused("level:" ID "=", WHATIF_LEVEL, "", "is no level");
}

static void every_listed_word_is_taken(void **state)
{
    static const struct {
        enum whatif_part part;
        const char *before, *behind;
        unsigned count;
    } parts[] = {
        {WHATIF_FLAG, "account:a$:", "=on", 6},       {WHATIF_BIT, "trust:a:b:", "=on", 13},
        {WHATIF_LEVEL, "level:" ID "=", "", 5},       {WHATIF_TOGGLE, "spn:a$:x/y=", "", 2},
        {WHATIF_WHAT, "", ":a$:x/y:sensitive=on", 6},
    };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        unsigned count = 0;

        for (; whatif_word(parts[i].part, count); count++) {
            struct whatif whatif;
            struct whatif_fault fault = {.part = WHATIF_WHOLE};
            char text[128];

            snprintf(text, sizeof text, "%s%s%s", parts[i].before,
                     whatif_word(parts[i].part, count), parts[i].behind);
            // A setting of another form may still be wrong, but not for its first word.
            if (!whatif_parse(bytes_of(text), &whatif, &fault, NULL))
                assert_int_not_equal(fault.part, parts[i].part);
        }
        assert_int_equal(count, parts[i].count);
    }
    assert_null(whatif_word(WHATIF_WHOLE, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flag_of_an_account),
        cmocka_unit_test(flags_have_their_bits),
        cmocka_unit_test(a_star_is_each_account),
        cmocka_unit_test(a_member_of_a_group),
        cmocka_unit_test(spns_keep_their_colons_and_equal_signs),
        cmocka_unit_test(a_bit_of_a_trust),
        cmocka_unit_test(a_level_of_a_request),
        cmocka_unit_test(what_is_no_setting_is_refused),
        cmocka_unit_test(an_entry_may_have_one_part),
        cmocka_unit_test(parts_that_are_missing_are_named),
        cmocka_unit_test(wrong_words_are_told_with_their_part),
        cmocka_unit_test(every_listed_word_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
