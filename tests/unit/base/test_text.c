// SPDX-License-Identifier: Apache-2.0
// Byte views and the text builder.
#include "unit/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"

static const struct bytes nothing = {0};

static void views_of_strings(void **state)
{
    (void)state;
    assert_bytes(bytes_of("abc"), "abc");
    assert_int_equal(bytes_of(NULL).size, 0);
    assert_true(bytes_equal(nothing, BYTES("")));
    assert_false(bytes_equal(BYTES("a"), BYTES("A")));
    assert_false(bytes_equal(BYTES("a"), BYTES("ab")));
}

static void ascii_comparison_folds_letters_only(void **state)
{
    (void)state;
    assert_true(bytes_equal_ascii(BYTES("AZaz09"), BYTES("azAZ09")));
    // '[' and '{' are 32 apart as 'A' and 'a' are; so are bytes of UTF-8.
    assert_false(bytes_equal_ascii(BYTES("["), BYTES("{")));
    assert_false(bytes_equal_ascii(BYTES("@"), BYTES("`")));
    assert_false(bytes_equal_ascii(BYTES("\xC3\x84"), BYTES("\xC3\xA4")));
    assert_true(bytes_compare_ascii(BYTES("ab"), BYTES("ABC")) < 0);
    assert_true(bytes_compare_ascii(BYTES("ABC"), BYTES("ab")) > 0);
    // Bytes, not chars: 0x80 and above come after ASCII.
    assert_true(bytes_compare_ascii(BYTES("\x80"), BYTES("z")) > 0);
    assert_int_equal(bytes_compare_ascii(nothing, nothing), 0);
}

static void prefixes_and_suffixes(void **state)
{
    (void)state;
    assert_true(bytes_starts_with_ascii(BYTES("CN=x"), BYTES("cn=")));
    assert_false(bytes_starts_with_ascii(BYTES("cn"), BYTES("cn=")));
    assert_true(bytes_starts_with_ascii(BYTES("x"), nothing));
    assert_true(bytes_starts_with_ascii(nothing, nothing));
    assert_true(bytes_ends_with_ascii(BYTES("a.REG"), BYTES(".reg")));
    assert_false(bytes_ends_with_ascii(BYTES("reg"), BYTES(".reg")));
    assert_true(bytes_ends_with_ascii(nothing, nothing));
}

static void slices_stay_inside(void **state)
{
    (void)state;
    assert_bytes(bytes_slice(BYTES("abcdef"), 2, 3), "cde");
    assert_bytes(bytes_slice(BYTES("abc"), 1, SIZE_MAX), "bc");
    assert_bytes(bytes_slice(BYTES("abc"), 0, 0), "");
    assert_bytes(bytes_slice(BYTES("abc"), 3, 1), "");
    assert_bytes(bytes_slice(BYTES("abc"), SIZE_MAX, SIZE_MAX), "");
}

static void trim_takes_blanks_at_both_ends(void **state)
{
    (void)state;
    assert_bytes(bytes_trim(BYTES(" \t\r\n a b \n")), "a b");
    assert_bytes(bytes_trim(BYTES("  ")), "");
    assert_bytes(bytes_trim(nothing), "");
    assert_bytes(bytes_trim(BYTES("\v")), "\v");
}

static void split_at_the_first_separator(void **state)
{
    struct bytes head, tail;

    (void)state;
    assert_true(bytes_split(BYTES("a=b=c"), '=', &head, &tail));
    assert_bytes(head, "a");
    assert_bytes(tail, "b=c");
    assert_true(bytes_split(BYTES("="), '=', &head, &tail));
    assert_bytes(head, "");
    assert_bytes(tail, "");
    assert_false(bytes_split(BYTES("abc"), '=', &head, &tail));
    assert_bytes(head, "abc");
    assert_bytes(tail, "");
    assert_false(bytes_split(nothing, '=', &head, &tail));
    assert_int_equal(head.size, 0);
}

static size_t count_items(struct bytes list, size_t *empty)
{
    struct bytes item;
    size_t count = 0;

    *empty = 0;
    while (bytes_next(&list, ';', &item)) {
        count++;
        *empty += item.size == 0;
    }
    return count;
}

