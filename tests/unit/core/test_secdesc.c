// SPDX-License-Identifier: Apache-2.0
// The walk over security descriptors.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/secdesc.h"
#include "unit/core/fixture.h"

// Packed by another implementation (Samba 4.17) from
// O:BAG:BAD:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;
// S-1-5-21-1-2-3-1104)(A;;CR;;;AU)S:(AU;SAFA;CR;;;WD)
static const char *const everything =
    "0100148014000000240000003400000050000000010200000000000520000000200200000102000000000005"
    "20000000200200000400"
    "1c000100000002c014000001000001010000000000010000000004006400"
    "02000000"
    "050048000001000003000000709529006d24d011a76800aa006e0529ba7a96bfe60dd011a28500aa"
    "003049e201050000000000051500000001000000020000000300000050040000"
    "000014000001000001010000000000050b000000";

#define ADMINISTRATORS "\1\2\0\0\0\0\0\5\x20\0\0\0\x20\2\0\0"

static void every_part_is_found(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct secdesc descriptor;
    struct ace ace;

    (void)state;
    assert_true(secdesc_parse(fixture_hex(&arena, everything), &descriptor, NULL));
    assert_int_equal(descriptor.control, 0x8014);
    assert_bytes(descriptor.owner, ADMINISTRATORS);
    assert_bytes(descriptor.group, ADMINISTRATORS);
    assert_int_equal(descriptor.dacl, SECDESC_DACL_PRESENT);
    assert_int_equal(descriptor.ace_count, 2);

    struct bytes rest = descriptor.aces;

    assert_true(secdesc_next(&rest, &ace));
    assert_int_equal(ace.type, ACE_ALLOW_OBJECT);
    assert_int_equal(ace.mask, 0x100);
    assert_true(ace.known);
    assert_bytes(ace.object_type, "\x70\x95\x29\0\x6D\x24\xD0\x11\xA7\x68\0\xAA\0\x6E\5\x29");
    assert_int_equal(ace.inherited_object_type.size, 16);
    assert_true(bytes_equal(ace.sid, fixture_sid(&arena, "S-1-5-21-1-2-3-1104")));
    assert_int_equal(ace.condition.size, 0);
    assert_true(secdesc_next(&rest, &ace));
    assert_int_equal(ace.type, ACE_ALLOW);
    assert_int_equal(ace.object_type.size, 0);
    assert_true(bytes_equal(ace.sid, fixture_sid(&arena, "S-1-5-11")));
    assert_false(secdesc_next(&rest, &ace));
    assert_int_equal(rest.size, 0);
}

static void assert_state(const char *hex, enum secdesc_dacl wanted)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct secdesc descriptor;

    assert_true(secdesc_parse(fixture_hex(&arena, hex), &descriptor, NULL));
    assert_int_equal(descriptor.dacl, wanted);
    assert_int_equal(descriptor.aces.size, 0);
    assert_int_equal(descriptor.owner.size, 0);
}

static void absent_null_and_empty_lists_differ(void **state)
{
    (void)state;
    assert_state("0100008000000000000000000000000000000000", SECDESC_DACL_ABSENT);
    assert_state("0100048000000000000000000000000000000000", SECDESC_DACL_NULL);
    assert_state("01000480000000000000000000000000140000000400080000000000", SECDESC_DACL_PRESENT);
    // Without its control bit the offset is not looked at (here it is past the end).
    assert_state("01000080000000000000000000000000ffff0000", SECDESC_DACL_ABSENT);
}

static void assert_refused(struct bytes bytes)
{
    const char *why = NULL;
    struct secdesc descriptor = {.control = 42};

    assert_false(secdesc_parse(bytes, &descriptor, &why));
    assert_non_null(why);
    assert_int_equal(descriptor.control, 42);
    assert_false(secdesc_parse(bytes, &descriptor, NULL));
}

// A descriptor whose byte at `offset` is replaced; cut to its exact size for the sanitizer.
static void assert_refused_with(const char *hex, size_t offset, const char *replacement)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct bytes bytes = fixture_hex(&arena, hex);
    struct bytes patch = fixture_hex(&arena, replacement);
    struct secdesc descriptor;
    CLEANUP(cleanup_free) char *exact = malloc(bytes.size);

    assert_true(secdesc_parse(bytes, &descriptor, NULL));
    memcpy(exact, bytes.data, bytes.size);
    memcpy(exact + offset, patch.data, patch.size);
    assert_refused((struct bytes){exact, bytes.size});
}

