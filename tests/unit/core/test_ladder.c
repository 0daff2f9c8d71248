// SPDX-License-Identifier: Apache-2.0
// The ladder of levels: the setting in force, those that it overrules, and those that contradict.
#include "unit/check.h"

#include "core/com_call.h"
#include "core/com_level.h"

#define VIEW(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct machine machine = {
    .is_known = true,
    .ole = {.level = MACHINE_LEVEL_DELEGATE,
            .setting = {VIEW("ws.reg:4"), VIEW("Ole"), VIEW("delegate")}},
};

struct ladder {
    struct process_table table;
    struct level_trail trail;
    struct level_finding finding;
};

static struct process *add(struct ladder *ladder, struct inventory_row row, const char *source)
{
    row.host = BYTES("ws");
    row.application = BYTES("App");

    uint32_t index = process_add(&ladder->table, &row, bytes_of(source));

    return &ladder->table.processes.items[index];
}

static void climb(struct ladder *ladder, const struct process *process, const struct machine *on)
{
    ladder->trail.count = 0;
    ladder->finding = com_level_process(process, on, TRANSPORT_COM, &ladder->trail);
}

static void expect_rung(const struct ladder *ladder, size_t at, enum level_source source,
                        enum rung rung, const char *file)
{
    assert_in_range(at, 0, ladder->trail.count - 1);
    assert_int_equal(ladder->trail.rungs[at].source, source);
    assert_int_equal(ladder->trail.rungs[at].rung, rung);
    assert_true(bytes_equal(ladder->trail.rungs[at].setting.source, bytes_of(file)));
}

static void the_program_overrules_the_machine(void **state)
{
    struct ladder ladder = {0};

    (void)state;
    climb(&ladder, add(&ladder, (struct inventory_row){.level = LEVEL_IMPERSONATE}, "a.csv:2"),
          &machine);
    assert_int_equal(ladder.finding.level, LEVEL_IMPERSONATE);
    assert_int_equal(ladder.trail.count, 2);
    expect_rung(&ladder, 0, LEVEL_SOURCE_PROCESS, RUNG_WINS, "a.csv:2");
    expect_rung(&ladder, 1, LEVEL_SOURCE_MACHINE, RUNG_OVERRULED, "ws.reg:4");
    process_table_clear(&ladder.table);
}

static void a_call_without_effect_stays_in_the_trail(void **state)
{
    static const struct {
        enum flag flag;
        const char *reason;
    } calls[] = {{FLAG_APPID, "config-level-argument-ignored"},
                 {FLAG_TOO_LATE, "config-ineffective-setting"}};

    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        struct ladder ladder = {0};

        climb(&ladder,
              add(&ladder,
                  (struct inventory_row){
                      .level = LEVEL_IMPERSONATE, .flags = 1u << calls[i].flag, .has_flags = true},
                  "a.csv:2"),
              &machine);
        assert_int_equal(ladder.finding.level, LEVEL_DELEGATE);
        assert_string_equal(ladder.finding.reason, calls[i].reason);
        expect_rung(&ladder, 0, LEVEL_SOURCE_PROCESS, RUNG_WITHOUT_EFFECT, "a.csv:2");
        expect_rung(&ladder, 1, LEVEL_SOURCE_MACHINE, RUNG_WINS, "ws.reg:4");
        process_table_clear(&ladder.table);
    }
}

static void complus_rules_its_process(void **state)
{
    const struct setting dump = {BYTES("dump:7"), BYTES("ImpersonationLevel"), BYTES("identify")};
    struct ladder ladder = {0};
    struct process *process =
        add(&ladder, (struct inventory_row){.kind = KIND_COMPLUS_SERVER, .level = LEVEL_DELEGATE},
            "a.csv:2");

    (void)state;
    process_state_level(&ladder.table, process, PROCESS_COMPLUS_LEVEL, LEVEL_IDENTIFY, &dump);
    climb(&ladder, process, &machine);
    assert_int_equal(ladder.finding.level, LEVEL_IDENTIFY);
    assert_string_equal(ladder.finding.reason, "config-ineffective-setting");
    expect_rung(&ladder, 0, LEVEL_SOURCE_COMPLUS, RUNG_WINS, "dump:7");
    expect_rung(&ladder, 1, LEVEL_SOURCE_PROCESS, RUNG_WITHOUT_EFFECT, "a.csv:2");
    expect_rung(&ladder, 2, LEVEL_SOURCE_MACHINE, RUNG_OVERRULED, "ws.reg:4");
    process_table_clear(&ladder.table);
}

