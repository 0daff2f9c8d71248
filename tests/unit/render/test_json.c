// SPDX-License-Identifier: Apache-2.0
// Tests of the JSON formats: one object, and one object a line.
#include <math.h>

#include "fixture.h"

static const char *const two[] = {"a", "b"};

#define HEAD                                                                                       \
    "\"tool\":\"delegaudit\",\"version\":\"" DELEGAUDIT_VERSION                                    \
    "\",\"layout\":1,\"report\":\"verdicts\",\"head\":"

static void expect_cell(struct cell cell, const char *expected)
{
    struct cell cells[] = {cell, NOTHING};
    struct fixture fixture = {.columns = two, .column_count = 2, .cells = cells, .row_count = 1};
    struct text wanted CLEANUP(text_clear) = {0};

    text_printf(&wanted, "{" HEAD "{},\n\"rows\":[\n{\"a\":%s,\"b\":null}\n]}\n", expected);
    fixture_expect(fixture, "json", wanted.data);
}

static void escapes_what_is_no_plain_text(void **state)
{
    (void)state;
    expect_cell(TEXT("plain"), "\"plain\"");
    expect_cell(TEXT(""), "\"\"");
    expect_cell(TEXT("CORP\\a \"b\""), "\"CORP\\\\a \\\"b\\\"\"");
    expect_cell(TEXT("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"");
    expect_cell(TEXT("a\0b"), "\"a\\u0000b\"");
    expect_cell(TEXT("\x1B[31m\x7F"), "\"\\u001b[31m\\u007f\"");
    expect_cell(TEXT("\xC2\x9B"
                     "31m\xC2\xA0"),
                "\"\\u009b31m\xC2\xA0\"");
}

static void keeps_text_and_repairs_what_is_none(void **state)
{
    (void)state;
    expect_cell(TEXT("=1+1"), "\"=1+1\"");
    expect_cell(TEXT("e\xCC\x81 \xE6\xBC\xA2 \xF0\x9F\x98\x80"),
                "\"e\xCC\x81 \xE6\xBC\xA2 \xF0\x9F\x98\x80\"");
    expect_cell(TEXT("J\xFCrgen\n"), "\"J\xEF\xBF\xBDrgen\\n\"");
    expect_cell(TEXT("\xC0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    expect_cell(TEXT("\xC2"), "\"\xEF\xBF\xBD\"");
}

static void numbers_are_numbers(void **state)
{
    (void)state;
    expect_cell(NOTHING, "null");
    expect_cell(INTEGER(INT64_MIN), "-9223372036854775808");
    expect_cell(INTEGER(9007199254740993), "9007199254740993");
    expect_cell(REAL(1.0), "1.0");
    expect_cell(REAL(0.1), "0.1");
    expect_cell(REAL(5e-324), "4.94065645841247e-324");
    expect_cell(REAL(INFINITY), "null");
    expect_cell(REAL(NAN), "null");
}

static void an_object_holds_head_and_rows(void **state)
{
    static const struct head_fact facts[] = {{"snapshot", "3"}, {"not \"read\"", "a\nb"}};
    const struct cell cells[] = {TEXT("x"), INTEGER(1), TEXT("y"), INTEGER(2)};
    struct fixture fixture = {.columns = two,
                              .column_count = 2,
                              .cells = cells,
                              .row_count = 2,
                              .facts = facts,
                              .fact_count = 2};

    (void)state;
    fixture_expect(fixture, "json",
                   "{" HEAD "{\"snapshot\":\"3\",\"not \\\"read\\\"\":\"a\\nb\"},\n\"rows\":[\n"
                   "{\"a\":\"x\",\"b\":1},\n{\"a\":\"y\",\"b\":2}\n]}\n");
    fixture_expect(fixture, "jsonl",
                   "{\"type\":\"head\"," HEAD
                   "{\"snapshot\":\"3\",\"not \\\"read\\\"\":\"a\\nb\"}}\n"
                   "{\"type\":\"row\",\"a\":\"x\",\"b\":1}\n"
                   "{\"type\":\"row\",\"a\":\"y\",\"b\":2}\n");
}

static void no_rows_leave_an_empty_array(void **state)
{
    struct fixture fixture = {.columns = two, .column_count = 2};

    (void)state;
    fixture_expect(fixture, "json", "{" HEAD "{},\n\"rows\":[]}\n");
    fixture_expect(fixture, "jsonl", "{\"type\":\"head\"," HEAD "{}}\n");
}

static void no_member_appears_twice(void **state)
{
    static const char *const names[] = {"type", "a", "a", "a_2"};

    (void)state;
    fixture_expect(ONE_ROW(names, INTEGER(1), INTEGER(2), INTEGER(3), INTEGER(4)), "jsonl",
                   "{\"type\":\"head\"," HEAD "{}}\n"
                   "{\"type\":\"row\",\"type_2\":1,\"a\":2,\"a_2\":3,\"a_2_2\":4}\n");
    fixture_expect(ONE_ROW(names, INTEGER(1), INTEGER(2), INTEGER(3), INTEGER(4)), "json",
                   "{" HEAD "{},\n\"rows\":[\n{\"type\":1,\"a\":2,\"a_2\":3,\"a_2_2\":4}\n]}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_what_is_no_plain_text),
        cmocka_unit_test(keeps_text_and_repairs_what_is_none),
        cmocka_unit_test(numbers_are_numbers),
        cmocka_unit_test(an_object_holds_head_and_rows),
        cmocka_unit_test(no_rows_leave_an_empty_array),
        cmocka_unit_test(no_member_appears_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
