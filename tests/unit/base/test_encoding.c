// SPDX-License-Identifier: Apache-2.0
// UTF-8 validity, UTF-16LE and code page 1252.
#include "unit/check.h"

#include "base/cleanup.h"

static void assert_bad_at(struct bytes bytes, size_t wanted)
{
    size_t offset = SIZE_MAX;

    assert_false(utf8_is_valid(bytes, &offset));
    assert_int_equal(offset, wanted);
    assert_false(utf8_is_valid(bytes, NULL));
}

static void utf8_edges_of_each_length(void **state)
{
    size_t untouched = 7;

    (void)state;
    assert_true(utf8_is_valid((struct bytes){0}, NULL));
    assert_true(utf8_is_valid(BYTES("\0\x7F"), &untouched));
    assert_true(utf8_is_valid(BYTES("\xC2\x80\xDF\xBF"), &untouched));
    assert_true(utf8_is_valid(BYTES("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"), NULL));
    assert_true(utf8_is_valid(BYTES("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), &untouched));
    assert_int_equal(untouched, 7);
}

static void utf8_overlong_forms_are_bad(void **state)
{
    (void)state;
    assert_bad_at(BYTES("\xC0\x80"), 0);
    assert_bad_at(BYTES("a\xC1\xBF"), 1);
    assert_bad_at(BYTES("\xE0\x9F\xBF"), 0);
    assert_bad_at(BYTES("ab\xF0\x8F\xBF\xBF"), 2);
}

static void utf8_surrogates_and_too_large_are_bad(void **state)
{
    (void)state;
    assert_bad_at(BYTES("\xED\xA0\x80"), 0);
    assert_bad_at(BYTES("\xED\xBF\xBF"), 0);
    assert_bad_at(BYTES("\xF4\x90\x80\x80"), 0);
    assert_bad_at(BYTES("\xF5\x80\x80\x80"), 0);
    assert_bad_at(BYTES("\xFF"), 0);
}

static void utf8_cut_sequences_are_bad(void **state)
{
    (void)state;
    assert_bad_at(BYTES("\x80"), 0);
    assert_bad_at(BYTES("\xC3"), 0);
    assert_bad_at(BYTES("\xC3("), 0);
    assert_bad_at(BYTES("\xE2\x82"), 0);
    assert_bad_at(BYTES("x\xF0\x9F\x98"), 1);
    assert_bad_at(BYTES("\xE2\x82\xC3\xA4"), 0);
}

static void code_points_become_valid_utf8(void **state)
{
    static const uint32_t edges[] = {0,      0x7F,   0x80,     0x7FF,     0x800,
                                     0xD7FF, 0xE000, 0xFFFF,   0x10000,   0x10FFFF,
                                     0xD800, 0xDFFF, 0x110000, UINT32_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        CLEANUP(text_clear) struct text text = {0};

        text_append_code_point(&text, edges[i]);
        assert_true(utf8_is_valid(text_view(&text), NULL));
        if (i >= 10)
            assert_bytes(text_view(&text), "\xEF\xBF\xBD");
    }

    CLEANUP(text_clear) struct text text = {0};

    text_append_code_point(&text, 0x20AC);
    text_append_code_point(&text, 0x1F600);
    assert_bytes(text_view(&text), "\xE2\x82\xAC\xF0\x9F\x98\x80");
}

static void utf16_with_pairs(void **state)
{
    CLEANUP(text_clear) struct text text = {0};

    (void)state;
    assert_true(
        text_append_utf16le(&text, BYTES("A\0\xE4\0\xAC\x20\x3D\xD8\x00\xDE\xFF\xFF"), NULL));
    assert_bytes(text_view(&text), "A\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBF");
    text_reset(&text);
    // The first and the last pair.
    assert_true(text_append_utf16le(&text, BYTES("\x00\xD8\x00\xDC\xFF\xDB\xFF\xDF"), NULL));
    assert_bytes(text_view(&text), "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

static void assert_bad_utf16(struct bytes bytes, size_t wanted)
{
    CLEANUP(text_clear) struct text text = {0};
    size_t offset = SIZE_MAX;

    assert_false(text_append_utf16le(&text, bytes, &offset));
    assert_int_equal(offset, wanted);
    assert_int_equal(text.size, wanted / 2);
}

static void utf16_lone_surrogates_and_odd_lengths_are_bad(void **state)
{
    (void)state;
    assert_bad_utf16(BYTES("A"), 0);
    assert_bad_utf16(BYTES("A\0B"), 2);
    assert_bad_utf16(BYTES("A\0\x00\xD8"), 2);
    assert_bad_utf16(BYTES("A\0\x00\xD8\x00"), 2);
    assert_bad_utf16(BYTES("\x00\xD8"
                           "A\0"),
                     0);
    assert_bad_utf16(BYTES("\x00\xD8\x00\xD8\x00\xDC"), 0);
    assert_bad_utf16(BYTES("A\0B\0\x00\xDC"), 4);
}

static void every_byte_of_cp1252_has_a_meaning(void **state)
{
    CLEANUP(text_clear) struct text text = {0};
    char all[256];

    (void)state;
    for (int i = 0; i < 256; i++)
        all[i] = (char)i;
    text_append_cp1252(&text, (struct bytes){all, sizeof all});
    assert_true(utf8_is_valid(text_view(&text), NULL));
    text_reset(&text);
    text_append_cp1252(&text, BYTES("a\x80\x81\x8E\x9F\xA0\xE4\xFF"));
    assert_bytes(text_view(&text), "a\xE2\x82\xAC\xC2\x81\xC5\xBD\xC5\xB8\xC2\xA0\xC3\xA4\xC3\xBF");
}

static void code_page_850_is_told_late(void **state)
{
    struct text as_1252 = {0}, text = {0};
    char all[256];

    (void)state;
    text_append_cp1252(&as_1252, BYTES("Gr\x94\xE1"
                                       "e \x80\xFF"));
    text_append_recoded_850(&text, text_view(&as_1252));
    assert_bytes(text_view(&text), "Gr\xC3\xB6\xC3\x9F"
                                   "e \xC3\x87\xC2\xA0");
    text_reset(&text);
    text_append_recoded_850(&text, BYTES("\xE2\x82\xB5"));
    assert_bytes(text_view(&text), "\xE2\x82\xB5");
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)i;
    text_reset(&as_1252);
    text_reset(&text);
    text_append_cp1252(&as_1252, (struct bytes){all, sizeof all});
    text_append_recoded_850(&text, text_view(&as_1252));
    assert_true(utf8_is_valid(text_view(&text), NULL));
    text_clear(&as_1252);
    text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_edges_of_each_length),
        cmocka_unit_test(utf8_overlong_forms_are_bad),
        cmocka_unit_test(utf8_surrogates_and_too_large_are_bad),
        cmocka_unit_test(utf8_cut_sequences_are_bad),
        cmocka_unit_test(code_points_become_valid_utf8),
        cmocka_unit_test(utf16_with_pairs),
        cmocka_unit_test(utf16_lone_surrogates_and_odd_lengths_are_bad),
        cmocka_unit_test(every_byte_of_cp1252_has_a_meaning),
        cmocka_unit_test(code_page_850_is_told_late),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
