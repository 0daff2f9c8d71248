// SPDX-License-Identifier: Apache-2.0
// Security identifiers.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/sid.h"
#include "unit/core/fixture.h"

#define ADMINISTRATORS "\1\2\0\0\0\0\0\5\x20\0\0\0\x20\2\0\0"
#define ACCOUNT                                                                                    \
    "\1\5\0\0\0\0\0\5\x15\0\0\0\xF3\x6B\x1D\xBB\x8D\x2C\x16\x0A\xEA\x9A\x2E\x0C\x50\4\0\0"

static void assert_both_ways(struct bytes binary, const char *text)
{
    CLEANUP(text_clear) struct text formatted = {0};
    uint8_t parsed[SID_MAX_BYTES];
    size_t size = 0;

    assert_true(sid_format(&formatted, binary));
    assert_string_equal(formatted.data, text);
    assert_true(sid_parse(bytes_of(text), parsed, &size));
    assert_int_equal(size, binary.size);
    assert_memory_equal(parsed, binary.data, size);
}

static void binary_and_text_agree(void **state)
{
    (void)state;
    assert_both_ways(BYTES("\1\1\0\0\0\0\0\1\0\0\0\0"), "S-1-1-0");
    assert_both_ways(BYTES(ADMINISTRATORS), "S-1-5-32-544");
    assert_both_ways(BYTES(ACCOUNT), "S-1-5-21-3139267571-169225357-204380906-1104");
    assert_both_ways(BYTES("\1\1\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
                     "S-1-4294967295-4294967295");
    assert_both_ways(BYTES("\1\1\0\1\0\0\0\0\7\0\0\0"), "S-1-0x000100000000-7");
    assert_both_ways(BYTES("\1\1\xFF\xFF\xFF\xFF\xFF\xFE\7\0\0\0"), "S-1-0xfffffffffffe-7");
    assert_both_ways(BYTES("\1\x0F\0\0\0\0\0\5\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5\0\0\0\6\0\0\0"
                           "\7\0\0\0\x08\0\0\0\x09\0\0\0\x0A\0\0\0\x0B\0\0\0\x0C\0\0\0\x0D\0\0\0"
                           "\x0E\0\0\0\x0F\0\0\0"),
                     "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15");
}

static void text_is_read_without_case(void **state)
{
    uint8_t sid[SID_MAX_BYTES];
    size_t size;

    (void)state;
    assert_true(sid_parse(BYTES("s-1-0X0000000000fF-0032"), sid, &size));
    assert_int_equal(size, 12);
    assert_memory_equal(sid, "\1\1\0\0\0\0\0\xFF\x20\0\0\0", 12);
}

static void what_is_no_text_of_a_sid_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "S",
        "S-1-",
        "S-1-5",
        "S-1-5-",
        "S-1--5",
        "S-1-5--32",
        "S-1-5-32-",
        "S-2-5-32",
        "S-1-5-4294967296",
        "S-1-4294967296-1",
        "S-1-5-00000000001",
        "S-1-5-+1",
        "S-1-5- 1",
        " S-1-5-1",
        "S-1-5-1 ",
        "S-1-5-1x",
        "S-1-0x5-1",
        "S-1-0x0000000000005-1",
        "S-1-0x00000000000g-1",
        "S-1-0x-1",
        "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
        "T-1-5-1",
    };
    uint8_t sid[SID_MAX_BYTES] = {42};
    size_t size = 42;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (sid_parse(bytes_of(wrong[i]), sid, &size))
            fail_msg("accepted: %s", wrong[i]);
    assert_int_equal(size, 42);
    assert_int_equal(sid[0], 42);
    assert_false(sid_parse(BYTES("S-1-5-1\0"), sid, &size));
}

