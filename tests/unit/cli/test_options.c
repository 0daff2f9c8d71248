// SPDX-License-Identifier: Apache-2.0
// Tests of the option tables: GNU conventions, what is refused and how, the usage text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/cleanup.h"
#include "cli/options.h"

static const struct option_spec table[] = {
    OPTION_DB,
    OPTION("page-size", '\0', "N", OPTION_NUMBER, page_size, "objects a page"),
    OPTION("ldif", '\0', "FILE", OPTION_LIST, ldif_files, "a file"),
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

#define PARSE(arguments, error, ...)                                                               \
    parse((arguments), (error), (const char *[]){__VA_ARGS__, NULL})

static bool parse(struct arguments *arguments, struct error *error, const char **argv)
{
    int argc = 0;

    while (argv[argc])
        argc++;
    return options_parse(arguments, table, argc, (char **)argv, error);
}

static void values_follow_either_way(void **state)
{
    struct arguments arguments CLEANUP(options_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(PARSE(&arguments, &error, "scan", "--db", "a.db", "--format=csv", "-oout",
                      "--page-size=7", "--ldif", "x", "--ldif=y"));
    assert_string_equal(arguments.verb, "scan");
    assert_string_equal(arguments.db, "a.db");
    assert_string_equal(arguments.format, "csv");
    assert_string_equal(arguments.output_file, "out");
    assert_int_equal(arguments.page_size, 7);
    assert_int_equal(arguments.ldif_files.count, 2);
    assert_string_equal(arguments.ldif_files.items[1], "y");
    assert_false(arguments.raw);
    assert_int_equal(arguments.operand_count, 0);
}

static void operands_stand_anywhere(void **state)
{
    struct arguments arguments CLEANUP(options_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(PARSE(&arguments, &error, "scan", "one", "--raw", "two", "-o", "-", "--", "--db"));
    assert_true(arguments.raw);
    assert_string_equal(arguments.output_file, "-");
    assert_null(arguments.db);
    assert_int_equal(arguments.operand_count, 3);
    assert_string_equal(arguments.operands[0], "one");
    assert_string_equal(arguments.operands[1], "two");
    assert_string_equal(arguments.operands[2], "--db");
}

static void the_last_of_two_values_counts(void **state)
{
    struct arguments arguments CLEANUP(options_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(PARSE(&arguments, &error, "scan", "--db=a", "--db=b"));
    assert_string_equal(arguments.db, "b");
}

static void help_is_always_known(void **state)
{
    struct arguments arguments CLEANUP(options_clear) = {0};
    struct arguments shortly CLEANUP(options_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(PARSE(&arguments, &error, "scan", "--help"));
    assert_true(arguments.help);
    assert_true(PARSE(&shortly, &error, "scan", "-h"));
    assert_true(shortly.help);
}

#define EXPECT_REFUSED(expected, ...)                                                              \
    do {                                                                                           \
        struct arguments arguments_ = {.verb = "untouched"};                                       \
        struct error error_ = {0};                                                                 \
        assert_false(PARSE(&arguments_, &error_, "scan", __VA_ARGS__));                            \
        assert_int_equal(error_.status, STATUS_USAGE);                                             \
        assert_string_equal(error_.message, (expected));                                           \
        assert_string_equal(arguments_.verb, "untouched");                                         \
    } while (0)

static void mistakes_are_named(void **state)
{
    (void)state;
    EXPECT_REFUSED("option '--fromat' is unknown: did you mean '--format'?", "--fromat=csv");
    EXPECT_REFUSED("option '--zzz' is unknown", "--zzz");
    EXPECT_REFUSED("option '-x' is unknown", "-x");
    EXPECT_REFUSED("option '--db' needs a value: FILE", "--db");
    EXPECT_REFUSED("option '--output' needs a value: FILE", "-o");
    EXPECT_REFUSED("option '--raw' takes no value", "--raw=yes");
    EXPECT_REFUSED("option '--db' has an empty value", "--db=");
    EXPECT_REFUSED("option '--db' has an empty value", "x", "--db", "");
}

static void numbers_are_whole_and_positive(void **state)
{
    static const char *const bad[] = {"0",  "-1", "1.5",        "x",
                                      "1x", " 1", "2147483648", "99999999999999999999"};
    struct arguments arguments CLEANUP(options_clear) = {0};
    struct error error = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(PARSE(&arguments, &error, "scan", "--page-size", bad[i]));
        assert_int_equal(error.status, STATUS_USAGE);
    }
    assert_true(PARSE(&arguments, &error, "scan", "--page-size", "2147483647"));
    assert_int_equal(arguments.page_size, 2147483647);
}

static void usage_shows_every_option(void **state)
{
    static const struct option_spec few[] = {
        OPTION("output", 'o', "FILE", OPTION_TEXT, output_file, "where to"),
        OPTION("a-name-that-is-too-long", '\0', "VALUE", OPTION_TEXT, db, "far right"),
        OPTIONS_END,
    };
    struct text text CLEANUP(text_clear) = {0};

    (void)state;
    options_usage(&text, few);
    assert_string_equal(text.data,
                        "  -o, --output FILE           where to\n"
                        "      --a-name-that-is-too-long VALUE  far right\n"
                        "  -h, --help                  print this and do nothing else\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_follow_either_way),
        cmocka_unit_test(operands_stand_anywhere),
        cmocka_unit_test(the_last_of_two_values_counts),
        cmocka_unit_test(help_is_always_known),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(numbers_are_whole_and_positive),
        cmocka_unit_test(usage_shows_every_option),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
