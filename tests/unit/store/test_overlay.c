// SPDX-License-Identifier: Apache-2.0
// Settings over the observed tables: what readers see, what the file keeps.
#include "unit/store/fixture.h"

#include <string.h>

#include "core/account.h"
#include "core/trust.h"
#include "store/overlay.h"

// A domain with Protected Users (10), a group (11) in it, accounts 1 to 4: 2 has no readable
// userAccountControl, 3 is in 11 by primaryGroupID; a trust, and one whose attributes are not
// readable.
static const char world[] =
    "INSERT INTO domain (id, dn, dns_name, dns_key, netbios_name, netbios_key, sid)"
    " VALUES (1, 'DC=corp', 'corp.example', 'corp.example', 'CORP', 'corp',"
    "         x'010400000000000515000000010000000200000003000000');"
    "INSERT INTO account (id, domain_id, kind, dn, dn_hash, sam, uac, primary_group, sid) VALUES"
    " (1, 1, 'user', 'CN=anna', 1, 'anna', 512, 513, NULL),"
    " (2, 1, 'user', 'CN=ben', 2, 'ben', NULL, 513, NULL),"
    " (3, 1, 'user', 'CN=carl', 3, 'carl', 1049088, 1111, NULL),"
    " (4, 1, 'computer', 'CN=app', 4, 'app$', 4096, 515, NULL),"
    " (10, 1, 'group', 'CN=Protected Users', 10, 'Protected Users', NULL, NULL, NULL),"
    " (11, 1, 'group', 'CN=Tier0', 11, 'Tier0', NULL, NULL, NULL);"
    "UPDATE account SET sid = sid_of_rid((SELECT sid FROM domain), 525) WHERE id = 10;"
    "UPDATE account SET sid = sid_of_rid((SELECT sid FROM domain), 1111) WHERE id = 11;"
    "INSERT INTO membership VALUES (11, 1);"
    "INSERT INTO spn VALUES (4, 'HOST/app', 'host/app');"
    "INSERT INTO delegate_to VALUES (4, 'cifs/db', 'cifs/db');"
    "INSERT INTO trust VALUES (1, 'CN=east', 'east.example', 'east.example', 'east', NULL, 3, 2, "
    "8),"
    " (1, 'CN=west', 'west.example', 'west.example', 'west', NULL, 3, 2, NULL);";

static struct database database;
static struct overlay overlay;

static int make(void **state)
{
    struct error error = {0};

    (void)state;
    database_make(&database, world);
    must(store_begin_reading(database.store, &error), &error);
    must(overlay_begin(&overlay, database.store, &error), &error);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    return database_drop(&database);
}

static enum overlay_effect flag(int64_t account, uint32_t bit, bool on)
{
    enum overlay_effect effect = OVERLAY_UNREADABLE;
    struct error error = {0};

    must(overlay_set_flag(&overlay, account, bit, on, &effect, &error), &error);
    return effect;
}

static enum overlay_effect member(int64_t group, int64_t account, bool on)
{
    enum overlay_effect effect = OVERLAY_UNREADABLE;
    struct error error = {0};

    must(overlay_set_member(&overlay, group, account, on, &effect, &error), &error);
    return effect;
}

static enum overlay_effect value(bool is_spn, const char *spn, bool on)
{
    enum overlay_effect effect = OVERLAY_UNREADABLE;
    struct error error = {0};

    must((is_spn ? overlay_set_spn : overlay_set_list)(&overlay, 4, bytes_of(spn), on, &effect,
                                                       &error),
         &error);
    return effect;
}

static enum overlay_effect trust(const char *partner, uint32_t bit, bool on)
{
    enum overlay_effect effect = OVERLAY_UNREADABLE;
    struct error error = {0};

    must(overlay_set_trust(&overlay, 1, bytes_of(partner), bit, on, &effect, &error), &error);
    return effect;
}

