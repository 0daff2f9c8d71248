// SPDX-License-Identifier: Apache-2.0
// Temp twins: the same shape, found first, and the file stays as it is.
#include "unit/store/fixture.h"

#include "store/shadow.h"

static struct database database;

static int make(void **state)
{
    (void)state;
    return database_make(&database,
                         "INSERT INTO judgement VALUES (7, 1, NULL);"
                         "INSERT INTO membership VALUES (1, 2), (1, 3), (4, 1);"
                         "INSERT INTO delegate_to VALUES (5, 'a/B', 'a/b');"
                         "CREATE INDEX delegate_to_by_account ON delegate_to (account_id);"
                         "CREATE INDEX membership_by_member ON membership (member_id);"
                         "INSERT INTO import_file (id, path, format, digest, imported, records)"
                         " VALUES (1, 'x', 'inventory', x'00', 1, 1);"
                         "INSERT INTO host_fact (id, file_id, line, host) VALUES (9, 1, 2, 'WS1');"
                         "INSERT INTO inventory_row (id, file_id, line, host, application, server)"
                         " VALUES (3, 1, 2, 'WS1', 'App', 'app01')");
}

static int drop(void **state)
{
    (void)state;
    return database_drop(&database);
}

// Columns, types, constraints and indexes, as SQLite tells them.
static void expect_same_shape(const char *table)
{
    char sql[512];

    snprintf(sql, sizeof sql,
             "SELECT (SELECT group_concat(name || type || \"notnull\" || pk) FROM"
             " pragma_table_info('%s', 'main')) = (SELECT group_concat(name || type || \"notnull\""
             " || pk) FROM pragma_table_info('%s', 'temp'))",
             table, table);
    expect_sql(&database, sql, "1");
    snprintf(sql, sizeof sql,
             "SELECT (SELECT count(*) FROM main.sqlite_schema WHERE tbl_name = '%s') ="
             " (SELECT count(*) FROM temp.sqlite_schema WHERE tbl_name = '%s')",
             table, table);
    expect_sql(&database, sql, "1");
}

static void every_table_that_a_check_empties_has_an_empty_twin(void **state)
{
    static const char *const tables[] = {"judgement", "host",       "name",      "request", "pair",
                                         "leg",       "trust_path", "condition", "verdict"};
    struct error error = {0};

    (void)state;
    must(shadow_derived(database.store, &error), &error);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        expect_same_shape(tables[i]);
    expect_sql(&database, "SELECT count(*) FROM judgement", "0");
    expect_sql(&database, "SELECT snapshot_id FROM main.judgement", "7");
    // The connection may only read: whatever had no twin would fail here.
    must(store_run(database.store, "outcome-empty", &error), &error);
    must(store_run(database.store, "evaluate-begin", &error), &error);
    database_run(&database, "INSERT INTO judgement VALUES (8, 1, NULL)");
    expect_sql(&database, "SELECT snapshot_id FROM judgement", "8");
    expect_sql(&database, "SELECT snapshot_id FROM main.judgement", "7");
}

static void twins_that_are_there_stay(void **state)
{
    struct error error = {0};

    (void)state;
    must(shadow_derived(database.store, &error), &error);
    database_run(&database, "INSERT INTO judgement VALUES (8, 1, NULL)");
    must(shadow_derived(database.store, &error), &error);
    expect_sql(&database, "SELECT snapshot_id FROM judgement", "8");
}

static void statements_from_before_find_the_twin(void **state)
{
    struct error error = {0};
    sqlite3_stmt *insert = statement_named(database.store, "evaluate-judgement", &error);

    (void)state;
    must(insert != NULL, &error);
    must(shadow_derived(database.store, &error), &error);
    insert = statement_named(database.store, "evaluate-judgement", &error);
    bind_int64(insert, 1, 9);
    bind_int64(insert, 2, 1);
    must(statement_finish(database.store, insert, &error), &error);
    expect_sql(&database, "SELECT snapshot_id FROM temp.judgement", "9");
}

static void a_copy_has_rows_and_indexes(void **state)
{
    struct error error = {0};

    (void)state;
    must(shadow_copy(database.store, "membership", &error), &error);
    must(shadow_copy(database.store, "delegate_to", &error), &error);
    expect_same_shape("membership");
    expect_same_shape("delegate_to");
    database_run(&database, "DELETE FROM membership WHERE member_id = 3;"
                            "INSERT INTO delegate_to VALUES (5, 'c/D', 'c/d')");
    expect_sql(&database,
               "SELECT min(group_id || '-' || member_id) || max(group_id || '-' || member_id)"
               " FROM membership",
               "1-24-1");
    expect_sql(&database, "SELECT count(*) FROM main.membership", "3");
    expect_sql(&database, "SELECT group_concat(spn) FROM delegate_to WHERE account_id = 5",
               "a/B,c/D");
    expect_sql(&database, "SELECT count(*) FROM main.delegate_to", "1");
}

static void client_tables_are_filled_again(void **state)
{
    struct error error = {0};

    (void)state;
    must(shadow_clients(database.store, &error), &error);
    expect_same_shape("inventory_row");
    expect_same_shape("host_fact");
    expect_sql(&database, "SELECT count(*) FROM inventory_row", "0");
    for (int round = 0; round < 2; round++) {
        must(shadow_fill_clients(database.store, &error), &error);
        expect_sql(&database, "SELECT application FROM temp.inventory_row WHERE id = 3", "App");
        expect_sql(&database, "SELECT count(*) FROM temp.host_fact", "1");
        database_run(&database, "UPDATE inventory_row SET application = 'Other'");
    }
    expect_sql(&database, "SELECT application FROM main.inventory_row", "App");
}

static void a_rollback_takes_twins_away(void **state)
{
    struct error error = {0};

    (void)state;
    must(store_begin_reading(database.store, &error), &error);
    must(shadow_derived(database.store, &error), &error);
    must(shadow_copy(database.store, "membership", &error), &error);
    store_rollback(database.store);
    expect_sql(&database, "SELECT count(*) FROM temp.sqlite_schema", "0");
    expect_sql(&database, "SELECT snapshot_id FROM judgement", "7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_table_that_a_check_empties_has_an_empty_twin, make,
                                        drop),
        cmocka_unit_test_setup_teardown(twins_that_are_there_stay, make, drop),
        cmocka_unit_test_setup_teardown(statements_from_before_find_the_twin, make, drop),
        cmocka_unit_test_setup_teardown(a_copy_has_rows_and_indexes, make, drop),
        cmocka_unit_test_setup_teardown(client_tables_are_filled_again, make, drop),
        cmocka_unit_test_setup_teardown(a_rollback_takes_twins_away, make, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
