// SPDX-License-Identifier: Apache-2.0
// Account names and the comparison of names.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/name.h"

static void assert_fold(struct bytes text, struct bytes wanted)
{
    CLEANUP(text_clear) struct text key = {0};

    name_fold(&key, text);
    if (!bytes_equal(text_view(&key), wanted))
        fail_msg("%.*s folds to %s", (int)text.size, text.data, key.data);
}

static void ascii_is_lower_cased_only(void **state)
{
    (void)state;
    assert_fold(BYTES(""), BYTES(""));
    assert_fold((struct bytes){0}, BYTES(""));
    assert_fold(BYTES("Srv-01_$ \0Z"), BYTES("srv-01_$ \0z"));
}

static void marks_width_and_case_do_not_count(void **state)
{
    (void)state;
    // Composed, and the letter with its mark.
    assert_fold(BYTES("M\xC3\x9Cller"), BYTES("muller"));
    assert_fold(BYTES("mu\xCC\x88ller"), BYTES("muller"));
    // Full-width letters, half-width katakana with a voicing mark of its own.
    assert_fold(BYTES("\xEF\xBC\xA1\xEF\xBC\xA2"), BYTES("ab"));
    assert_fold(BYTES("\xEF\xBD\xB6\xEF\xBE\x9E"), BYTES("\xE3\x82\xAB"));
    assert_fold(BYTES("\xE3\x82\xAC"), BYTES("\xE3\x82\xAB"));
    assert_fold(BYTES("STRA\xC3\x9F"
                      "E"),
                BYTES("strasse"));
    assert_fold(BYTES("\xE1\xBA\x9E"), BYTES("ss"));
    assert_fold(BYTES("\xC4\xB0"), BYTES("i"));
    assert_fold(BYTES("\xEF\xAC\x81"), BYTES("fi"));
    // Greek: final sigma and capital sigma; Cyrillic.
    assert_fold(BYTES("\xCE\xA3\xCF\x82"), BYTES("\xCF\x83\xCF\x83"));
    assert_fold(BYTES("\xD0\x98\xD0\x92\xD0\x90\xD0\x9D"),
                BYTES("\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD"));
}

static void marks_alone_leave_nothing(void **state)
{
    (void)state;
    assert_fold(BYTES("\xCC\x81\xCC\x88"), BYTES(""));
}

static void what_is_not_utf8_is_kept(void **state)
{
    (void)state;
    assert_fold(BYTES("A\xFFZ\xC3"), BYTES("a\xFFz\xC3"));
}

static void keys_are_appended(void **state)
{
    CLEANUP(text_clear) struct text key = {0};

    (void)state;
    text_append_string(&key, "X:");
    name_fold(&key, BYTES("A"));
    name_fold(&key, BYTES("\xC3\x84"));
    assert_bytes(text_view(&key), "X:aa");
}

static void folding_twice_changes_nothing(void **state)
{
    CLEANUP(text_clear) struct text text = {0}, once = {0}, twice = {0};

    (void)state;
    for (uint32_t code_point = 0x80; code_point < 0x20000; code_point++) {
        text_reset(&text);
        text_reset(&once);
        text_reset(&twice);
        text_append_code_point(&text, code_point);
        name_fold(&once, text_view(&text));
        name_fold(&twice, text_view(&once));
        if (!bytes_equal(text_view(&once), text_view(&twice)))
            fail_msg("U+%04X: %s, then %s", (unsigned)code_point, once.data, twice.data);
    }
}

static void assert_name(const char *text, enum name_syntax syntax, const char *domain,
                        const char *name)
{
    struct account_name parsed = name_parse(bytes_of(text));

    if (parsed.syntax != syntax)
        fail_msg("%s: syntax %d, not %d", text, (int)parsed.syntax, (int)syntax);
    if (!bytes_equal(parsed.domain, bytes_of(domain)) || !bytes_equal(parsed.name, bytes_of(name)))
        fail_msg("%s: %.*s and %.*s", text, (int)parsed.domain.size, parsed.domain.data,
                 (int)parsed.name.size, parsed.name.data);
}

