// SPDX-License-Identifier: Apache-2.0
// Words and their enumerations.
#include "unit/check.h"

#include <string.h>

#include "core/vocab.h"

#define TEST_WORDS(name, WORDS)                                                                    \
    static void every_word_of_##name##_leads_back(void **state)                                    \
    {                                                                                              \
        (void)state;                                                                               \
        for (int i = 0; i < name##_count; i++) {                                                   \
            enum name found = (enum name)(name##_count);                                           \
                                                                                                   \
            assert_true(name##_from_word(bytes_of(name##_word((enum name)i)), &found));            \
            assert_int_equal(found, i);                                                            \
            assert_true(strlen(name##_sentence((enum name)i)) > 0);                                \
        }                                                                                          \
        assert_string_equal(name##_word((enum name)(name##_count)), "?");                          \
        assert_string_equal(name##_sentence((enum name)(-1)), "?");                                \
    }

VOCABULARIES(TEST_WORDS)

static void words_compare_without_case_but_whole(void **state)
{
    enum level level = LEVEL_ANONYMOUS;

    (void)state;
    assert_true(level_from_word(BYTES("DELEGATE"), &level));
    assert_int_equal(level, LEVEL_DELEGATE);
    assert_false(level_from_word(BYTES("delegat"), &level));
    assert_false(level_from_word(BYTES("delegate "), &level));
    assert_false(level_from_word(BYTES(""), &level));
    assert_int_equal(level, LEVEL_DELEGATE);
}

// "delegate" is 4, 3 or 2 depending on the API family.
static void numbers_are_no_words(void **state)
{
    enum level level = LEVEL_UNKNOWN;
    enum machine_level machine = MACHINE_LEVEL_ABSENT;

    (void)state;
    assert_false(level_from_word(BYTES("4"), &level));
    assert_false(machine_level_from_word(BYTES("4"), &machine));
}

// Outputs and inventories are contracts: their words never change.
static void the_contracts_words_are_these(void **state)
{
    (void)state;
    assert_string_equal(verdict_word(VERDICT_WILL_FAIL), "will-fail");
    assert_string_equal(verdict_word(VERDICT_LIKELY_FAIL), "likely-fail");
    assert_string_equal(verdict_word(VERDICT_UNKNOWN), "unknown");
    assert_string_equal(verdict_word(VERDICT_LIKELY_WORK), "likely-work");
    assert_string_equal(verdict_word(VERDICT_WILL_WORK), "will-work");
    assert_string_equal(verdict_word(VERDICT_NOT_NEEDED), "not-needed");
    assert_string_equal(verdict_word(VERDICT_NOT_REQUESTED), "not-requested");
    assert_string_equal(path_word(PATH_TRANSITION_RBCD), "transition-rbcd");
    assert_string_equal(kind_word(KIND_COMPLUS_LIBRARY), "complus-library");
    assert_string_equal(level_source_word(LEVEL_SOURCE_DCOMCNFG), "dcomcnfg");
    assert_string_equal(flag_word(FLAG_EXPLICIT_IDENTITY), "explicit-identity");
}

// closed < likely-closed < unknown < likely-open < open, and levels rise.
static void states_and_levels_are_in_order(void **state)
{
    (void)state;
    assert_true(STATE_CLOSED < STATE_LIKELY_CLOSED && STATE_LIKELY_CLOSED < STATE_UNKNOWN);
    assert_true(STATE_UNKNOWN < STATE_LIKELY_OPEN && STATE_LIKELY_OPEN < STATE_OPEN);
    assert_true(LEVEL_ANONYMOUS < LEVEL_IDENTIFY && LEVEL_IDENTIFY < LEVEL_IMPERSONATE);
    assert_true(LEVEL_IMPERSONATE < LEVEL_DELEGATE);
}

#define LIST_WORDS(name, WORDS) cmocka_unit_test(every_word_of_##name##_leads_back),

int main(void)
{
    const struct CMUnitTest tests[] = {
        VOCABULARIES(LIST_WORDS) cmocka_unit_test(words_compare_without_case_but_whole),
        cmocka_unit_test(numbers_are_no_words),
        cmocka_unit_test(the_contracts_words_are_these),
        cmocka_unit_test(states_and_levels_are_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
