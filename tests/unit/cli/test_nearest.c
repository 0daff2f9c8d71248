// SPDX-License-Identifier: Apache-2.0
// Tests of the guess at what a misspelt word was meant to be.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/nearest.h"

static const char *const words[] = {"scan", "import", "check", "report", "query", "rules"};

static const char *near(const char *word)
{
    return nearest_word(word, words, sizeof words / sizeof *words);
}

static void one_slip_is_forgiven(void **state)
{
    (void)state;
    assert_string_equal(near("chekc"), "check");
    assert_string_equal(near("chck"), "check");
    assert_string_equal(near("cheeck"), "check");
    assert_string_equal(near("sacn"), "scan");
    assert_string_equal(near("inport"), "import");
    assert_string_equal(near("rule"), "rules");
    assert_string_equal(near("scan"), "scan");
}

static void strangers_are_not_guessed(void **state)
{
    (void)state;
    assert_null(near(""));
    assert_null(near("x"));
    assert_null(near("verify"));
    assert_null(near("scancheckreportqueryrulesimportscan"));
}

static void the_nearer_word_wins(void **state)
{
    (void)state;
    assert_string_equal(near("emport"), "import");
    assert_string_equal(near("reporr"), "report");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_slip_is_forgiven),
        cmocka_unit_test(strangers_are_not_guessed),
        cmocka_unit_test(the_nearer_word_wins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
