// SPDX-License-Identifier: Apache-2.0
// Lists of names, one a line.
#include "unit/check.h"

#include <stdio.h>

#include "base/cleanup.h"
#include "import/name_list.h"

static bool log_name(void *context, struct bytes name, unsigned line, struct error *error)
{
    (void)error;
    text_printf(context, "%u:%.*s;", line, (int)name.size, name.data);
    return true;
}

static bool refuse_name(void *context, struct bytes name, unsigned line, struct error *error)
{
    (void)context;
    (void)line;
    return name.data[0] == 'a' || error_set(error, STATUS_FORMAT, "nobody");
}

static void clear_lines(struct lines *lines)
{
    lines_clear(lines);
}

// The names that the visitor got, or what was wrong.
static void expect(struct bytes content, import_name_fn *visit, const char *expected)
{
    struct text log CLEANUP(text_clear) = {0};
    struct name_list list = {"F", visit, &log};
    struct lines lines CLEANUP(clear_lines) = {
        .file = "F", .context = &list, .line = name_list_line};
    struct error error = {0};

    text_append_string(&log, "");
    if (!lines_feed(&lines, content, &error) || !lines_finish(&lines, &error))
        text_append_string(&log, error.message);
    assert_string_equal(log.data, expected);
}

static void names_are_lines_without_blanks(void **state)
{
    (void)state;
    expect(BYTES(""), log_name, "");
    expect(BYTES("CORP\\anna\n  CORP\\Jo Ann \r\nben@corp.example"), log_name,
           "1:CORP\\anna;2:CORP\\Jo Ann;3:ben@corp.example;");
}

static void blank_lines_and_comments_do_not_count(void **state)
{
    (void)state;
    expect(BYTES("\n# CORP\\anna\n \t\n  # more\nCORP\\b#n\n"), log_name, "5:CORP\\b#n;");
}

static void marks_and_utf16_are_understood(void **state)
{
    (void)state;
    expect(BYTES("\xEF\xBB\xBF"
                 "anna\n"),
           log_name, "1:anna;");
    expect((struct bytes){"\xFF\xFE"
                          "\xFC\0\n\0b\0",
                          8},
           log_name, "1:\xC3\xBC;2:b;");
}

static void what_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    expect(BYTES("anna\n\n  ben\n"), refuse_name, "F:3:3: nobody");
    expect(BYTES("anna\nb\xFFn\n"), log_name,
           "1:anna;F:2:1: found 'b?n', expected a name in UTF-8");
}

static void a_file_is_read(void **state)
{
    char path[] = P_tmpdir "/names-XXXXXX";
    int descriptor = mkstemp(path);
    struct text log CLEANUP(text_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "a\nb\n", 4), 4);
    close(descriptor);
    assert_true(import_name_file(path, log_name, &log, &error));
    assert_string_equal(log.data, "1:a;2:b;");
    unlink(path);
    assert_false(import_name_file(path, log_name, &log, &error));
    assert_int_equal(error.status, STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_lines_without_blanks),
        cmocka_unit_test(blank_lines_and_comments_do_not_count),
        cmocka_unit_test(marks_and_utf16_are_understood),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(a_file_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