static void names_of_the_directory(void **state)
{
    (void)state;
    assert_name("CORP\\alice", NAME_DOWN_LEVEL, "CORP", "alice");
    assert_name("  corp.example\\Svc SQL$ ", NAME_DOWN_LEVEL, "corp.example", "Svc SQL$");
    assert_name("CORP\\alice@home", NAME_DOWN_LEVEL, "CORP", "alice@home");
    assert_name("BUILTIN\\Administrators", NAME_DOWN_LEVEL, "BUILTIN", "Administrators");
    assert_name("CORP\\SYSTEM", NAME_DOWN_LEVEL, "CORP", "SYSTEM");
    assert_name("NT AUTHORITY\\Authenticated Users", NAME_DOWN_LEVEL, "NT AUTHORITY",
                "Authenticated Users");
    assert_name("alice@corp.example", NAME_UPN, "corp.example", "alice");
    assert_name("alice+com@home@corp.example", NAME_UPN, "corp.example", "alice+com@home");
    assert_name("J\xC3\xBCrgen@corp.example", NAME_UPN, "corp.example", "J\xC3\xBCrgen");
    assert_name("WS1$", NAME_COMPUTER, "", "WS1$");
    assert_name("s-1-5-21-1-2-3-500", NAME_SID, "", "s-1-5-21-1-2-3-500");
    assert_name("S-1-5-32-544", NAME_SID, "", "S-1-5-32-544");
    assert_name("S-1-5-18-1", NAME_SID, "", "S-1-5-18-1");
    assert_name("S-1-5-21-1-2-3-18", NAME_SID, "", "S-1-5-21-1-2-3-18");
    assert_name("S-1-2-18", NAME_SID, "", "S-1-2-18");
}

static void accounts_of_the_machine(void **state)
{
    (void)state;
    assert_name("SYSTEM", NAME_LOCAL_SYSTEM, "", "SYSTEM");
    assert_name("localsystem", NAME_LOCAL_SYSTEM, "", "localsystem");
    assert_name("Local System", NAME_LOCAL_SYSTEM, "", "Local System");
    assert_name("NT AUTHORITY\\SYSTEM", NAME_LOCAL_SYSTEM, "NT AUTHORITY", "SYSTEM");
    assert_name(".\\LocalSystem", NAME_LOCAL_SYSTEM, ".", "LocalSystem");
    assert_name("S-1-5-18", NAME_LOCAL_SYSTEM, "", "S-1-5-18");
    assert_name("S-1-5-19", NAME_LOCAL_SERVICE, "", "S-1-5-19");
    assert_name("S-1-5-20", NAME_NETWORK_SERVICE, "", "S-1-5-20");
    assert_name("NetworkService", NAME_NETWORK_SERVICE, "", "NetworkService");
    assert_name("nt authority\\network service", NAME_NETWORK_SERVICE, "nt authority",
                "network service");
    assert_name("NT AUTHORITY\\LocalService", NAME_LOCAL_SERVICE, "NT AUTHORITY", "LocalService");
    assert_name("LOCAL SERVICE", NAME_LOCAL_SERVICE, "", "LOCAL SERVICE");
    assert_name(".\\svc", NAME_LOCAL, ".", "svc");
    assert_name("NT Service\\MSSQLSERVER", NAME_VIRTUAL, "NT Service", "MSSQLSERVER");
    assert_name("IIS AppPool\\Default Pool", NAME_VIRTUAL, "IIS AppPool", "Default Pool");
}

static void what_is_no_account_is_invalid(void **state)
{
    static const char *const wrong[] = {"",
                                        "   ",
                                        "alice",
                                        "$",
                                        "\\",
                                        "CORP\\",
                                        "\\alice",
                                        "@",
                                        "alice@",
                                        "@corp",
                                        "a@b c",
                                        "CORP\\a\\b",
                                        "CORP\\a/b",
                                        "CORP\\a;b",
                                        "a;b$",
                                        "S-1-5",
                                        "S-1-5-x",
                                        "CO RP/a",
                                        "CN=a,DC=corp",
                                        "a\tb@corp",
                                        "CORP\\a\x7F",
                                        "systems",
                                        "syste",
                                        "networkservices",
                                        "http://a",
                                        "CORP\\a\tb"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_name(wrong[i], NAME_INVALID, "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_lower_cased_only),
        cmocka_unit_test(marks_width_and_case_do_not_count),
        cmocka_unit_test(marks_alone_leave_nothing),
        cmocka_unit_test(what_is_not_utf8_is_kept),
        cmocka_unit_test(keys_are_appended),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(names_of_the_directory),
        cmocka_unit_test(accounts_of_the_machine),
        cmocka_unit_test(what_is_no_account_is_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