// O:BAD:(A;;CR;;;S-1-5-21-1-2-3-1104), packed by Samba. The list is at 0x24, its entry at 0x2c.
static const char *const one_entry =
    "010004801400000000000000000000002400000001020000000000052000000020020000"
    "04002c0001000000"
    "000024000001000001050000000000051500000001000000020000000300000050040000";

static void fields_that_contradict_the_bytes_are_refused(void **state)
{
    (void)state;
    assert_refused_with(one_entry, 0, "02");       // revision
    assert_refused_with(one_entry, 2, "0400");     // not self-relative
    assert_refused_with(one_entry, 4, "13000000"); // owner inside the header
    assert_refused_with(one_entry, 4, "01000000"); // the same
    // Owner inside the header, where a reserved byte and the control field look like a SID.
    assert_refused_with(one_entry, 1, "01048001000000");
    assert_refused_with(one_entry, 4, "50000000");    // owner at the end
    assert_refused_with(one_entry, 4, "ffffffff");    // owner past it
    assert_refused_with(one_entry, 4, "24000000");    // owner is no SID
    assert_refused_with(one_entry, 8, "4c000000");    // group is cut
    assert_refused_with(one_entry, 16, "0c000000");   // list inside the header
    assert_refused_with(one_entry, 16, "fcffffff");   // list past the end
    assert_refused_with(one_entry, 16, "4c000000");   // list's header is cut
    assert_refused_with(one_entry, 0x24, "01");       // list's revision
    assert_refused_with(one_entry, 0x24, "05");       // the same
    assert_refused_with(one_entry, 0x26, "0700");     // list smaller than its header
    assert_refused_with(one_entry, 0x26, "04000000"); // the same, without entries
    assert_refused_with(one_entry, 0x26, "2d00");     // list longer than the bytes
    assert_refused_with(one_entry, 0x26, "2800");     // list cuts its entry
    assert_refused_with(one_entry, 0x28, "0200");     // more entries than there are
    assert_refused_with(one_entry, 0x28, "ffff");     // the same
    assert_refused_with(one_entry, 0x2E, "0000");     // entry without a size
    assert_refused_with(one_entry, 0x2C, "ff000000"); // unknown entry without a size
    assert_refused_with(one_entry, 0x2E, "0300");     // entry smaller than its header
    assert_refused_with(one_entry, 0x2E, "2300");     // size is no multiple of four
    assert_refused_with(one_entry, 0x2E, "2000");     // entry cuts its SID
    assert_refused_with(one_entry, 0x2E, "2800");     // entry longer than its list
    assert_refused_with(one_entry, 0x34, "02");       // entry's SID has another revision
    assert_refused_with(one_entry, 0x35, "06");       // entry's SID is longer than the entry
    assert_refused_with(one_entry, 0x2C, "05");       // an object entry has no room for its SID
    assert_refused_with(everything, 0x34, "00");      // the system list is checked as well
}

static void every_cut_is_refused(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct bytes whole = fixture_hex(&arena, everything);

    (void)state;
    for (size_t size = 0; size < whole.size; size++) {
        char *exact = memcpy(malloc(size + 1), whole.data, size);

        assert_refused((struct bytes){exact, size});
        free(exact);
    }
}

static void walk_all(struct bytes bytes)
{
    struct secdesc descriptor;
    struct ace ace;
    size_t count = 0;

    if (!secdesc_parse(bytes, &descriptor, NULL))
        return;
    for (struct bytes rest = descriptor.aces; secdesc_next(&rest, &ace); count++)
        assert_true(!ace.known || sid_is_valid(ace.sid));
    assert_int_equal(count, descriptor.ace_count);
}

static void flipped_bytes_never_lead_outside(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct bytes whole = fixture_hex(&arena, everything);
    CLEANUP(cleanup_free) char *exact = malloc(whole.size);
    uint32_t seed = 1;

    (void)state;
    for (size_t offset = 0; offset < whole.size; offset++)
        for (int value = 0; value < 256; value++) {
            memcpy(exact, whole.data, whole.size);
            exact[offset] = (char)value;
            walk_all((struct bytes){exact, whole.size});
        }
    for (int round = 0; round < 20000; round++) {
        memcpy(exact, whole.data, whole.size);
        for (int i = 0; i < 4; i++) {
            seed = seed * 1664525 + 1013904223;
            exact[(seed >> 8) % whole.size] = (char)(seed >> 24);
        }
        walk_all((struct bytes){exact, whole.size});
    }
}

