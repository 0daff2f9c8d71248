// SPDX-License-Identifier: Apache-2.0
// The access check of resource-based constrained delegation.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/access.h"
#include "core/secdesc.h"
#include "unit/core/fixture.h"

#define SERVER "S-1-5-21-1-2-3-1104"
#define GROUP "S-1-5-21-1-2-3-513"
#define STRANGER "S-1-5-21-1-2-3-9999"

enum { RIGHT = 0x100, FULL = 0xF01FF, GENERIC_ALL = 0x10000000, IO = ACE_INHERIT_ONLY };

#define NO_TYPE "00000000"
#define WITH_TYPE "01000000709529006d24d011a76800aa006e0529"
#define WITH_INHERITED_TYPE "02000000709529006d24d011a76800aa006e0529"
#define CONDITION "61727478"

static enum access_result check_with(struct arena *arena, struct bytes descriptor,
                                     struct access_detail *detail)
{
    struct token token = {0};

    vec_push(&token.sids, fixture_sid(arena, SERVER));
    vec_push(&token.sids, fixture_sid(arena, GROUP));
    access_add_well_known(&token);

    enum access_result result = access_check(descriptor, &token, detail);

    token_clear(&token);
    return result;
}

struct example {
    const char *shows;
    struct fixture_ace aces[4];
    size_t count;
    enum access_result wanted;
    int deciding; // index of the entry, -1 for none
};

