// SPDX-License-Identifier: Apache-2.0
// How each source of a level is lowered.
#include "unit/check.h"

#include <string.h>

#include "base/cleanup.h"
#include "core/command_line.h"
#include "core/lowering.h"

// A machine without the value is at identify: there is nothing to lower.
static void every_source_of_delegate_can_be_lowered(void **state)
{
    (void)state;
    for (int source = 0; source < level_source_count; source++) {
        bool never = source == LEVEL_SOURCE_NONE || source == LEVEL_SOURCE_BUILTIN;

        assert_int_equal(!lowering_of((enum level_source)source), never);
    }
}

static void commands_name_the_application_quoted(void **state)
{
    struct text line CLEANUP(text_clear) = {0};
    const struct command_names names = {.application = BYTES("O'Neill & Co")};

    (void)state;
    assert_int_equal(command_line_append(&line, SHELL_POWERSHELL,
                                         lowering_of(LEVEL_SOURCE_COMPLUS)->powershell, &names),
                     COMMAND_MADE);
    assert_non_null(strstr(line.data, "{ $_.Name -eq 'O''Neill & Co' }"));
    assert_null(strstr(line.data, "{application}"));
}

static void what_a_program_sets_itself_has_no_command(void **state)
{
    (void)state;
    assert_null(lowering_of(LEVEL_SOURCE_PROXY)->powershell);
    assert_null(lowering_of(LEVEL_SOURCE_PROCESS)->powershell);
    assert_non_null(lowering_of(LEVEL_SOURCE_MACHINE)->powershell);
    assert_non_null(lowering_of(LEVEL_SOURCE_MACHINE)->risk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_source_of_delegate_can_be_lowered),
        cmocka_unit_test(commands_name_the_application_quoted),
        cmocka_unit_test(what_a_program_sets_itself_has_no_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