static void the_view_has_the_columns_of_the_table(void **state)
{
    (void)state;
    assert_int_equal(flag(1, UAC_DISABLED, true), OVERLAY_CHANGED);
    expect_sql(&database,
               "SELECT (SELECT group_concat(name) FROM pragma_table_info('account', 'main')) ="
               " (SELECT group_concat(name) FROM pragma_table_info('account', 'temp'))",
               "1");
    // Nobody else is changed, in any column.
    expect_sql(&database,
               "SELECT group_concat(id) FROM (SELECT * FROM account EXCEPT"
               " SELECT * FROM main.account)",
               "1");
}

static void flags_are_set_and_cleared(void **state)
{
    (void)state;
    assert_int_equal(flag(1, UAC_NOT_DELEGATED, true), OVERLAY_CHANGED);
    assert_int_equal(flag(1, UAC_TRUSTED_TO_AUTH, true), OVERLAY_CHANGED);
    assert_int_equal(flag(3, UAC_NOT_DELEGATED, false), OVERLAY_CHANGED);
    expect_sql(&database, "SELECT printf('%x', uac) FROM account WHERE id = 1", "1100200");
    expect_sql(&database, "SELECT printf('%x', uac) FROM account WHERE id = 3", "200");
    expect_sql(&database, "SELECT uac FROM main.account WHERE id = 1", "512");
    expect_sql(&database, "SELECT uac FROM account WHERE id = 4", "4096");
}

static void what_is_so_or_not_readable_is_told(void **state)
{
    (void)state;
    assert_int_equal(flag(1, UAC_NOT_DELEGATED, false), OVERLAY_SAME);
    assert_int_equal(flag(3, UAC_NOT_DELEGATED, true), OVERLAY_SAME);
    assert_int_equal(flag(2, UAC_NOT_DELEGATED, true), OVERLAY_UNREADABLE);
    expect_sql(&database, "SELECT uac FROM account WHERE id = 2", "(null)");
}

static void contradictions_are_found_even_where_nothing_changes(void **state)
{
    (void)state;
    assert_int_equal(flag(1, UAC_NOT_DELEGATED, false), OVERLAY_SAME);
    assert_int_equal(flag(1, UAC_NOT_DELEGATED, true), OVERLAY_CONTRADICTION);
    assert_int_equal(flag(1, UAC_DISABLED, true), OVERLAY_CHANGED);
    assert_int_equal(flag(1, UAC_DISABLED, true), OVERLAY_CHANGED);
    assert_int_equal(member(11, 1, true), OVERLAY_SAME);
    assert_int_equal(member(11, 1, false), OVERLAY_CONTRADICTION);
    assert_int_equal(value(true, "HOST/new", true), OVERLAY_CHANGED);
    assert_int_equal(value(true, "host/NEW", false), OVERLAY_CONTRADICTION);
    assert_int_equal(value(false, "host/NEW", true), OVERLAY_CHANGED);
    assert_int_equal(trust("east.example", TRUST_QUARANTINED, true), OVERLAY_CHANGED);
    assert_int_equal(trust("east.example", TRUST_QUARANTINED, false), OVERLAY_CONTRADICTION);
}

static void members_come_and_go(void **state)
{
    struct error error = {0};

    (void)state;
    assert_int_equal(member(11, 1, false), OVERLAY_CHANGED);
    assert_int_equal(member(11, 4, true), OVERLAY_CHANGED);
    assert_int_equal(member(10, 4, false), OVERLAY_SAME);
    assert_int_equal(member(11, 3, true), OVERLAY_SAME);
    assert_int_equal(member(11, 3, false), OVERLAY_CONTRADICTION);
    expect_sql(&database, "SELECT group_concat(group_id || '-' || member_id) FROM membership",
               "11-4");
    expect_sql(&database, "SELECT group_concat(group_id || '-' || member_id) FROM main.membership",
               "11-1");
    must(overlay_finish(&overlay, &error), &error);
    expect_sql(&database, "SELECT count(*) FROM protected_user", "0");
}

static void a_primary_group_is_no_member_value(void **state)
{
    (void)state;
    assert_int_equal(member(11, 3, false), OVERLAY_PRIMARY_GROUP);
}