static void sources_that_differ_are_both_told(void **state)
{
    struct ladder ladder = {0};

    (void)state;
    add(&ladder, (struct inventory_row){.level = LEVEL_DELEGATE}, "a.csv:2");
    climb(&ladder, add(&ladder, (struct inventory_row){.level = LEVEL_IDENTIFY}, "b.csv:9"),
          &machine);
    assert_int_equal(ladder.finding.level, LEVEL_UNKNOWN);
    assert_string_equal(ladder.finding.reason, "config-contradiction");
    expect_rung(&ladder, 0, LEVEL_SOURCE_PROCESS, RUNG_CONTRADICTS, "a.csv:2");
    expect_rung(&ladder, 1, LEVEL_SOURCE_PROCESS, RUNG_CONTRADICTS, "b.csv:9");
    process_table_clear(&ladder.table);
}

// The registry's value and the catalog's are one setting: the catalog's fills a gap, no more.
static void the_catalog_speaks_where_the_registry_does_not(void **state)
{
    const struct machine_default catalog = {
        .level = MACHINE_LEVEL_DELEGATE,
        .setting = {BYTES("dump:1"), BYTES("Default"), BYTES("delegate")}};
    static const struct {
        enum machine_level ole;
        enum level level;
        enum level_source source;
    } cases[] = {
        {MACHINE_LEVEL_ABSENT, LEVEL_DELEGATE, LEVEL_SOURCE_MACHINE},
        {MACHINE_LEVEL_UNSET, LEVEL_DELEGATE, LEVEL_SOURCE_MACHINE},
        {MACHINE_LEVEL_DELEGATE, LEVEL_DELEGATE, LEVEL_SOURCE_MACHINE},
        {MACHINE_LEVEL_IDENTIFY, LEVEL_UNKNOWN, LEVEL_SOURCE_MACHINE},
        {MACHINE_LEVEL_INVALID, LEVEL_UNKNOWN, LEVEL_SOURCE_MACHINE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct machine both = {.is_known = true, .catalog = catalog};
        struct ladder ladder = {0};

        both.ole = (struct machine_default){
            .level = cases[i].ole, .setting = {BYTES("ws.reg:4"), BYTES("Ole"), BYTES("")}};
        climb(&ladder, add(&ladder, (struct inventory_row){0}, "a.csv:2"), &both);
        assert_int_equal(ladder.finding.level, cases[i].level);
        assert_int_equal(ladder.finding.source, cases[i].source);
        process_table_clear(&ladder.table);
    }
}

static void a_process_without_authentication_waits_for_the_server(void **state)
{
    const struct setting none = {BYTES("dump:7"), BYTES("Authentication"), BYTES("none")};
    const struct level_finding delegate = {LEVEL_DELEGATE, LEVEL_SOURCE_COMPLUS, NULL, false};
    struct ladder ladder = {0};
    struct inventory_row row = {0};
    struct process *process = add(&ladder, row, "a.csv:2");

    (void)state;
    process_state_authn_level(&ladder.table, process, AUTHN_LEVEL_NONE, &none);
    assert_string_equal(com_call_level(&row, process, delegate).reason,
                        "config-authn-level-unread");
    row.authn_level = AUTHN_LEVEL_PACKET;
    assert_int_equal(com_call_level(&row, process, delegate).level, LEVEL_DELEGATE);
    row.authn_level = AUTHN_LEVEL_NONE;
    assert_true(com_call_level(&row, process, delegate).ineffective);
    process_table_clear(&ladder.table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_overrules_the_machine),
        cmocka_unit_test(a_call_without_effect_stays_in_the_trail),
        cmocka_unit_test(complus_rules_its_process),
        cmocka_unit_test(sources_that_differ_are_both_told),
        cmocka_unit_test(the_catalog_speaks_where_the_registry_does_not),
        cmocka_unit_test(a_process_without_authentication_waits_for_the_server),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
