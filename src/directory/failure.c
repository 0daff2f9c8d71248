// SPDX-License-Identifier: Apache-2.0
// LDAP codes and AD's sub-codes as sentences and status classes.
#include "directory/failure.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"

enum { DIAGNOSTIC_BYTES = 300 };

// MS-ERREF 2.2 and 2.1: the Win32 error (or HRESULT) that AD prints as ", data <hex>" when it
// refuses a bind.
struct refusal {
    unsigned long data;
    enum status status;
    const char *meaning;
};

static const struct refusal refusals[] = {
    {0x525, STATUS_CREDENTIALS, "there is no such user"},
    {0x52e, STATUS_CREDENTIALS, "the user name or the password is wrong"},
    {0x52f, STATUS_CREDENTIALS,
     "an account restriction forbids it; members of Protected Users have no simple bind"},
    {0x530, STATUS_CREDENTIALS, "the logon hours of the account forbid it now"},
    {0x531, STATUS_CREDENTIALS, "the account may not log on from this machine"},
    {0x532, STATUS_CREDENTIALS, "the password has expired"},
    {0x533, STATUS_CREDENTIALS, "the account is disabled"},
    {0x568, STATUS_CREDENTIALS, "the account is in too many groups"},
    {0x569, STATUS_CREDENTIALS, "the account has no right to log on this way"},
    {0x701, STATUS_CREDENTIALS, "the account has expired"},
    {0x773, STATUS_CREDENTIALS, "the password must be changed first"},
    {0x775, STATUS_CREDENTIALS, "the account is locked out"},
    {0x35b, STATUS_CONFIG, "the server wants another TLS channel binding"},
    {0x80090346, STATUS_CONFIG, "the server wants another TLS channel binding"},
};

static const struct refusal *find_refusal(const char *diagnostic)
{
    static const char marker[] = ", data ";
    const char *found = strstr(diagnostic, marker);
    unsigned long data = found ? strtoul(found + sizeof marker - 1, NULL, 16) : 0;

    for (size_t i = 0; found && i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].data == data)
            return &refusals[i];
    return NULL;
}

// libldap has no code for a refused certificate. Over GnuTLS it leaves an error that GnuTLS does
// not know, or names the host name; over OpenSSL the text says "certificate".
static const struct refusal *find_distrust(const char *diagnostic)
{
    static const char *const signs[] = {"unknown error code", "certificate", "hostname"};
    static const struct refusal distrust = {
        0, STATUS_CREDENTIALS,
        "the server's certificate is refused: its issuer is not trusted (name the CA file), it is "
        "out of date or made for another name"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strstr(diagnostic, signs[i]))
            return &distrust;
    return NULL;
}

static const struct refusal *explain(enum failure_step step, const char *diagnostic)
{
    if (step == FAILURE_BIND)
        return find_refusal(diagnostic);
    return step == FAILURE_TLS ? find_distrust(diagnostic) : NULL;
}

// The text comes from the other side: one line, printable, of bounded length.
static void append_diagnostic(struct text *out, const char *diagnostic)
{
    struct bytes text = bytes_slice(bytes_trim(bytes_of(diagnostic)), 0, DIAGNOSTIC_BYTES);
    bool readable = utf8_is_valid(text, NULL);

    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool plain = c >= ' ' && c != 0x7f && (c < 0x80 || readable);

        text_append_byte(out, plain ? text.data[i] : '?');
    }
}

static void append_cause(struct text *out, int code, const char *diagnostic,
                         const struct refusal *refusal)
{
    const char *name = ldap_err2string(code);

    if (refusal)
        text_printf(out, "%s (%d %s", refusal->meaning, code, name);
    else
        text_printf(out, "%c%s (%d", ascii_lower(name[0]), name[0] ? name + 1 : "", code);
    if (*diagnostic) {
        text_append_string(out, "; ");
        append_diagnostic(out, diagnostic);
    }
    text_append_byte(out, ')');
}

static void free_diagnostic(char **diagnostic)
{
    ldap_memfree(*diagnostic);
}

void failure_describe(struct text *out, LDAP *ld, int code)
{
    CLEANUP(free_diagnostic) char *diagnostic = NULL;

    ldap_get_option(ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &diagnostic);
    append_cause(out, code, diagnostic ? diagnostic : "", NULL);
}

// Before the bind succeeds a code blames whoever can mend it; after it, the server or the way.
static enum status status_of(enum failure_step step, int code)
{
    if (step == FAILURE_READ)
        return STATUS_DIRECTORY;
    switch (code) {
    case LDAP_INVALID_CREDENTIALS:
    case LDAP_INAPPROPRIATE_AUTH:
        return STATUS_CREDENTIALS;
    case LDAP_LOCAL_ERROR: // Cyrus SASL found no ticket, or the KDC refused one
        return step == FAILURE_BIND ? STATUS_CREDENTIALS : STATUS_DIRECTORY;
    case LDAP_STRONG_AUTH_REQUIRED:
    case LDAP_CONFIDENTIALITY_REQUIRED:
    case LDAP_AUTH_METHOD_NOT_SUPPORTED:
    case LDAP_UNWILLING_TO_PERFORM:
    case LDAP_AUTH_UNKNOWN:
        return STATUS_CONFIG;
    default:
        return STATUS_DIRECTORY;
    }
}

bool failure_set(struct error *error, LDAP *ld, enum failure_step step, int code,
                 const char *format, ...)
{
    CLEANUP(free_diagnostic) char *diagnostic = NULL;
    CLEANUP(text_clear) struct text cause = {0};
    va_list arguments;

    ldap_get_option(ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &diagnostic);

    const char *words = diagnostic ? diagnostic : "";
    const struct refusal *refusal = explain(step, words);
    struct error sentence = {0};

    append_cause(&cause, code, words, refusal);
    va_start(arguments, format);
    error_set_v(&sentence, STATUS_DIRECTORY, format, arguments);
    va_end(arguments);
    error_set(error, refusal ? refusal->status : status_of(step, code), "%s: %s", sentence.message,
              cause.data);
    if (error)
        error->native = code;
    return false;
}
