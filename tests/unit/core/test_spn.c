// SPDX-License-Identifier: Apache-2.0
// Service principal names.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/spn.h"

static void assert_parts(const char *text, const char *class, const char *host, const char *port,
                         const char *name)
{
    struct spn spn;

    if (!spn_parse(bytes_of(text), &spn))
        fail_msg("refused: %s", text);
    if (!bytes_equal(spn.class, bytes_of(class)) || !bytes_equal(spn.host, bytes_of(host)) ||
        !bytes_equal(spn.port, bytes_of(port)) || !bytes_equal(spn.name, bytes_of(name)))
        fail_msg("%s: %.*s %.*s %.*s %.*s", text, (int)spn.class.size, spn.class.data,
                 (int)spn.host.size, spn.host.data, (int)spn.port.size, spn.port.data,
                 (int)spn.name.size, spn.name.data);
}

static void parts_of_the_forms(void **state)
{
    (void)state;
    assert_parts("host/srv1", "host", "srv1", "", "");
    assert_parts("MSSQLSvc/srv1.corp.example:1433", "MSSQLSvc", "srv1.corp.example", "1433", "");
    assert_parts("MSSQLSvc/srv1:INSTANCE", "MSSQLSvc", "srv1", "INSTANCE", "");
    assert_parts("ldap/dc1/corp.example", "ldap", "dc1", "", "corp.example");
    assert_parts("ldap/dc1:389/DC=corp,DC=example", "ldap", "dc1", "389", "DC=corp,DC=example");
    assert_parts("x/h/CN=My Service/2", "x", "h", "", "CN=My Service/2");
    assert_parts("http/10.0.0.1:80", "http", "10.0.0.1", "80", "");
    assert_parts("http/::1", "http", "::1", "", "");
    assert_parts("http/[::1]:80/n", "http", "[::1]", "80", "n");
    assert_parts("http/[::1]", "http", "[::1]", "", "");
    assert_parts("http/a:b:c", "http", "a", "b:c", "");
}

static void what_is_no_spn_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",     "/",     "host",   "host/",     "/srv1",   "host//x", "host/srv1/",
        "h/a:", "h/:80", "h/a:/n", "h /a",      "h/a b",   "h/a:8 0", "h/a\t",
        " h/a", "h/a ",  "h/a/ ",  "h/[::1]80", "h/a\x7F", "h/a:\n",  "\x01/a",
    };
    struct spn spn = {.class = BYTES("kept")};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (spn_parse(bytes_of(wrong[i]), &spn))
            fail_msg("accepted: %s", wrong[i]);
    assert_bytes(spn.class, "kept");
}

static void keys_compare_without_case(void **state)
{
    CLEANUP(text_clear) struct text key = {0};

    (void)state;
    spn_key(&key, BYTES("MSSQLSvc/SRV1.Corp.Example:1433"));
    assert_bytes(text_view(&key), "mssqlsvc/srv1.corp.example:1433");
    text_reset(&key);
    // Not an SPN, yet a value that a list may hold.
    spn_key(&key, BYTES("SRV1$"));
    assert_bytes(text_view(&key), "srv1$");
}

static void assert_alias(const struct spn_aliases *aliases, struct bytes spn, const char *wanted)
{
    CLEANUP(text_clear) struct text key = {0};

    if (!spn_alias_key(&key, aliases, spn))
        fail_msg("no alias: %.*s", (int)spn.size, spn.data);
    assert_string_equal(key.data, wanted);
}

static void classes_are_replaced_by_their_alias(void **state)
{
    CLEANUP(spn_aliases_clear) struct spn_aliases aliases = {0};
    struct text key = {0};

    (void)state;
    assert_false(spn_alias_key(&key, &aliases, BYTES("cifs/srv1")));
    assert_true(spn_aliases_add(&aliases, BYTES("HOST=alerter,CIFS, http ,rpcss")));
    assert_true(spn_aliases_add(&aliases, BYTES("web=http,www,")));
    assert_alias(&aliases, BYTES("cifs/SRV1"), "host/srv1");
    assert_alias(&aliases, BYTES("RPCSS/srv1.corp.example"), "host/srv1.corp.example");
    assert_alias(&aliases, BYTES("Http/Srv1:80/Name"), "host/srv1:80/name");
    assert_alias(&aliases, BYTES("www/srv1"), "web/srv1");
    // The alias itself, a class of no mapping, and what is no SPN.
    assert_false(spn_alias_key(&key, &aliases, BYTES("host/srv1")));
    assert_false(spn_alias_key(&key, &aliases, BYTES("MSSQLSvc/srv1")));
    assert_false(spn_alias_key(&key, &aliases, BYTES("cifs")));
    assert_false(spn_alias_key(&key, &aliases, BYTES("cifs/")));
    assert_null(key.data);
}

static void what_is_no_mapping_is_refused(void **state)
{
    CLEANUP(spn_aliases_clear) struct spn_aliases aliases = {0};
    struct text key = {0};

    (void)state;
    assert_false(spn_aliases_add(&aliases, (struct bytes){0}));
    assert_false(spn_aliases_add(&aliases, BYTES("host")));
    assert_false(spn_aliases_add(&aliases, BYTES("=cifs")));
    assert_false(spn_aliases_add(&aliases, BYTES("two words=cifs")));
    assert_false(spn_alias_key(&key, &aliases, BYTES("cifs/srv1")));
    assert_true(spn_aliases_add(&aliases, BYTES("host=")));
    assert_true(spn_aliases_add(&aliases, BYTES("host=cifs")));
    assert_alias(&aliases, BYTES("cifs/srv1"), "host/srv1");
    spn_aliases_clear(&aliases);
    assert_false(spn_alias_key(&key, &aliases, BYTES("cifs/srv1")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_the_forms),
        cmocka_unit_test(what_is_no_spn_is_refused),
        cmocka_unit_test(keys_compare_without_case),
        cmocka_unit_test(classes_are_replaced_by_their_alias),
        cmocka_unit_test(what_is_no_mapping_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