static const struct example examples[] = {
    {"an empty list lets nobody in", {{0}}, 0, ACCESS_DENIED, -1},
    {"the bare right", {{ACE_ALLOW, 0, RIGHT, SERVER}}, 1, ACCESS_ALLOWED, 0},
    {"the mask that tools write", {{ACE_ALLOW, 0, FULL, SERVER}}, 1, ACCESS_ALLOWED, 0},
    {"a group's entry", {{ACE_ALLOW, 0, RIGHT, GROUP}}, 1, ACCESS_ALLOWED, 0},
    {"another's entry", {{ACE_ALLOW, 0, RIGHT, STRANGER}}, 1, ACCESS_DENIED, -1},
    {"a mask without the right", {{ACE_ALLOW, 0, 0xF00FF, SERVER}}, 1, ACCESS_DENIED, -1},
    {"everyone", {{ACE_ALLOW, 0, RIGHT, "S-1-1-0"}}, 1, ACCESS_ALLOWED, 0},
    {"authenticated users", {{ACE_ALLOW, 0, RIGHT, "S-1-5-11"}}, 1, ACCESS_ALLOWED, 0},
    {"asserted by the authority", {{ACE_ALLOW, 0, RIGHT, "S-1-18-1"}}, 1, ACCESS_ALLOWED, 0},
    {"claims valid", {{ACE_ALLOW, 0, RIGHT, "S-1-5-21-0-0-0-497"}}, 1, ACCESS_ALLOWED, 0},
    {"network is not in the token", {{ACE_ALLOW, 0, RIGHT, "S-1-5-2"}}, 1, ACCESS_DENIED, -1},
    {"nor is asserted by the service", {{ACE_ALLOW, 0, RIGHT, "S-1-18-2"}}, 1, ACCESS_DENIED, -1},
    {"an inherit-only entry is none", {{ACE_ALLOW, IO, RIGHT, SERVER}}, 1, ACCESS_DENIED, -1},
    {"an inherit-only denial is none",
     {{ACE_DENY, IO | 3, RIGHT, SERVER}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_ALLOWED,
     1},
    {"an inherited entry counts", {{ACE_ALLOW, 0x13, RIGHT, SERVER}}, 1, ACCESS_ALLOWED, 0},
    {"audit entries are none",
     {{0x02, 0xC0, RIGHT, SERVER}, {0x11, 0, RIGHT, SERVER}},
     2,
     ACCESS_DENIED,
     -1},
    {"unknown entries are none",
     {{0x04, 0, RIGHT, SERVER}, {0x77, 0, RIGHT, SERVER}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     3,
     ACCESS_ALLOWED,
     2},
    {"a denial before",
     {{ACE_DENY, 0, RIGHT, GROUP}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_DENIED,
     0},
    {"a denial behind comes too late",
     {{ACE_ALLOW, 0, RIGHT, SERVER}, {ACE_DENY, 0, RIGHT, GROUP}},
     2,
     ACCESS_ALLOWED,
     0},
    {"a denial of another right",
     {{ACE_DENY, 0, 0xF00FF, SERVER}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_ALLOWED,
     1},
    {"a denial of another account",
     {{ACE_DENY, 0, RIGHT, STRANGER}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_ALLOWED,
     1},
    {"a generic mask grants nothing",
     {{ACE_ALLOW, 0, GENERIC_ALL, SERVER}},
     1,
     ACCESS_DENIED_GENERIC,
     0},
    {"a generic mask of another", {{ACE_ALLOW, 0, GENERIC_ALL, STRANGER}}, 1, ACCESS_DENIED, -1},
    {"generic write would not be enough",
     {{ACE_ALLOW, 0, 0x40000000, SERVER}},
     1,
     ACCESS_DENIED,
     -1},
    {"a generic mask with the right",
     {{ACE_ALLOW, 0, GENERIC_ALL | RIGHT, SERVER}},
     1,
     ACCESS_ALLOWED,
     0},
    {"a generic mask, then a good one",
     {{ACE_ALLOW, 0, GENERIC_ALL, SERVER}, {ACE_ALLOW, 0, RIGHT, GROUP}},
     2,
     ACCESS_ALLOWED,
     1},
    {"a denial before a generic mask",
     {{ACE_DENY, 0, RIGHT, SERVER}, {ACE_ALLOW, 0, GENERIC_ALL, SERVER}},
     2,
     ACCESS_DENIED,
     0},
    {"a generic mask before a denial",
     {{ACE_ALLOW, 0, GENERIC_ALL, SERVER}, {ACE_DENY, 0, RIGHT, SERVER}},
     2,
     ACCESS_DENIED_GENERIC,
     0},
    {"a generic denial denies nothing",
     {{ACE_DENY, 0, GENERIC_ALL, SERVER}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_ALLOWED,
     1},
    {"a condition alone",
     {{ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}},
     1,
     ACCESS_CONDITIONAL,
     0},
    {"the first of two conditions is named",
     {{ACE_ALLOW_CALLBACK, 0, RIGHT, GROUP, NULL, CONDITION},
      {ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}},
     2,
     ACCESS_CONDITIONAL,
     0},
    {"a condition of another",
     {{ACE_ALLOW_CALLBACK, 0, RIGHT, STRANGER, NULL, CONDITION}},
     1,
     ACCESS_DENIED,
     -1},
    {"a condition that is not needed",
     {{ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}, {ACE_ALLOW, 0, RIGHT, GROUP}},
     2,
     ACCESS_ALLOWED,
     1},
    {"a condition behind what settles it",
     {{ACE_ALLOW, 0, RIGHT, GROUP}, {ACE_DENY_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}},
     2,
     ACCESS_ALLOWED,
     0},
    {"a condition before a denial",
     {{ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}, {ACE_DENY, 0, RIGHT, GROUP}},
     2,
     ACCESS_CONDITIONAL,
     0},
    {"a conditional denial of what is denied",
     {{ACE_DENY_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}},
     1,
     ACCESS_DENIED,
     -1},
    {"a conditional denial of what is allowed",
     {{ACE_DENY_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_CONDITIONAL,
     0},
    {"two conditions of which one may deny",
     {{ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION},
      {ACE_DENY_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION},
      {ACE_ALLOW, 0, RIGHT, SERVER}},
     3,
     ACCESS_CONDITIONAL,
     1},
    {"two conditions of which one may allow",
     {{ACE_DENY_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION},
      {ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}},
     2,
     ACCESS_CONDITIONAL,
     1},
    {"a conditional generic mask",
     {{ACE_ALLOW_CALLBACK, 0, GENERIC_ALL, SERVER, NULL, CONDITION}},
     1,
     ACCESS_DENIED,
     -1},
    {"what is allowed for one object type",
     {{ACE_ALLOW_OBJECT, 0, RIGHT, SERVER, WITH_TYPE}},
     1,
     ACCESS_DENIED,
     -1},
    {"an object entry without a type",
     {{ACE_ALLOW_OBJECT, 0, RIGHT, SERVER, NO_TYPE}},
     1,
     ACCESS_CONDITIONAL,
     0},
    {"an object entry with an inherited type only",
     {{ACE_ALLOW_OBJECT, 0, RIGHT, SERVER, WITH_INHERITED_TYPE}},
     1,
     ACCESS_CONDITIONAL,
     0},
    {"an object entry that is not needed",
     {{ACE_ALLOW_OBJECT, 0, RIGHT, SERVER, NO_TYPE}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_ALLOWED,
     1},
    {"what is denied for one object type",
     {{ACE_DENY_OBJECT, 0, RIGHT, SERVER, WITH_TYPE}, {ACE_ALLOW, 0, RIGHT, SERVER}},
     2,
     ACCESS_CONDITIONAL,
     0},
    {"a condition on an object entry",
     {{ACE_ALLOW_CALLBACK_OBJECT, 0, RIGHT, SERVER, NO_TYPE, CONDITION}},
     1,
     ACCESS_CONDITIONAL,
     0},
};

static void lists_are_walked_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct example *example = &examples[i];
        CLEANUP(arena_clear) struct arena arena = {0};
        struct access_detail detail = {.ace_index = 42};
        enum access_result result =
            check_with(&arena, fixture_descriptor(&arena, example->aces, example->count), &detail);

        if (result != example->wanted)
            fail_msg("%s: %d, not %d", example->shows, (int)result, (int)example->wanted);
        if (detail.has_ace != (example->deciding >= 0) ||
            (detail.has_ace && (int)detail.ace_index != example->deciding))
            fail_msg("%s: entry %d decides", example->shows, (int)detail.ace_index);
        if (detail.has_ace)
            assert_true(
                bytes_equal(detail.sid, fixture_sid(&arena, example->aces[example->deciding].sid)));
        assert_int_equal(detail.why != NULL, result == ACCESS_CONDITIONAL);
    }
}

// Packed and judged by another implementation (Samba 4.17) for the token of SERVER alone.
static const struct {
    const char *sddl, *hex;
    enum access_result wanted;
} packed[] = {
    {"O:BAD:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;" SERVER ")",
     "01000480140000000000000000000000240000000102000000000005200000002002000004002c00010000000000"
     "2400ff010f0001050000000000051500000001000000020000000300000050040000",
     ACCESS_ALLOWED},
    {"O:BAD:(A;;CR;;;" SERVER ")(D;;CR;;;" SERVER ")",
     "0100048014000000000000000000000024000000010200000000000520000000200200000400500002000000"
     "0000240000010000010500000000000515000000010000000200000003000000500400000100240000010000"
     "01050000000000051500000001000000020000000300000050040000",
     ACCESS_ALLOWED},
    {"O:BAD:(D;;CR;;;" GROUP ")(A;;CR;;;" SERVER ")",
     "0100048014000000000000000000000024000000010200000000000520000000200200000400500002000000"
     "0100240000010000010500000000000515000000010000000200000003000000010200000000240000010000"
     "01050000000000051500000001000000020000000300000050040000",
     ACCESS_DENIED},
    {"O:BAD:(A;;GA;;;" SERVER ")",
     "01000480140000000000000000000000240000000102000000000005200000002002000004002c00010000000000"
     "24000000001001050000000000051500000001000000020000000300000050040000",
     ACCESS_DENIED_GENERIC},
    {"O:BAD:",
     "0100048014000000000000000000000024000000010200000000000520000000200200000400080000"
     "000000",
     ACCESS_DENIED},
};

static void descriptors_of_another_implementation(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        CLEANUP(arena_clear) struct arena arena = {0};
        enum access_result result = check_with(&arena, fixture_hex(&arena, packed[i].hex), NULL);

        if (result != packed[i].wanted)
            fail_msg("%s: %d", packed[i].sddl, (int)result);
    }
}

static void lists_that_are_none(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct access_detail detail = {.has_ace = true};
    struct bytes null_list = fixture_hex(&arena, "0100048000000000000000000000000000000000");
    struct bytes absent = fixture_hex(&arena, "0100008000000000000000000000000000000000");

    (void)state;
    assert_int_equal(check_with(&arena, null_list, &detail), ACCESS_ALLOWED);
    assert_false(detail.has_ace);
    assert_null(detail.why);
    // MS-DTYP lets everybody in, Samba nobody.
    assert_int_equal(check_with(&arena, absent, &detail), ACCESS_CONDITIONAL);
    assert_non_null(detail.why);
    assert_int_equal(check_with(&arena, BYTES("nonsense"), &detail), ACCESS_NOT_PARSED);
    assert_non_null(detail.why);
    assert_int_equal(check_with(&arena, (struct bytes){0}, NULL), ACCESS_NOT_PARSED);
}

static void an_empty_token_gets_in_nowhere_but_past_a_null_list(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct token nobody = {0};
    static const struct fixture_ace aces[] = {{ACE_ALLOW, 0, RIGHT, SERVER}};

    (void)state;
    assert_int_equal(access_check(fixture_descriptor(&arena, aces, 1), &nobody, NULL),
                     ACCESS_DENIED);
    assert_int_equal(access_check(fixture_hex(&arena, "0100048000000000000000000000000000000000"),
                                  &nobody, NULL),
                     ACCESS_ALLOWED);
}

static void the_well_known_sids_are_what_they_say(void **state)
{
    static const char *const wanted[] = {"S-1-1-0", "S-1-5-11", "S-1-18-1", "S-1-5-21-0-0-0-497"};
    struct token token = {0};

    (void)state;
    access_add_well_known(&token);
    assert_int_equal(token.sids.count, 4);
    for (size_t i = 0; i < 4; i++) {
        CLEANUP(text_clear) struct text text = {0};

        assert_true(sid_format(&text, token.sids.items[i]));
        assert_string_equal(text.data, wanted[i]);
    }
    token_clear(&token);
}

// SERVER is sure, GROUP may hold it.
static void a_group_that_was_not_read_whole_leaves_it_open(void **state)
{
    static const struct {
        const char *shows;
        struct fixture_ace aces[3];
        size_t count;
        enum access_result wanted;
    } lists[] = {
        {"its entry alone", {{ACE_ALLOW, 0, RIGHT, GROUP}}, 1, ACCESS_UNREAD},
        {"its denial alone", {{ACE_DENY, 0, RIGHT, GROUP}}, 1, ACCESS_DENIED},
        {"its denial before what allows",
         {{ACE_DENY, 0, RIGHT, GROUP}, {ACE_ALLOW, 0, RIGHT, SERVER}},
         2,
         ACCESS_UNREAD},
        {"its denial behind what allows",
         {{ACE_ALLOW, 0, RIGHT, SERVER}, {ACE_DENY, 0, RIGHT, GROUP}},
         2,
         ACCESS_ALLOWED},
        {"its entry beside one that allows",
         {{ACE_ALLOW, 0, RIGHT, GROUP}, {ACE_ALLOW, 0, RIGHT, SERVER}},
         2,
         ACCESS_ALLOWED},
        {"its entry behind a denial",
         {{ACE_DENY, 0, RIGHT, SERVER}, {ACE_ALLOW, 0, RIGHT, GROUP}},
         2,
         ACCESS_DENIED},
        {"its entry without the right", {{ACE_ALLOW, 0, 0xF00FF, GROUP}}, 1, ACCESS_DENIED},
        {"a condition that comes first",
         {{ACE_ALLOW_CALLBACK, 0, RIGHT, SERVER, NULL, CONDITION}, {ACE_ALLOW, 0, RIGHT, GROUP}},
         2,
         ACCESS_CONDITIONAL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        CLEANUP(arena_clear) struct arena arena = {0};
        CLEANUP(token_clear) struct token token = {0};
        struct access_detail detail;

        vec_push(&token.sids, fixture_sid(&arena, SERVER));
        vec_push(&token.maybe, fixture_sid(&arena, GROUP));

        enum access_result result = access_check(
            fixture_descriptor(&arena, lists[i].aces, lists[i].count), &token, &detail);

        if (result != lists[i].wanted)
            fail_msg("%s: %d instead of %d", lists[i].shows, result, lists[i].wanted);
        assert_true(result != ACCESS_UNREAD || detail.why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_walked_in_order),
        cmocka_unit_test(descriptors_of_another_implementation),
        cmocka_unit_test(lists_that_are_none),
        cmocka_unit_test(a_group_that_was_not_read_whole_leaves_it_open),
        cmocka_unit_test(an_empty_token_gets_in_nowhere_but_past_a_null_list),
        cmocka_unit_test(the_well_known_sids_are_what_they_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