static void lists_keep_their_empty_items(void **state)
{
    size_t empty;

    (void)state;
    assert_int_equal(count_items(BYTES("a;b;c"), &empty), 3);
    assert_int_equal(empty, 0);
    assert_int_equal(count_items(BYTES("a;;c;"), &empty), 4);
    assert_int_equal(empty, 2);
    assert_int_equal(count_items(BYTES(";"), &empty), 2);
    assert_int_equal(empty, 2);
    assert_int_equal(count_items(BYTES(""), &empty), 1);
    assert_int_equal(count_items(nothing, &empty), 0);
}

static void find_gives_the_first_position(void **state)
{
    (void)state;
    assert_int_equal(bytes_find(BYTES("abca"), 'a'), 0);
    assert_int_equal(bytes_find(BYTES("abc"), 'c'), 2);
    assert_int_equal(bytes_find(BYTES("a\0c"), 'c'), 2);
    assert_true(bytes_find(BYTES("abc"), 'x') == SIZE_MAX);
    assert_true(bytes_find(nothing, 'x') == SIZE_MAX);
}

static void assert_number(struct bytes text, int64_t wanted)
{
    int64_t number = ~wanted;

    assert_true(bytes_to_int64(text, &number));
    assert_true(number == wanted);
}

static void assert_no_number(struct bytes text)
{
    int64_t number = 42;

    assert_false(bytes_to_int64(text, &number));
    assert_true(number == 42);
}

static void numbers_of_64_bits(void **state)
{
    (void)state;
    assert_number(BYTES("0"), 0);
    assert_number(BYTES("-0"), 0);
    assert_number(BYTES("007"), 7);
    assert_number(BYTES("-1"), -1);
    assert_number(BYTES("9223372036854775807"), INT64_MAX);
    assert_number(BYTES("-9223372036854775808"), INT64_MIN);
    assert_no_number(BYTES("9223372036854775808"));
    assert_no_number(BYTES("-9223372036854775809"));
    assert_no_number(BYTES("99999999999999999999999999999999"));
    assert_no_number(nothing);
    assert_no_number(BYTES("-"));
    assert_no_number(BYTES("+1"));
    assert_no_number(BYTES(" 1"));
    assert_no_number(BYTES("1 "));
    assert_no_number(BYTES("0x10"));
    assert_no_number(BYTES("1-"));
    assert_no_number(BYTES("1\0"));
}

static void text_grows_and_stays_terminated(void **state)
{
    CLEANUP(text_clear) struct text text = {0};

    (void)state;
    for (int i = 0; i < 1000; i++) {
        text_append_byte(&text, (char)('a' + i % 26));
        assert_int_equal(strlen(text.data), i + 1);
    }
    assert_int_equal(text_view(&text).size, 1000);
    text_reset(&text);
    assert_int_equal(text.size, 0);
    assert_string_equal(text.data, "");
    text_append_string(&text, NULL);
    assert_string_equal(text.data, "");
    text_clear(&text);
    assert_null(text.data);
    text_reset(&text);
    assert_int_equal(text_view(&text).size, 0);
}

static void text_keeps_what_is_appended(void **state)
{
    CLEANUP(text_clear) struct text text = {0};
    static const uint8_t bytes[] = {0x00, 0x0F, 0xA0, 0xFF};

    (void)state;
    text_append(&text, BYTES("a\0b"));
    text_append_lower(&text, BYTES("ÄXyZ"));
    text_append_hex(&text, bytes, sizeof bytes);
    text_append_string(&text, "|");
    text_printf(&text, "%d-%s", -7, "end");
    assert_bytes(text_view(&text), "a\0bÄxyz000fa0ff|-7-end");
}

static void printf_fits_what_is_longer_than_the_room(void **state)
{
    CLEANUP(text_clear) struct text text = {0};

    (void)state;
    text_printf(&text, "%0500d", 7);
    text_printf(&text, "%s", "");
    assert_int_equal(text.size, 500);
    assert_int_equal(text.data[499], '7');
    assert_int_equal(text.data[500], '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_of_strings),
        cmocka_unit_test(ascii_comparison_folds_letters_only),
        cmocka_unit_test(prefixes_and_suffixes),
        cmocka_unit_test(slices_stay_inside),
        cmocka_unit_test(trim_takes_blanks_at_both_ends),
        cmocka_unit_test(split_at_the_first_separator),
        cmocka_unit_test(lists_keep_their_empty_items),
        cmocka_unit_test(find_gives_the_first_position),
        cmocka_unit_test(numbers_of_64_bits),
        cmocka_unit_test(text_grows_and_stays_terminated),
        cmocka_unit_test(text_keeps_what_is_appended),
        cmocka_unit_test(printf_fits_what_is_longer_than_the_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
