// SPDX-License-Identifier: Apache-2.0
// Conversions of times.
#include "unit/check.h"

#include <time.h>

#include "base/clock.h"

static void assert_iso(int64_t unix_seconds, const char *wanted)
{
    char text[CLOCK_ISO_BYTES];

    assert_ptr_equal(clock_format_iso(unix_seconds, text), text);
    assert_string_equal(text, wanted);
}

static void iso_has_four_digits_for_the_year(void **state)
{
    (void)state;
    assert_iso(0, "1970-01-01T00:00:00Z");
    assert_iso(-1, "1969-12-31T23:59:59Z");
    assert_iso(951782400, "2000-02-29T00:00:00Z");
    assert_iso(2147483648, "2038-01-19T03:14:08Z");
    assert_iso(4294967296, "2106-02-07T06:28:16Z");
    assert_iso(253402300799, "9999-12-31T23:59:59Z");
    assert_iso(253402300800, "-");
    assert_iso(-62135596800, "0001-01-01T00:00:00Z");
    assert_iso(INT64_MAX, "-");
    assert_iso(INT64_MIN, "-");
}

static void filetime_counts_from_1601_and_rounds_down(void **state)
{
    (void)state;
    assert_true(clock_from_filetime(0) == -11644473600);
    assert_iso(clock_from_filetime(0), "1601-01-01T00:00:00Z");
    assert_true(clock_from_filetime(116444736000000000) == 0);
    assert_true(clock_from_filetime(116444736000000000 + 9999999) == 0);
    assert_true(clock_from_filetime(116444736000000000 - 1) == -1);
    assert_true(clock_from_filetime(-1) == -11644473601);
    assert_iso(clock_from_filetime(159380000000000000), "2106-01-21T14:13:20Z");
    // "Never" of accountExpires, and the widest span: no year of four digits.
    assert_iso(clock_from_filetime(INT64_MAX), "-");
    assert_iso(clock_from_filetime(INT64_MIN), "-");
}

static void assert_generalized(struct bytes text, int64_t wanted)
{
    int64_t seconds = ~wanted;

    assert_true(clock_from_generalized(text, &seconds));
    assert_true(seconds == wanted);
}

static void generalized_time_as_ad_writes_it(void **state)
{
    (void)state;
    assert_generalized(BYTES("16010101000000.0Z"), -11644473600);
    assert_generalized(BYTES("19700101000000Z"), 0);
    assert_generalized(BYTES("19691231235959.9Z"), -1);
    assert_generalized(BYTES("20000229120000.0Z"), 951825600);
    assert_generalized(BYTES("20240229000000.0Z"), 1709164800);
    assert_generalized(BYTES("21060207062816.0Z"), 4294967296);
    assert_generalized(BYTES("99991231235959.0Z"), 253402300799);
    // A leap second is the first second of the next minute.
    assert_generalized(BYTES("20161231235960.0Z"), 1483228800);
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "Z",
        "2024022900000Z",
        "20240229000000",
        "20240229000000z",
        "20240229000000+0100",
        "20240229000000.Z",
        "20240229000000.xZ",
        "20240229000000.5.5Z",
        "20240229000000,0Z",
        "20230229000000.0Z",
        "21000229000000.0Z",
        "20240431000000.0Z",
        "20240001000000.0Z",
        "20241301000000.0Z",
        "20240100000000.0Z",
        "20240132000000.0Z",
        "20240101240000.0Z",
        "20240101006000.0Z",
        "20240101000061.0Z",
        "2024-101000000.0Z",
        " 0240101000000.0Z",
    };
    int64_t seconds = 42;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (clock_from_generalized(bytes_of(wrong[i]), &seconds))
            fail_msg("accepted: %s", wrong[i]);
    assert_true(seconds == 42);
}

// An independent calendar: the C library's.
static void every_fortnight_agrees_with_the_c_library(void **state)
{
    (void)state;
    for (int64_t seconds = -11644473600; seconds < 16725225600; seconds += 14 * 86400 + 3599) {
        time_t moment = (time_t)seconds;
        struct tm parts;
        char text[32];

        assert_non_null(gmtime_r(&moment, &parts));
        strftime(text, sizeof text, "%Y%m%d%H%M%S.0Z", &parts);
        assert_generalized(bytes_of(text), seconds);
    }
}

static void assert_span(const char *text, const char *wanted_first, const char *wanted_last)
{
    int64_t first, last;

    assert_true(clock_from_iso(bytes_of(text), &first, &last));
    assert_iso(first, wanted_first);
    assert_iso(last, wanted_last);
}

static void a_day_a_minute_and_a_second_as_people_write_them(void **state)
{
    (void)state;
    assert_span("2026-11-20", "2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z");
    assert_span("2028-02-29", "2028-02-29T00:00:00Z", "2028-02-29T23:59:59Z");
    assert_span("2026-11-20T04:05", "2026-11-20T04:05:00Z", "2026-11-20T04:05:59Z");
    assert_span("2026-11-20 04:05Z", "2026-11-20T04:05:00Z", "2026-11-20T04:05:59Z");
    assert_span("2026-11-20T04:05:06Z", "2026-11-20T04:05:06Z", "2026-11-20T04:05:06Z");
}

static void what_is_no_day_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",           "2026",       "2026-11",           "2026-11-2",        "2026-13-01",
        "2026-02-29", "2026-00-10", "2026-11-31",        "20261120",         "2026-11-20T",
        "2026-11-2x", "2026/11/20", "2026-11-20T24:00",  "2026-11-20T04:60", "2026-11-20T4:00",
        "last",       " 2026-11-2", "2026-11-20T04:05:", "2026-11-20x04:05", "2026-11-20T04:05+01",
    };
    int64_t first = 42, last = 43;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (clock_from_iso(bytes_of(wrong[i]), &first, &last))
            fail_msg("accepted: %s", wrong[i]);
    assert_true(first == 42 && last == 43);
}

static void now_is_after_this_was_written(void **state)
{
    (void)state;
    assert_true(clock_now() > 1700000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_has_four_digits_for_the_year),
        cmocka_unit_test(filetime_counts_from_1601_and_rounds_down),
        cmocka_unit_test(generalized_time_as_ad_writes_it),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(every_fortnight_agrees_with_the_c_library),
        cmocka_unit_test(a_day_a_minute_and_a_second_as_people_write_them),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(now_is_after_this_was_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
