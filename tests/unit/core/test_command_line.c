// SPDX-License-Identifier: Apache-2.0
// Quoting of names, and the templates of every rule.
#include "unit/check.h"

#include <string.h>

#include "base/cleanup.h"
#include "core/command_line.h"
#include "core/rule.h"
#include "sql_rules.h"

// BYTES() is no constant for the compiler.
#define VIEW(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const struct command_names everything = {
    .client = {VIEW("CN=c,DC=x"), VIEW("c"), VIEW("corp.example"), ACCOUNT_USER},
    .server_account = {VIEW("CN=s,DC=x"), VIEW("s$"), VIEW("corp.example"), ACCOUNT_COMPUTER},
    .target_account = {VIEW("CN=t,DC=x"), VIEW("t$"), VIEW("sub.corp.example"), ACCOUNT_GMSA},
    .spn_owner = {VIEW("CN=o,DC=x"), VIEW("o"), VIEW("corp.example"), ACCOUNT_USER},
    .server_spn = VIEW("Svc/app"),
    .unowned_spn = VIEW("Svc/app"),
    .target_spn = VIEW("Db/db"),
    .registered_spn = VIEW("svc/APP"),
    .host = VIEW("WS1"),
    .application = VIEW("Order Entry"),
};

static void check_quoted(enum shell shell, struct bytes value, const char *expected)
{
    struct text text CLEANUP(text_clear) = {0};

    command_line_quote(&text, shell, value);
    assert_string_equal(text.data, expected);
}

static void check_made(enum shell shell, const char *template, const struct command_names *names,
                       const char *expected)
{
    struct text text CLEANUP(text_clear) = {0};

    assert_int_equal(command_line_append(&text, shell, template, names), COMMAND_MADE);
    assert_string_equal(text.data, expected);
}

static void check_refused(enum shell shell, const char *template, const struct command_names *names,
                          enum command_result expected)
{
    struct text text CLEANUP(text_clear) = {0};

    text_append_string(&text, "before");
    assert_int_equal(command_line_append(&text, shell, template, names), expected);
    assert_string_equal(text.data, "before");
}

static void an_apostrophe_ends_no_string(void **state)
{
    (void)state;
    check_quoted(SHELL_POWERSHELL, BYTES("sean.o'brien"), "'sean.o''brien'");
    check_quoted(SHELL_SH, BYTES("sean.o'brien"), "'sean.o'\\''brien'");
    check_quoted(SHELL_POWERSHELL, BYTES("''"), "''''''");
    check_quoted(SHELL_SH, BYTES(""), "''");
}

// PowerShell reads U+2018 to U+201B as the apostrophe; sh does not.
static void typographic_quotes_are_doubled_for_powershell(void **state)
{
    (void)state;
    check_quoted(SHELL_POWERSHELL, BYTES("a\u2018b\u2019c\u201Ad\u201Be"),
                 "'a\u2018\u2018b\u2019\u2019c\u201A\u201Ad\u201B\u201Be'");
    check_quoted(SHELL_POWERSHELL, BYTES("\u201Cplain\u201D \u2032"), "'\u201Cplain\u201D \u2032'");
    check_quoted(SHELL_SH, BYTES("a\u2019b"), "'a\u2019b'");
}

static void nothing_else_means_anything_inside(void **state)
{
    static const char hostile[] = "$(id) `id` ; | & > < \" \\ % ! * ? ~ # {x} @{y=1}";
    struct text expected CLEANUP(text_clear) = {0};

    (void)state;
    text_printf(&expected, "'%s'", hostile);
    check_quoted(SHELL_POWERSHELL, bytes_of(hostile), expected.data);
    check_quoted(SHELL_SH, bytes_of(hostile), expected.data);
}

static void each_shell_gets_the_account_as_its_tool_takes_it(void **state)
{
    (void)state;
    check_made(SHELL_POWERSHELL, "Unlock-ADAccount -Identity {client} -Server {client_domain}",
               &everything, "Unlock-ADAccount -Identity 'CN=c,DC=x' -Server 'corp.example'");
    check_made(SHELL_SH, "samba-tool user unlock {client}", &everything,
               "samba-tool user unlock 'c'");
}

