// SPDX-License-Identifier: Apache-2.0
// Tests of the table: widths, wrapping, the block layout, colours, hostile text.
#include "fixture.h"

static const char *const two[] = {"name", "count"};
static const char *const verdict[] = {"verdict", "server"};

static void lines_columns_up(void **state)
{
    const struct cell cells[] = {TEXT("alpha"),    INTEGER(1), TEXT("b"),
                                 INTEGER(1000000), NOTHING,    INTEGER(-5)};
    static const struct head_fact facts[] = {{"snapshot", "3"}, {"source", "a\x1B[2Jb"}};
    struct fixture fixture = {.columns = two,
                              .column_count = 2,
                              .cells = cells,
                              .row_count = 3,
                              .facts = facts,
                              .fact_count = 2};

    (void)state;
    fixture_expect(fixture, "table",
                   "snapshot: 3\nsource: a\\x1b[2Jb\n\n"
                   "name     count\nalpha        1\nb      1000000\n            -5\n");
}

static void no_rows_are_said(void **state)
{
    (void)state;
    fixture_expect((struct fixture){.columns = two, .column_count = 2}, "table", "no rows\n");
}

static void hostile_text_is_shown_and_not_sent(void **state)
{
    static const char *const names[] = {"na\x1Bme", "x"};

    (void)state;
    fixture_expect(ONE_ROW(names, TEXT("\x1B]0;t\x07\r\n\t\x7F"), TEXT("")), "table",
                   "na\\x1bme                      x\n\\x1b]0;t\\x07\\x0d\\x0a\\x09\\x7f\n");
    fixture_expect(ONE_ROW(two, TEXT("a\0b \xC2\x9B \xE2\x80\xAE \xF3\xA0\x80\x81"), TEXT("x")),
                   "table",
                   "name                        count\na\\x00b \\x9b \\u202e \\ue0001  x\n");
    fixture_expect(ONE_ROW(two, TEXT("J\xFCrgen"), TEXT("x")), "table",
                   "name    count\nJ\xEF\xBF\xBDrgen  x\n");
    // No escape of its own for what only looks like one.
    fixture_expect(ONE_ROW(two, TEXT("CORP\\xavier"), TEXT("x")), "table",
                   "name         count\nCORP\\xavier  x\n");
}

static void wide_and_combining_characters_count_as_they_show(void **state)
{
    const struct cell cells[] = {TEXT("\xE6\xBC\xA2\xE5\xAD\x97"), TEXT("x"),
                                 TEXT("e\xCC\x81t\xC3\xA9"), TEXT("y")};
    struct fixture fixture = {.columns = two, .column_count = 2, .cells = cells, .row_count = 2};

    (void)state;
    fixture_expect(fixture, "table",
                   "name  count\n\xE6\xBC\xA2\xE5\xAD\x97  x\ne\xCC\x81t\xC3\xA9   y\n");
}

static void no_word_is_broken_for_the_sake_of_columns(void **state)
{
    static const char *const names[] = {"name", "evidence", "n"};
    struct fixture fixture =
        ONE_ROW(names, TEXT("short"), TEXT("0123456789012345678901234567890123456789"), INTEGER(7));

    (void)state;
    fixture.options.width = 33;
    fixture_expect(fixture, "table",
                   "name      short\nevidence  01234567890123456789012\n"
                   "          34567890123456789\nn         7\n");
    fixture.options.width = 0;
    fixture_expect(fixture, "table",
                   "name   evidence                                  n\n"
                   "short  0123456789012345678901234567890123456789  7\n");
}

static void lines_break_at_blanks(void **state)
{
    struct fixture fixture = ONE_ROW(two, TEXT("the quick brown fox jumps over"),
                                     TEXT("\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97"
                                          "\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97"
                                          "\xE6\xBC\xA2"));

    (void)state;
    fixture.options.width = 36;
    fixture_expect(fixture, "table",
                   "name              count\n"
                   "the quick brown   \xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97"
                   "\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\n"
                   "fox jumps over\n");
}

static void what_does_not_fit_is_a_block_a_row(void **state)
{
    static const char *const names[] = {"first", "second_column", "third_and_last"};
    const struct cell cells[] = {
        TEXT("a"), TEXT("0123456789012345678901"), TEXT("c"), TEXT("d"), TEXT(""), INTEGER(7)};
    struct fixture fixture = {.columns = names, .column_count = 3, .cells = cells, .row_count = 2};

    (void)state;
    fixture.options.width = 34;
    fixture_expect(fixture, "table",
                   "first           a\nsecond_column   012345678901234567\n                8901\n"
                   "third_and_last  c\n"
                   "\nfirst           d\nthird_and_last  7\n");
}

static void colours_are_for_verdicts_only_when_wanted(void **state)
{
    struct fixture fixture = ONE_ROW(verdict, TEXT("will-fail"), TEXT("will-fail"));

    (void)state;
    fixture_expect(fixture, "table", "verdict    server\nwill-fail  will-fail\n");
    fixture.options.colour = true;
    fixture_expect(fixture, "table", "verdict    server\n\x1B[31mwill-fail\x1B[0m  will-fail\n");
}

// The rows go out in batches; a later one is laid out like the first and has no second header.
static void long_tables_stay_in_line(void **state)
{
    enum { ROWS = 2500 };
    struct cell *cells CLEANUP(cleanup_free) = memory_calloc(2 * ROWS, sizeof *cells);
    struct fixture fixture = {.columns = two, .column_count = 2, .cells = cells, .row_count = ROWS};
    struct text wanted CLEANUP(text_clear) = {0};

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        cells[2 * i] = i ? TEXT("b") : TEXT("alphabet");
        cells[2 * i + 1] = INTEGER((int64_t)i % 10);
    }
    text_printf(&wanted, "name      count\n");
    for (size_t i = 0; i < ROWS; i++)
        text_printf(&wanted, "%-8s      %zu\n", i ? "b" : "alphabet", i % 10);
    fixture_expect(fixture, "table", wanted.data);
}

static void any_width_is_survived(void **state)
{
    struct fixture fixture =
        ONE_ROW(two, TEXT("\xE6\xBC\xA2\xE5\xAD\x97 e\xCC\x81 and more"), TEXT("\x1B[31m, x"));

    (void)state;
    for (fixture.options.width = 1; fixture.options.width < 60; fixture.options.width++) {
        struct text out CLEANUP(text_clear) = {0};
        struct error error = {0};

        assert_true(fixture_render(&fixture, "table", &out, NULL, &error));
        assert_true(utf8_is_valid(text_view(&out), NULL));
        assert_null(strchr(out.data, '\x1B'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_columns_up),
        cmocka_unit_test(no_rows_are_said),
        cmocka_unit_test(hostile_text_is_shown_and_not_sent),
        cmocka_unit_test(wide_and_combining_characters_count_as_they_show),
        cmocka_unit_test(no_word_is_broken_for_the_sake_of_columns),
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(what_does_not_fit_is_a_block_a_row),
        cmocka_unit_test(colours_are_for_verdicts_only_when_wanted),
        cmocka_unit_test(long_tables_stay_in_line),
        cmocka_unit_test(any_width_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
