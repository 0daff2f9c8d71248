// SPDX-License-Identifier: Apache-2.0
// What a name means on a host, and who runs it.
#include "unit/check.h"

#include "core/application.h"

#define GUID_1 "{11111111-1111-1111-1111-11111111111A}"
#define GUID_2 "{22222222-2222-2222-2222-222222222222}"

static const struct fact_origin first = {{"new.reg:1", 9}, 2}, second = {{"old.reg:1", 9}, 1};

static void add(struct application_table *table, struct application_fact fact,
                const struct fact_origin *origin)
{
    applications_add(table, 1, &fact, origin);
}

static unsigned count(struct application_table *table, const char *name, enum kind kind)
{
    struct application_found found;

    applications_find(table, 1, bytes_of(name), kind, &found);
    return found.count;
}

static void names_of_every_sort_lead_there(void **state)
{
    static const char *const names[] = {
        "pay desk", "PAY.EXE", "pay", GUID_1, "11111111-1111-1111-1111-11111111111a", "Pay.Desk"};
    struct application_table table = {0};
    const struct class_fact class_of = {
        .clsid = BYTES(GUID_2), .progid = BYTES("Pay.Desk"), .appid = BYTES(GUID_1)};

    (void)state;
    add(&table,
        (struct application_fact){
            .part = PART_APPID, .appid = BYTES(GUID_1), .name = BYTES("Pay desk")},
        &first);
    add(&table,
        (struct application_fact){
            .part = PART_APPID, .appid = BYTES(GUID_1), .exe = BYTES("pay.exe")},
        &first);
    applications_add_class(&table, 1, &class_of, &first);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(count(&table, names[i], KIND_NONE), 1);
    assert_int_equal(count(&table, GUID_2, KIND_NONE), 1);
    assert_int_equal(count(&table, "payroll", KIND_NONE), 0);
    applications_clear(&table);
}

static void two_of_one_name_are_told_apart_by_kind_alone(void **state)
{
    struct application_table table = {0};

    (void)state;
    add(&table,
        (struct application_fact){.part = PART_COMPLUS,
                                  .appid = BYTES(GUID_1),
                                  .name = BYTES("Pay"),
                                  .kind = KIND_COMPLUS_SERVER},
        &first);
    add(&table,
        (struct application_fact){.part = PART_COMPLUS,
                                  .appid = BYTES(GUID_2),
                                  .name = BYTES("Pay"),
                                  .kind = KIND_COMPLUS_LIBRARY},
        &first);
    assert_int_equal(count(&table, "Pay", KIND_NONE), 2);
    assert_int_equal(count(&table, "Pay", KIND_COMPLUS_LIBRARY), 1);
    assert_int_equal(count(&table, "Pay", KIND_SERVICE), 2);
    applications_clear(&table);
}

static void the_newest_file_states_an_object(void **state)
{
    struct application_table table = {0};
    struct application_found found;
    struct application_identity identity;

    (void)state;
    add(&table,
        (struct application_fact){.part = PART_APPID,
                                  .appid = BYTES(GUID_1),
                                  .run_as = RUN_AS_ACCOUNT,
                                  .account = BYTES("CORP\\new")},
        &first);
    add(&table,
        (struct application_fact){.part = PART_APPID,
                                  .appid = BYTES(GUID_1),
                                  .run_as = RUN_AS_ACCOUNT,
                                  .account = BYTES("CORP\\old")},
        &second);
    applications_find(&table, 1, BYTES(GUID_1), KIND_NONE, &found);
    application_identity(&table, 1, &found, &identity);
    assert_int_equal(found.fact_count, 1);
    assert_bytes(identity.account, "CORP\\new");
    assert_false(identity.is_contradictory);
    applications_clear(&table);
}

// Another part of the machine's configuration is another source.
static void two_parts_that_differ_contradict(void **state)
{
    struct application_table table = {0};
    struct application_found found;
    struct application_identity identity;

    (void)state;
    add(&table,
        (struct application_fact){.part = PART_APPID,
                                  .source = FACT_SOURCE_REGISTRY,
                                  .appid = BYTES(GUID_1),
                                  .run_as = RUN_AS_INTERACTIVE},
        &first);
    add(&table,
        (struct application_fact){.part = PART_DCOM_SETTINGS,
                                  .source = FACT_SOURCE_WMI,
                                  .appid = BYTES(GUID_1),
                                  .run_as = RUN_AS_ACCOUNT,
                                  .account = BYTES("CORP\\svc")},
        &second);
    applications_find(&table, 1, BYTES(GUID_1), KIND_NONE, &found);
    application_identity(&table, 1, &found, &identity);
    assert_true(identity.is_contradictory);
    assert_bytes(identity.setting.source, "new.reg:1");
    assert_bytes(identity.rival.source, "old.reg:1");
    applications_clear(&table);
}

static void a_service_tells_its_account_and_group(void **state)
{
    struct application_table table = {0};
    const struct service_fact account = {
        .part = PART_SERVICES, .service = BYTES("PaySvc"), .account = BYTES("LocalSystem")};
    const struct service_fact group = {
        .part = PART_SVCHOST, .service = BYTES("paysvc"), .group = BYTES("netsvcs")};
    struct application_found found;
    struct application_identity identity;

    (void)state;
    add(&table,
        (struct application_fact){.part = PART_APPID,
                                  .appid = BYTES(GUID_1),
                                  .name = BYTES("Pay"),
                                  .run_as = RUN_AS_SERVICE,
                                  .service = BYTES("PaySvc")},
        &first);
    add(&table,
        (struct application_fact){
            .part = PART_SVCHOST, .name = BYTES("netsvcs"), .kind = KIND_SVCHOST},
        &first);
    applications_find(&table, 1, BYTES("Pay"), KIND_NONE, &found);
    application_identity(&table, 1, &found, &identity);
    assert_int_equal(identity.run_as, RUN_AS_SERVICE);
    assert_int_equal(identity.account.size, 0);
    applications_add_service(&table, 1, &account, &second);
    applications_add_service(&table, 1, &group, &first);
    applications_find(&table, 1, BYTES("Pay"), KIND_NONE, &found);
    application_identity(&table, 1, &found, &identity);
    assert_int_equal(identity.run_as, RUN_AS_ACCOUNT);
    assert_bytes(identity.account, "LocalSystem");
    assert_non_null(application_svchost(&table, 1, BYTES("PAYSVC"), NULL));
    // The group is no application of that name.
    assert_int_equal(count(&table, "netsvcs", KIND_NONE), 0);
    applications_clear(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_every_sort_lead_there),
        cmocka_unit_test(two_of_one_name_are_told_apart_by_kind_alone),
        cmocka_unit_test(the_newest_file_states_an_object),
        cmocka_unit_test(two_parts_that_differ_contradict),
        cmocka_unit_test(a_service_tells_its_account_and_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