static void the_noun_follows_the_kind_of_account(void **state)
{
    struct command_names names = everything;

    (void)state;
    check_made(SHELL_POWERSHELL, "Set-{target_account_kind}", &names, "Set-ADServiceAccount");
    check_made(SHELL_POWERSHELL, "Get-{server_account_kind}", &names, "Get-ADComputer");
    check_made(SHELL_POWERSHELL, "Get-{client_kind}", &names, "Get-ADUser");
    names.client.kind = ACCOUNT_FOREIGN;
    check_refused(SHELL_POWERSHELL, "Get-{client_kind}", &names, COMMAND_LACKS_NAME);
}

static void braces_of_the_command_stay(void **state)
{
    (void)state;
    check_made(SHELL_POWERSHELL, "Set -Add @{servicePrincipalName={server_spn}} {", &everything,
               "Set -Add @{servicePrincipalName='Svc/app'} {");
    check_made(SHELL_POWERSHELL, "if ($a) { 1 } {}", &everything, "if ($a) { 1 } {}");
    check_made(SHELL_SH, "plain", &everything, "plain");
}

// A value is put in once: what looks like a placeholder in it stays a name.
static void a_value_is_no_template(void **state)
{
    struct command_names names = everything;

    (void)state;
    names.server_spn = BYTES("{client}");
    check_made(SHELL_SH, "x {server_spn}", &names, "x '{client}'");
}

static void without_a_name_there_is_no_command(void **state)
{
    struct command_names names = everything;

    (void)state;
    names.target_spn = (struct bytes){0};
    check_refused(SHELL_SH, "x {target_spn}", &names, COMMAND_LACKS_NAME);
    check_refused(SHELL_SH, "x {nobody}", &names, COMMAND_LACKS_NAME);
    check_refused(SHELL_SH, "x {client_nothing}", &names, COMMAND_LACKS_NAME);
}

static void what_a_line_cannot_show_is_refused(void **state)
{
    static const struct bytes hostile[] = {
        {"a\nb", 3},          {"a\0b", 3},      {"\x1B[2J", 4},
        {"\x7F", 1},          {"\xC2\x9Bx", 3}, {"\xE2\x80\xAEx", 4},
        {"\xE2\x80\xA8x", 4}, {"\xFF", 1},      {"caf\xC3", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct command_names names = everything;

        names.server_spn = hostile[i];
        check_refused(SHELL_SH, "x {server_spn}", &names, COMMAND_UNSAFE_NAME);
        check_refused(SHELL_POWERSHELL, "x {server_spn}", &names, COMMAND_UNSAFE_NAME);
    }
}

static void a_name_is_no_option(void **state)
{
    struct command_names names = everything;

    (void)state;
    names.client.sam = BYTES("--filter=(cn=*)");
    names.client.dn = BYTES("-x");
    check_refused(SHELL_SH, "samba-tool user unlock {client}", &names, COMMAND_UNSAFE_NAME);
    check_made(SHELL_POWERSHELL, "x -Identity {client}", &names, "x -Identity '-x'");
}

// samba-tool takes what stands before "@" and behind "\" for realm and domain.
static void samba_tool_would_cut_these_names(void **state)
{
    static const struct bytes cut[] = {VIEW("administrator@x"), VIEW("x\\administrator")};

    (void)state;
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        struct command_names names = everything;

        names.client.sam = cut[i];
        names.server_spn = cut[i]; // an SPN is taken whole
        check_refused(SHELL_SH, "samba-tool user unlock {client}", &names, COMMAND_UNSAFE_NAME);
        check_made(SHELL_SH, "samba-tool spn add {server_spn}", &names,
                   i ? "samba-tool spn add 'x\\administrator'"
                     : "samba-tool spn add 'administrator@x'");
    }
}

