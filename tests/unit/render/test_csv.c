// SPDX-License-Identifier: Apache-2.0
// Tests of the CSV format: RFC 4180, and cells that a spreadsheet would run.
#include "fixture.h"

static const char *const two[] = {"a", "b"};
static const char *const one[] = {"a"};

static void expect_cell(struct cell cell, const char *expected)
{
    struct cell cells[] = {cell, INTEGER(0)};
    struct fixture fixture = {.columns = two, .column_count = 2, .cells = cells, .row_count = 1};
    struct text wanted CLEANUP(text_clear) = {0};

    text_printf(&wanted, "a,b\r\n%s,0\r\n", expected);
    fixture_expect(fixture, "csv", wanted.data);
}

static void quotes_what_would_end_a_cell(void **state)
{
    (void)state;
    expect_cell(TEXT("plain"), "plain");
    expect_cell(TEXT(""), "");
    expect_cell(TEXT("CORP\\xavier; b|c"), "CORP\\xavier; b|c");
    expect_cell(TEXT("CN=Doe, Jane"), "\"CN=Doe, Jane\"");
    expect_cell(TEXT("say \"x\""), "\"say \"\"x\"\"\"");
    expect_cell(TEXT("\""), "\"\"\"\"");
    expect_cell(TEXT("one\r\ntwo"), "\"one\r\ntwo\"");
    expect_cell(TEXT("one\ntwo"), "\"one\ntwo\"");
}

static void writes_numbers_as_they_are(void **state)
{
    (void)state;
    expect_cell(NOTHING, "");
    expect_cell(INTEGER(0), "0");
    expect_cell(INTEGER(-5), "-5");
    expect_cell(INTEGER(INT64_MAX), "9223372036854775807");
    expect_cell(INTEGER(INT64_MIN), "-9223372036854775808");
    expect_cell(REAL(-0.1), "-0.1");
    expect_cell(REAL(2.0), "2.0");
    expect_cell(REAL(1e300), "1e+300");
    expect_cell(REAL(0.1 + 0.2), "0.30000000000000004");
}

static void guards_formulas(void **state)
{
    (void)state;
    expect_cell(TEXT("=1+1"), "'=1+1");
    expect_cell(TEXT("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
    expect_cell(TEXT("+49 30"), "'+49 30");
    expect_cell(TEXT("-x"), "'-x");
    expect_cell(TEXT("@SUM(A1)"), "'@SUM(A1)");
    expect_cell(TEXT("\tx"), "'\tx");
    expect_cell(TEXT("\rx"), "\"'\rx\"");
    expect_cell(TEXT("-"), "'-");
    expect_cell(TEXT("-1+1"), "'-1+1");
    expect_cell(TEXT("-1e"), "'-1e");
    expect_cell(TEXT("-1."), "'-1.");
    expect_cell(TEXT("-1 "), "'-1 ");
    expect_cell(TEXT("a=1"), "a=1");
    expect_cell(TEXT(" =1"), " =1");
}

static void leaves_signed_numbers_alone(void **state)
{
    (void)state;
    expect_cell(TEXT("-5"), "-5");
    expect_cell(TEXT("+5"), "+5");
    expect_cell(TEXT("-1.5e3"), "-1.5e3");
    expect_cell(TEXT("+0.25E-10"), "+0.25E-10");
}

static void guards_column_names(void **state)
{
    static const char *const names[] = {"=1+1", "b"};

    (void)state;
    fixture_expect((struct fixture){.columns = names, .column_count = 2}, "csv", "'=1+1,b\r\n");
}

static void raw_switches_the_guard_off(void **state)
{
    struct fixture fixture = ONE_ROW(two, TEXT("=1+1"), TEXT("@a,b"));

    (void)state;
    fixture.options.raw = true;
    fixture_expect(fixture, "csv", "a,b\r\n=1+1,\"@a,b\"\r\n");
}

static void output_is_valid_utf8(void **state)
{
    (void)state;
    expect_cell(TEXT("J\xC3\xBCrgen \xE6\xBC\xA2\xE5\xAD\x97"),
                "J\xC3\xBCrgen \xE6\xBC\xA2\xE5\xAD\x97");
    expect_cell(TEXT("J\xFCrgen"), "J\xEF\xBF\xBDrgen");
    expect_cell(TEXT("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    expect_cell(TEXT("cut \xE6\xBC"), "cut \xEF\xBF\xBD\xEF\xBF\xBD");
    expect_cell(TEXT("a\0b"), "a\xEF\xBF\xBD"
                              "b");
    expect_cell(TEXT("\xFF\0,"), "\"\xEF\xBF\xBD\xEF\xBF\xBD,\"");
    // No byte of a multi-byte character is taken for a comma or a quote.
    expect_cell(TEXT("\xE2\xAC\xAC"), "\xE2\xAC\xAC");
}

static void an_empty_line_is_quoted(void **state)
{
    (void)state;
    fixture_expect(ONE_ROW(one, NOTHING), "csv", "a\r\n\"\"\r\n");
    fixture_expect(ONE_ROW(one, TEXT("")), "csv", "a\r\n\"\"\r\n");
    fixture_expect(ONE_ROW(two, NOTHING, TEXT("")), "csv", "a,b\r\n,\r\n");
}

static void no_rows_leave_the_header(void **state)
{
    (void)state;
    fixture_expect((struct fixture){.columns = two, .column_count = 2}, "csv", "a,b\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_what_would_end_a_cell),
        cmocka_unit_test(writes_numbers_as_they_are),
        cmocka_unit_test(guards_formulas),
        cmocka_unit_test(leaves_signed_numbers_alone),
        cmocka_unit_test(guards_column_names),
        cmocka_unit_test(raw_switches_the_guard_off),
        cmocka_unit_test(output_is_valid_utf8),
        cmocka_unit_test(an_empty_line_is_quoted),
        cmocka_unit_test(no_rows_leave_the_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
