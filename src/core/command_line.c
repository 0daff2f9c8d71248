// SPDX-License-Identifier: Apache-2.0
// Quoting of names, and templates of commands.
#include "core/command_line.h"

#include <unictype.h>
#include <unistr.h>

#include "base/cleanup.h"

// How a value is put in.
enum form { FORM_QUOTED, FORM_ACCOUNT, FORM_BARE };

struct value {
    struct bytes text;
    enum form form;
};

// PowerShell takes four typographic marks for the apostrophe (about_Quoting_Rules): each is
// doubled inside a single-quoted string, as the apostrophe is.
static bool is_single_quote(ucs4_t code_point)
{
    return code_point == '\'' || (code_point >= 0x2018 && code_point <= 0x201B);
}

static void quote_for_powershell(struct text *out, struct bytes value)
{
    while (value.size) {
        ucs4_t code_point;
        int size = u8_mbtouc(&code_point, (const uint8_t *)value.data, value.size);
        struct bytes character = bytes_slice(value, 0, (size_t)size);

        if (is_single_quote(code_point))
            text_append(out, character);
        text_append(out, character);
        value = bytes_slice(value, (size_t)size, SIZE_MAX);
    }
}

static void quote_for_sh(struct text *out, struct bytes value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.data[i] == '\'')
            text_append_string(out, "'\\''");
        else
            text_append_byte(out, value.data[i]);
}

void command_line_quote(struct text *out, enum shell shell, struct bytes value)
{
    text_append_byte(out, '\'');
    if (shell == SHELL_POWERSHELL)
        quote_for_powershell(out, value);
    else
        quote_for_sh(out, value);
    text_append_byte(out, '\'');
}

static bool is_printable(struct bytes value)
{
    if (!utf8_is_valid(value, NULL))
        return false;
    while (value.size) {
        ucs4_t code_point;
        int size = u8_mbtouc(&code_point, (const uint8_t *)value.data, value.size);

        if (uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                                             UC_CATEGORY_MASK_Zl |
                                                             UC_CATEGORY_MASK_Zp))
            return false;
        value = bytes_slice(value, (size_t)size, SIZE_MAX);
    }
    return true;
}

static bool is_safe(enum shell shell, const struct value *value)
{
    if (!is_printable(value->text))
        return false;
    if (shell == SHELL_POWERSHELL)
        return true;
    return value->text.data[0] != '-' &&
           (value->form != FORM_ACCOUNT || (bytes_find(value->text, '@') == SIZE_MAX &&
                                            bytes_find(value->text, '\\') == SIZE_MAX));
}

// The noun of the cmdlets for accounts of a kind; they refuse an object of another.
static struct bytes noun_of(enum account_kind kind)
{
    switch (kind) {
    case ACCOUNT_USER:
        return BYTES("ADUser");
    case ACCOUNT_COMPUTER:
        return BYTES("ADComputer");
    case ACCOUNT_GMSA:
    case ACCOUNT_SMSA:
    case ACCOUNT_DMSA:
        return BYTES("ADServiceAccount");
    default:
        return (struct bytes){0};
    }
}

static bool find_account_value(const struct command_account *account, enum shell shell,
                               struct bytes part, struct value *out)
{
    if (!part.size)
        *out = (struct value){shell == SHELL_POWERSHELL ? account->dn : account->sam, FORM_ACCOUNT};
    else if (bytes_equal(part, BYTES("_domain")))
        *out = (struct value){account->domain, FORM_QUOTED};
    else if (bytes_equal(part, BYTES("_kind")))
        *out = (struct value){noun_of(account->kind), FORM_BARE};
    else
        return false;
    return true;
}

static bool find_text_value(const struct command_names *names, struct bytes key, struct value *out)
{
    const struct {
        struct bytes key, text;
    } texts[] = {
        {BYTES("server_spn"), names->server_spn},
        {BYTES("unowned_spn"), names->unowned_spn},
        {BYTES("target_spn"), names->target_spn},
        {BYTES("registered_spn"), names->registered_spn},
        {BYTES("host"), names->host},
        {BYTES("application"), names->application},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (bytes_equal(texts[i].key, key)) {
            *out = (struct value){texts[i].text, FORM_QUOTED};
            return true;
        }
    return false;
}

static bool find_value(const struct command_names *names, enum shell shell, struct bytes key,
                       struct value *out)
{
    const struct {
        struct bytes prefix;
        const struct command_account *account;
    } accounts[] = {
        {BYTES("client"), &names->client},
        {BYTES("server_account"), &names->server_account},
        {BYTES("target_account"), &names->target_account},
        {BYTES("spn_owner"), &names->spn_owner},
    };

    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++)
        if (bytes_starts_with_ascii(key, accounts[i].prefix) &&
            find_account_value(accounts[i].account, shell,
                               bytes_slice(key, accounts[i].prefix.size, SIZE_MAX), out))
            return true;
    return find_text_value(names, key, out);
}

static bool is_key(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((text.data[i] < 'a' || text.data[i] > 'z') && text.data[i] != '_')
            return false;
    return text.size > 0;
}

static enum command_result append_value(struct text *out, enum shell shell, struct bytes key,
                                        const struct command_names *names)
{
    struct value value;

    if (!find_value(names, shell, key, &value) || !value.text.size)
        return COMMAND_LACKS_NAME;
    if (!is_safe(shell, &value))
        return COMMAND_UNSAFE_NAME;
    if (value.form == FORM_BARE)
        text_append(out, value.text);
    else
        command_line_quote(out, shell, value.text);
    return COMMAND_MADE;
}

// A brace that encloses no placeholder is the command's own, as in @{Add=...}. False: `before` is
// all that is left, without a placeholder.
static bool next_key(struct bytes *rest, struct text *before, struct bytes *key)
{
    struct bytes text, after, behind;

    while (bytes_split(*rest, '{', &text, &after)) {
        text_append(before, text);
        if (bytes_split(after, '}', key, &behind) && is_key(*key)) {
            *rest = behind;
            return true;
        }
        text_append_byte(before, '{');
        *rest = after;
    }
    text_append(before, text);
    return false;
}

static enum guard guard_of(const struct command_names *names, struct bytes key)
{
    const struct {
        struct bytes prefix;
        enum guard guard;
    } guards[] = {
        {BYTES("client"), names->client.guard},
        {BYTES("server_account"), names->server_account.guard},
        {BYTES("target_account"), names->target_account.guard},
        {BYTES("target_spn"), names->target_account.guard},
        {BYTES("spn_owner"), names->spn_owner.guard},
    };

    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        if (bytes_starts_with_ascii(key, guards[i].prefix))
            return guards[i].guard;
    return GUARD_NONE;
}

enum guard command_line_guard(const char *template, const struct command_names *names)
{
    struct text skipped CLEANUP(text_clear) = {0};
    struct bytes rest = bytes_of(template), key;
    enum guard gravest = GUARD_NONE;

    while (next_key(&rest, &skipped, &key))
        if (guard_of(names, key) > gravest)
            gravest = guard_of(names, key);
    return gravest;
}

enum command_result command_line_append(struct text *out, enum shell shell, const char *template,
                                        const struct command_names *names)
{
    struct text line CLEANUP(text_clear) = {0};
    struct bytes rest = bytes_of(template), key;

    if (command_line_guard(template, names) != GUARD_NONE)
        return COMMAND_GUARDED;
    while (next_key(&rest, &line, &key)) {
        enum command_result result = append_value(&line, shell, key, names);

        if (result != COMMAND_MADE)
            return result;
    }
    text_append(out, text_view(&line));
    return COMMAND_MADE;
}