static void parse(struct rule *rule, size_t index, struct arena *arena)
{
    struct error error = {0};

    if (!rule_parse(rule, sql_rules[index].name,
                    (struct bytes){sql_rules[index].text, sql_rules[index].size}, arena, &error))
        fail_msg("%s", error.message);
}

static void every_rules_commands_can_be_made(void **state)
{
    struct arena arena CLEANUP(arena_clear) = {0};
    size_t made = 0;

    (void)state;
    for (size_t i = 0; i < sql_rules_count; i++) {
        struct rule rule;

        parse(&rule, i, &arena);
        assert_int_equal(!rule.powershell, !rule.samba);
        if (!rule.powershell)
            continue;

        struct text line CLEANUP(text_clear) = {0};

        assert_int_equal(command_line_append(&line, SHELL_POWERSHELL, rule.powershell, &everything),
                         COMMAND_MADE);
        assert_int_equal(command_line_append(&line, SHELL_SH, rule.samba, &everything),
                         COMMAND_MADE);
        made++;
    }
    assert_true(made >= 10);
}

// What would take the sensitive flag or Protected Users off an account, or trust one for
// unconstrained delegation, is for a person to decide and to type.
static void no_command_weakens_a_protection(void **state)
{
    static const char *const never[] = {
        "AccountNotDelegated", "TrustedForDelegation",    "TrustedToAuthForDelegation",
        "for-any-service",     "for-any-protocol",        "user sensitive",
        "userAccountControl",  "Set-ADAccountControl",    "Remove-ADGroupMember",
        "removemembers",       "Remove-ADPrincipalGroup", "EnableTGTDelegation",
        "Protected Users",     "Set-ADAccountPassword",   "setpassword",
    };
    struct arena arena CLEANUP(arena_clear) = {0};

    (void)state;
    for (size_t i = 0; i < sql_rules_count; i++) {
        struct rule rule;

        parse(&rule, i, &arena);
        for (size_t k = 0; rule.powershell && k < sizeof never / sizeof *never; k++) {
            assert_null(strcasestr(rule.powershell, never[k]));
            assert_null(strcasestr(rule.samba, never[k]));
        }
    }
}

// A command that would change such an account, or list a way to it, is for nobody to paste.
static void a_guarded_account_gets_no_command(void **state)
{
    struct command_names names = everything;

    (void)state;
    names.target_account.guard = GUARD_CONTROLLER;
    check_refused(SHELL_SH, "x {target_account}", &names, COMMAND_GUARDED);
    check_refused(SHELL_SH, "x {server_account} @{y={target_spn}}", &names, COMMAND_GUARDED);
    check_refused(SHELL_POWERSHELL, "Set-{target_account_kind}", &names, COMMAND_GUARDED);
    check_made(SHELL_SH, "x {server_account}", &names, "x 's$'");
    names.server_account.guard = GUARD_KRBTGT;
    assert_int_equal(command_line_guard("x {target_account} {server_account}", &names),
                     GUARD_KRBTGT);
    assert_int_equal(command_line_guard("x {target_account} {client}", &names), GUARD_CONTROLLER);
    assert_int_equal(command_line_guard("x {client} @{y={host}}", &names), GUARD_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_apostrophe_ends_no_string),
        cmocka_unit_test(typographic_quotes_are_doubled_for_powershell),
        cmocka_unit_test(nothing_else_means_anything_inside),
        cmocka_unit_test(each_shell_gets_the_account_as_its_tool_takes_it),
        cmocka_unit_test(the_noun_follows_the_kind_of_account),
        cmocka_unit_test(braces_of_the_command_stay),
        cmocka_unit_test(a_value_is_no_template),
        cmocka_unit_test(without_a_name_there_is_no_command),
        cmocka_unit_test(what_a_line_cannot_show_is_refused),
        cmocka_unit_test(a_name_is_no_option),
        cmocka_unit_test(samba_tool_would_cut_these_names),
        cmocka_unit_test(a_guarded_account_gets_no_command),
        cmocka_unit_test(every_rules_commands_can_be_made),
        cmocka_unit_test(no_command_weakens_a_protection),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