static void every_cut_is_invalid(void **state)
{
    CLEANUP(text_clear) struct text text = {0};
    struct bytes whole = BYTES(ACCOUNT "x");

    (void)state;
    for (size_t size = 0; size <= whole.size; size++) {
        char *exact = memcpy(malloc(size + 1), whole.data, size);
        struct bytes cut = {exact, size};
        uint8_t domain[SID_MAX_BYTES];
        size_t domain_size;
        uint32_t rid;
        bool valid = size == whole.size - 1;

        assert_int_equal(sid_is_valid(cut), valid);
        assert_int_equal(sid_format(&text, cut), valid);
        assert_int_equal(sid_rid(cut, &rid), valid);
        assert_int_equal(sid_domain(cut, domain, &domain_size), valid);
        free(exact);
    }
}

static void revision_and_count_are_checked(void **state)
{
    struct text text = {0};

    (void)state;
    assert_false(sid_is_valid(BYTES("\2\1\0\0\0\0\0\1\0\0\0\0")));
    assert_false(sid_is_valid(BYTES("\0\1\0\0\0\0\0\1\0\0\0\0")));
    assert_false(sid_is_valid((struct bytes){0}));
    assert_false(sid_format(&text, BYTES("\2\1\0\0\0\0\0\1\0\0\0\0")));
    assert_null(text.data);

    // 16 sub-authorities, all of them there.
    char large[8 + 16 * 4] = {1, 16};

    assert_false(sid_is_valid((struct bytes){large, sizeof large}));
    large[1] = 15;
    assert_true(sid_is_valid((struct bytes){large, SID_MAX_BYTES}));
}

static void a_prefix_leaves_the_rest(void **state)
{
    struct bytes sid = {0};

    (void)state;
    assert_true(sid_prefix(BYTES(ADMINISTRATORS "more"), &sid));
    assert_bytes(sid, ADMINISTRATORS);
    assert_false(sid_prefix(BYTES("\1\2\0\0\0\0\0\5\x20\0\0\0\x20\2\0"), &sid));
}

static void domain_and_rid_take_a_sid_apart_and_join_it(void **state)
{
    uint8_t domain[SID_MAX_BYTES], account[SID_MAX_BYTES];
    size_t size = 0;
    uint32_t rid = 0;

    (void)state;
    assert_true(sid_rid(BYTES(ACCOUNT), &rid));
    assert_int_equal(rid, 1104);
    assert_true(sid_domain(BYTES(ACCOUNT), domain, &size));
    assert_int_equal(size, 24);
    assert_int_equal(domain[1], 4);

    struct bytes domain_sid = {(const char *)domain, size};

    assert_true(sid_is_valid(domain_sid));
    assert_true(sid_of_rid(domain_sid, 1104, account, &size));
    assert_true(sid_equal((struct bytes){(const char *)account, size}, BYTES(ACCOUNT)));
    assert_false(sid_equal(domain_sid, BYTES(ACCOUNT)));
    assert_true(sid_of_rid(domain_sid, UINT32_MAX, account, &size));
    assert_true(sid_rid((struct bytes){(const char *)account, size}, &rid));
    assert_true(rid == UINT32_MAX);
}

static void nothing_comes_off_an_empty_sid_or_onto_a_full_one(void **state)
{
    char full[SID_MAX_BYTES] = {1, 15};
    uint8_t out[SID_MAX_BYTES];
    size_t size;
    uint32_t rid;

    (void)state;
    assert_true(sid_is_valid(BYTES("\1\0\0\0\0\0\0\5")));
    assert_false(sid_rid(BYTES("\1\0\0\0\0\0\0\5"), &rid));
    assert_false(sid_domain(BYTES("\1\0\0\0\0\0\0\5"), out, &size));
    assert_false(sid_of_rid((struct bytes){full, sizeof full}, 1, out, &size));
    assert_false(sid_of_rid((struct bytes){0}, 1, out, &size));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binary_and_text_agree),
        cmocka_unit_test(text_is_read_without_case),
        cmocka_unit_test(what_is_no_text_of_a_sid_is_refused),
        cmocka_unit_test(every_cut_is_invalid),
        cmocka_unit_test(revision_and_count_are_checked),
        cmocka_unit_test(a_prefix_leaves_the_rest),
        cmocka_unit_test(domain_and_rid_take_a_sid_apart_and_join_it),
        cmocka_unit_test(nothing_comes_off_an_empty_sid_or_onto_a_full_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
