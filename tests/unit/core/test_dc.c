// SPDX-License-Identifier: Apache-2.0
// rootDSE to the facts of the controller that answered, above all which KDC it is.
#include "unit/check.h"

#include "core/dc.h"
#include "unit/core/bag.h"

static enum kdc_profile profile(const char *vendor, const char *version, const char *level)
{
    struct bag bag;
    struct dc dc;

    bag_start(&bag, "");
    if (vendor)
        bag_add(&bag, ATTR_VENDOR_NAME, vendor);
    if (version)
        bag_add(&bag, ATTR_VENDOR_VERSION, version);
    if (level)
        bag_add(&bag, ATTR_DC_FUNCTIONALITY, level);
    if (level)
        bag_add(&bag, ATTR_DOMAIN_FUNCTIONALITY, level);
    dc_decode(&bag.attrs, &dc);
    return dc.kdc_profile;
}

static void samba_is_known_by_its_vendor_name(void **state)
{
    static const char samba[] = "Samba Team (https://www.samba.org)";

    (void)state;
    assert_int_equal(profile(samba, "4.17.12-Debian", "7"), KDC_SAMBA_417);
    assert_int_equal(profile(samba, "4.18.0", "7"), KDC_SAMBA_417);
    assert_int_equal(profile(samba, "3.6.0", "7"), KDC_SAMBA_417);
    assert_int_equal(profile(samba, "4.19.0", "7"), KDC_SAMBA);
    assert_int_equal(profile(samba, "4.20.1-Ubuntu", "7"), KDC_SAMBA);
    assert_int_equal(profile(samba, "5.0.0", "7"), KDC_SAMBA);
}

// Which Samba is not known then; but none before 4.19 has the level of 2016.
static void a_samba_without_a_version_is_known_by_its_level_alone(void **state)
{
    static const char *const versions[] = {NULL, "", "4", "next", "4.x", "v4.17.0"};

    (void)state;
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        assert_int_equal(profile("Samba Team", versions[i], "4"), KDC_UNKNOWN);
        assert_int_equal(profile("Samba Team", versions[i], NULL), KDC_UNKNOWN);
        assert_int_equal(profile("Samba Team", versions[i], "7"), KDC_SAMBA);
    }
}

// Windows has no vendorName.
static void windows_is_known_by_having_levels_and_no_vendor(void **state)
{
    (void)state;
    assert_int_equal(profile(NULL, NULL, "7"), KDC_WINDOWS);
}

static void anything_else_is_unknown(void **state)
{
    (void)state;
    assert_int_equal(profile(NULL, NULL, NULL), KDC_UNKNOWN);
    assert_int_equal(profile("OpenLDAP", "2.5", NULL), KDC_UNKNOWN);
    assert_int_equal(profile("Other", "1", "7"), KDC_UNKNOWN);
}

static void the_rest_is_handed_on(void **state)
{
    struct bag bag;
    struct dc dc;

    (void)state;
    bag_start(&bag, "");
    bag_add(&bag, ATTR_DNS_HOST_NAME, "dc1.corp.example");
    bag_add(&bag, ATTR_DEFAULT_NAMING_CONTEXT, "DC=corp,DC=example");
    bag_add(&bag, ATTR_DOMAIN_FUNCTIONALITY, "6");
    bag_add(&bag, ATTR_DC_FUNCTIONALITY, "7");
    bag_add(&bag, ATTR_HIGHEST_COMMITTED_USN, "4711");
    dc_decode(&bag.attrs, &dc);
    assert_bytes(dc.host_name, "dc1.corp.example");
    assert_bytes(dc.default_context, "DC=corp,DC=example");
    assert_int_equal(dc.domain_level.value, 6);
    assert_int_equal(dc.dc_level.value, 7);
    assert_int_equal(dc.usn.value, 4711);
    bag_start(&bag, "");
    dc_decode(&bag.attrs, &dc);
    assert_false(dc.domain_level.present);
    assert_false(dc.dc_level.present);
    assert_false(dc.usn.present);
    assert_bytes(dc.default_context, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samba_is_known_by_its_vendor_name),
        cmocka_unit_test(a_samba_without_a_version_is_known_by_its_level_alone),
        cmocka_unit_test(windows_is_known_by_having_levels_and_no_vendor),
        cmocka_unit_test(anything_else_is_unknown),
        cmocka_unit_test(the_rest_is_handed_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
