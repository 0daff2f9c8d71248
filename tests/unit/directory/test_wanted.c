// SPDX-License-Identifier: Apache-2.0
// Attribute lists and filters.
#include "unit/check.h"

#include <string.h>

#include "directory/wanted.h"

static bool lists(const struct wanted *wanted, const char *name)
{
    for (size_t i = 0; wanted->names[i]; i++)
        if (strcmp(wanted->names[i], name) == 0)
            return true;
    return false;
}

static void each_place_has_its_own(void **state)
{
    struct wanted rootdse = wanted_attributes(ATTR_IN_ROOTDSE);
    struct wanted domain = wanted_attributes(ATTR_IN_DOMAIN);
    struct wanted config = wanted_attributes(ATTR_IN_CONFIG);

    (void)state;
    assert_true(lists(&rootdse, "vendorName") && lists(&rootdse, "dNSHostName"));
    assert_false(lists(&rootdse, "member"));
    assert_true(lists(&domain, "msDS-User-Account-Control-Computed") && lists(&domain, "member"));
    assert_false(lists(&domain, "vendorName"));
    assert_true(lists(&config, "sPNMappings") && lists(&config, "objectClass"));
    assert_false(lists(&config, "userAccountControl"));
}

static void nothing_is_left_to_the_server(void **state)
{
    static const enum attr_place places[] = {ATTR_IN_ROOTDSE, ATTR_IN_DOMAIN, ATTR_IN_CONFIG};

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct wanted wanted = wanted_attributes(places[i]);

        assert_non_null(wanted.names[0]);
        assert_false(lists(&wanted, "*") || lists(&wanted, "+"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_has_its_own),
        cmocka_unit_test(nothing_is_left_to_the_server),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