static void unknown_entries_are_passed_by_their_size(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    static const struct fixture_ace aces[] = {
        {0x04, 0, 1, "S-1-1-0"},
        {0x14, 0x1F, 2, "S-1-1-0", NULL, "00000000"},
        {0xFF, 0, 3, "S-1-1-0"},
        {0x13, 0, 4, "S-1-1-0"},
    };
    struct secdesc descriptor;
    struct ace ace;

    (void)state;
    assert_true(secdesc_parse(fixture_descriptor(&arena, aces, 4), &descriptor, NULL));

    struct bytes rest = descriptor.aces;

    for (size_t i = 0; i < 3; i++) {
        assert_true(secdesc_next(&rest, &ace));
        assert_int_equal(ace.type, aces[i].type);
        assert_int_equal(ace.flags, aces[i].flags);
        assert_false(ace.known);
        assert_int_equal(ace.sid.size, 0);
    }
    assert_true(secdesc_next(&rest, &ace));
    assert_true(ace.known);
    assert_int_equal(ace.mask, 4);
}

static void conditions_follow_the_sid(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    static const struct fixture_ace aces[] = {
        {ACE_ALLOW_CALLBACK, 0, 0x100, "S-1-1-0", NULL, "61727478"},
        {ACE_DENY_CALLBACK_OBJECT, 0, 0x100, "S-1-5-11", "00000000", "6172747800000000"},
    };
    struct secdesc descriptor;
    struct ace ace;

    (void)state;
    assert_true(secdesc_parse(fixture_descriptor(&arena, aces, 2), &descriptor, NULL));

    struct bytes rest = descriptor.aces;

    assert_true(secdesc_next(&rest, &ace));
    assert_bytes(ace.condition, "artx");
    assert_true(secdesc_next(&rest, &ace));
    assert_bytes(ace.condition, "artx\0\0\0\0");
    assert_true(bytes_equal(ace.sid, fixture_sid(&arena, "S-1-5-11")));
}

static void entries_end_where_a_number_may(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    static const struct fixture_ace odd[] = {
        {ACE_ALLOW_CALLBACK, 0, 0x100, "S-1-1-0", NULL, "6172"}};

    (void)state;
    assert_refused(fixture_descriptor(&arena, odd, 1));
}

static void every_object_entry_has_guids(void **state)
{
    static const uint8_t types[] = {0x05, 0x06, 0x07, 0x08, 0x0B, 0x0C, 0x0F, 0x10};
    static const char *const both =
        "03000000709529006d24d011a76800aa006e0529ba7a96bfe60dd011a28500aa003049e2";

    (void)state;
    for (size_t i = 0; i < sizeof types; i++) {
        CLEANUP(arena_clear) struct arena arena = {0};
        struct fixture_ace entry = {types[i], 0, 0x100, "S-1-5-11", both};
        struct secdesc descriptor;
        struct ace ace;

        assert_true(secdesc_parse(fixture_descriptor(&arena, &entry, 1), &descriptor, NULL));

        struct bytes rest = descriptor.aces;

        assert_true(secdesc_next(&rest, &ace));
        assert_int_equal(ace.object_type.size, 16);
        assert_int_equal((uint8_t)ace.inherited_object_type.data[0], 0xBA);
        assert_true(bytes_equal(ace.sid, fixture_sid(&arena, "S-1-5-11")));
    }
}

static void room_behind_the_last_entry_is_no_entry(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    static const struct fixture_ace aces[] = {{ACE_ALLOW, 0, 1, "S-1-1-0"},
                                              {ACE_ALLOW, 0, 2, "S-1-1-0"}};
    struct bytes bytes = fixture_descriptor(&arena, aces, 2);
    char *writable = arena_string(&arena, bytes);
    struct secdesc descriptor;

    (void)state;
    writable[24] = 1; // the count of entries
    assert_true(secdesc_parse((struct bytes){writable, bytes.size}, &descriptor, NULL));
    assert_int_equal(descriptor.ace_count, 1);
    assert_int_equal(descriptor.aces.size, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_found),
        cmocka_unit_test(absent_null_and_empty_lists_differ),
        cmocka_unit_test(fields_that_contradict_the_bytes_are_refused),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(flipped_bytes_never_lead_outside),
        cmocka_unit_test(unknown_entries_are_passed_by_their_size),
        cmocka_unit_test(conditions_follow_the_sid),
        cmocka_unit_test(entries_end_where_a_number_may),
        cmocka_unit_test(every_object_entry_has_guids),
        cmocka_unit_test(room_behind_the_last_entry_is_no_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