static void protected_users_follow_the_members(void **state)
{
    struct error error = {0};

    (void)state;
    assert_int_equal(member(10, 11, true), OVERLAY_CHANGED);
    must(overlay_finish(&overlay, &error), &error);
    // Nested, and by primaryGroupID.
    expect_sql(&database, "SELECT group_concat(account_id) FROM protected_user", "1,3");
    expect_sql(&database, "SELECT count(*) FROM main.protected_user", "0");
    expect_sql(&database, "SELECT count(*) FROM main.protected_group", "0");
}

static void values_are_added_and_removed_without_case(void **state)
{
    (void)state;
    assert_int_equal(value(true, "HOST/app.corp.example", true), OVERLAY_CHANGED);
    assert_int_equal(value(true, "host/APP", false), OVERLAY_CHANGED);
    assert_int_equal(value(false, "CIFS/db", true), OVERLAY_SAME);
    assert_int_equal(value(false, "MSSQLSvc/db:1433", true), OVERLAY_CHANGED);
    expect_sql(&database, "SELECT group_concat(spn || ' ' || key) FROM spn",
               "HOST/app.corp.example host/app.corp.example");
    expect_sql(&database, "SELECT group_concat(key) FROM delegate_to", "cifs/db,mssqlsvc/db:1433");
    expect_sql(&database, "SELECT group_concat(spn) FROM main.spn", "HOST/app");
}

static void bits_of_trusts_are_set_by_either_name(void **state)
{
    (void)state;
    assert_int_equal(trust("EAST", TRUST_QUARANTINED, true), OVERLAY_CHANGED);
    assert_int_equal(trust("east.example", TRUST_FOREST_TRANSITIVE, false), OVERLAY_CHANGED);
    assert_int_equal(trust("east", TRUST_PIM, false), OVERLAY_SAME);
    assert_int_equal(trust("west", TRUST_QUARANTINED, true), OVERLAY_UNREADABLE);
    expect_sql(&database, "SELECT attributes FROM trust WHERE dn = 'CN=east'", "4");
    expect_sql(&database, "SELECT attributes FROM trust WHERE dn = 'CN=west'", "(null)");
    expect_sql(&database, "SELECT attributes FROM main.trust WHERE dn = 'CN=east'", "8");
}

// A flag must not cost a pass over the directory: the view dissolves in whatever reads it.
static void indexes_serve_through_the_view(void **state)
{
    static const char *const queries[] = {
        "SELECT uac FROM account WHERE id = 1",
        "SELECT d.id, a.uac FROM domain d LEFT JOIN account a ON a.id = d.id",
        "SELECT count(*) FROM account WHERE id IN (1, 2) AND uac & 2",
        "SELECT max(a.uac) FROM membership m JOIN account a ON a.id = m.member_id",
    };
    char sql[256];

    (void)state;
    assert_int_equal(flag(1, UAC_DISABLED, true), OVERLAY_CHANGED);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", queries[i]);

        struct error error = {0};
        sqlite3_stmt *plan CLEANUP(statement_drop) =
            statement_prepare(database.store, bytes_of(sql), &error);

        must(plan != NULL, &error);
        while (statement_step(database.store, plan, &error) == 1) {
            const char *step = column_text(plan, 3).data;

            if (strncmp(step, "SCAN a", 6) == 0 || strstr(step, "MATERIALIZE") ||
                strstr(step, "AUTOMATIC"))
                fail_msg("%s: %s", queries[i], step);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_view_has_the_columns_of_the_table, make, drop),
        cmocka_unit_test_setup_teardown(flags_are_set_and_cleared, make, drop),
        cmocka_unit_test_setup_teardown(what_is_so_or_not_readable_is_told, make, drop),
        cmocka_unit_test_setup_teardown(contradictions_are_found_even_where_nothing_changes, make,
                                        drop),
        cmocka_unit_test_setup_teardown(members_come_and_go, make, drop),
        cmocka_unit_test_setup_teardown(a_primary_group_is_no_member_value, make, drop),
        cmocka_unit_test_setup_teardown(protected_users_follow_the_members, make, drop),
        cmocka_unit_test_setup_teardown(values_are_added_and_removed_without_case, make, drop),
        cmocka_unit_test_setup_teardown(bits_of_trusts_are_set_by_either_name, make, drop),
        cmocka_unit_test_setup_teardown(indexes_serve_through_the_view, make, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
