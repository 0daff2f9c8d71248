// SPDX-License-Identifier: Apache-2.0
// Distinguished names: whose domain, and a hash that knows no case.
#include "unit/check.h"

#include "core/dn.h"

static void assert_domain(const char *dn, const char *domain)
{
    struct bytes found = dn_domain(bytes_of(dn));

    assert_true(bytes_equal(found, bytes_of(domain)));
}

static void the_domain_is_what_stands_in_dc_at_the_end(void **state)
{
    (void)state;
    assert_domain("CN=anna,CN=Users,DC=corp,DC=example", "DC=corp,DC=example");
    assert_domain("DC=corp,DC=example", "DC=corp,DC=example");
    assert_domain("cn=anna,dc=corp,dc=example", "dc=corp,dc=example");
    assert_domain("DC=ws01,CN=Zone,DC=DomainDnsZones,DC=corp,DC=example",
                  "DC=DomainDnsZones,DC=corp,DC=example");
    assert_domain("CN=anna,O=corp", "");
    assert_domain("", "");
    // A comma inside a value is escaped and begins nothing.
    assert_domain("CN=x\\,DC=no,OU=y", "");
    assert_domain("CN=x\\,DC=no,DC=corp", "DC=corp");
}

static void hashes_differ_by_more_than_case(void **state)
{
    (void)state;
    assert_true(dn_hash(BYTES("CN=Anna,DC=Corp")) == dn_hash(BYTES("cn=anna,dc=corp")));
    assert_false(dn_hash(BYTES("CN=anna,DC=corp")) == dn_hash(BYTES("CN=anni,DC=corp")));
    assert_false(dn_hash(BYTES("")) == dn_hash(BYTES("A")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_domain_is_what_stands_in_dc_at_the_end),
        cmocka_unit_test(hashes_differ_by_more_than_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
