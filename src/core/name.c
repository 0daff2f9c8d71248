// SPDX-License-Identifier: Apache-2.0
// Account names and AD's comparison of names.
#include "core/name.h"

#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unictype.h>
#include <unistr.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "core/sid.h"

static bool is_ascii(struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        if ((unsigned char)bytes.data[i] >= 0x80)
            return false;
    return true;
}

// Drops the nonspacing marks in place; the text is normalized, so every mark stands alone.
static size_t strip_marks(uint8_t *text, size_t size)
{
    size_t kept = 0;

    for (size_t i = 0; i < size;) {
        ucs4_t code_point;
        size_t length = (size_t)u8_mbtouc(&code_point, text + i, size - i);

        if (!uc_is_general_category(code_point, UC_NON_SPACING_MARK)) {
            memmove(text + kept, text + i, length);
            kept += length;
        }
        i += length;
    }
    return kept;
}

void name_fold(struct text *out, struct bytes utf8)
{
    if (is_ascii(utf8) || !utf8_is_valid(utf8, NULL)) {
        text_append_lower(out, utf8);
        return;
    }

    // NFKD folds the width too: full-width and half-width forms are compatibility characters.
    size_t size = 0;
    CLEANUP(cleanup_free)
    uint8_t *plain = u8_normalize(UNINORM_NFKD, (const uint8_t *)utf8.data, utf8.size, NULL, &size);

    if (!plain)
        memory_exhausted();
    size = strip_marks(plain, size);

    CLEANUP(cleanup_free)
    uint8_t *folded = u8_casefold(plain, size, NULL, NULL, NULL, &size);

    if (!folded)
        memory_exhausted();
    text_append(out, (struct bytes){(const char *)folded, size});
}

static struct account_name account(enum name_syntax syntax, struct bytes domain, struct bytes name)
{
    return (struct account_name){syntax, domain, name};
}

// Equal but for case and blanks: "Network Service" and "NetworkService".
static bool equal_unspaced(struct bytes text, const char *wanted)
{
    size_t at = 0;

    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ' ')
            continue;
        if (!wanted[at] || ascii_lower(text.data[i]) != wanted[at])
            return false;
        at++;
    }
    return !wanted[at];
}

static enum name_syntax builtin(struct bytes name)
{
    if (equal_unspaced(name, "system") || equal_unspaced(name, "localsystem"))
        return NAME_LOCAL_SYSTEM;
    if (equal_unspaced(name, "networkservice"))
        return NAME_NETWORK_SERVICE;
    return equal_unspaced(name, "localservice") ? NAME_LOCAL_SERVICE : NAME_INVALID;
}

static enum name_syntax sid_syntax(struct bytes text)
{
    uint8_t binary[SID_MAX_BYTES];
    size_t size;
    uint32_t rid;

    if (!sid_parse(text, binary, &size))
        return NAME_INVALID;

    // S-1-5-18, 19 and 20 (MS-DTYP 2.4.2.4), whatever zeros the text has before the numbers.
    static const uint8_t nt_authority[] = {1, 1, 0, 0, 0, 0, 0, 5};
    bool alone = memcmp(binary, nt_authority, sizeof nt_authority) == 0;

    sid_rid((struct bytes){(const char *)binary, size}, &rid);
    if (alone && rid >= 18 && rid <= 20)
        return rid == 18   ? NAME_LOCAL_SYSTEM
               : rid == 19 ? NAME_LOCAL_SERVICE
                           : NAME_NETWORK_SERVICE;
    return NAME_SID;
}

// What a sAMAccountName may hold (MS-SAMR 3.1.1.6).
static bool is_account(struct bytes name)
{
    for (size_t i = 0; i < name.size; i++)
        if ((unsigned char)name.data[i] < ' ' || memchr("\"/\\[]:|<>+=;?,*\x7F", name.data[i], 16))
            return false;
    return name.size > 0;
}

static struct account_name parse_down_level(struct bytes domain, struct bytes name)
{
    enum name_syntax known = builtin(name);
    bool of_machine = bytes_equal(domain, BYTES("."));

    if (!is_account(domain) || !is_account(name))
        return account(NAME_INVALID, (struct bytes){0}, (struct bytes){0});
    if (known != NAME_INVALID && (of_machine || bytes_equal_ascii(domain, BYTES("NT AUTHORITY"))))
        return account(known, domain, name);
    if (of_machine)
        return account(NAME_LOCAL, domain, name);
    if (bytes_equal_ascii(domain, BYTES("NT SERVICE")) ||
        bytes_equal_ascii(domain, BYTES("IIS APPPOOL")))
        return account(NAME_VIRTUAL, domain, name);
    return account(NAME_DOWN_LEVEL, domain, name);
}

// The characters that no part of a UPN has; the rest is the directory's to know.
static bool is_printable(struct bytes text, char lowest)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < (unsigned char)lowest || text.data[i] == 0x7F)
            return false;
    return text.size > 0;
}

// At the last '@': a name may hold one, a suffix may not.
static bool split_upn(struct bytes text, struct bytes *name, struct bytes *suffix)
{
    size_t at = text.size;

    while (at > 0 && text.data[at - 1] != '@')
        at--;
    if (at == 0)
        return false;
    *name = bytes_slice(text, 0, at - 1);
    *suffix = bytes_slice(text, at, SIZE_MAX);
    return true;
}

struct account_name name_parse(struct bytes text)
{
    struct bytes none = {0}, domain, name;

    text = bytes_trim(text);

    enum name_syntax syntax = sid_syntax(text);

    if (syntax == NAME_INVALID)
        syntax = builtin(text);
    if (syntax != NAME_INVALID)
        return account(syntax, none, text);
    if (bytes_split(text, '\\', &domain, &name))
        return parse_down_level(domain, name);
    if (split_upn(text, &name, &domain))
        return is_printable(name, ' ') && is_printable(domain, '!')
                   ? account(NAME_UPN, domain, name)
                   : account(NAME_INVALID, none, none);
    if (text.size > 1 && text.data[text.size - 1] == '$' && is_account(text))
        return account(NAME_COMPUTER, none, text);
    return account(NAME_INVALID, none, none);
}
