// SPDX-License-Identifier: Apache-2.0
// Looks at each directory in a process of its own, as the scan would, and at this machine.
#include "audit/doctor.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/configuration.h"
#include "audit/credentials.h"
#include "audit/step.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "directory/examine.h"
#include "kdc/client_keys.h"

enum { TICKET_NEAR_SECONDS = 24 * 3600 };

void doctor_find(struct doctor *doctor, enum delegaudit_health health, const char *what,
                 const char *next, const char *format, ...)
{
    struct text found CLEANUP(text_clear) = {0};
    va_list arguments;

    va_start(arguments, format);
    text_printf_v(&found, format, arguments);
    va_end(arguments);
    if (health > doctor->worst)
        doctor->worst = health;
    doctor->options->find(doctor->options->context, health, doctor->directory, what, found.data,
                          next);
}

static void take_finding(void *context, enum dir_health health, const char *what, const char *found,
                         const char *next)
{
    static const enum delegaudit_health healths[] = {
        [DIR_OK] = DELEGAUDIT_FINE,
        [DIR_WARN] = DELEGAUDIT_DOUBTFUL,
        [DIR_FAIL] = DELEGAUDIT_BROKEN,
    };

    doctor_find(context, healths[health], what, next, "%s", found);
}

static void look_at_ticket(struct doctor *doctor, const struct kdc_credentials *credentials)
{
    int64_t left = credentials->expires - clock_now();
    char until[CLOCK_ISO_BYTES];

    if (!credentials->ccache_principal[0])
        doctor_find(doctor, DELEGAUDIT_BROKEN, "ticket",
                    "name a keytab (keytab = FILE, KRB5_CLIENT_KTNAME), or run kinit",
                    "there is no keytab, and no ticket in %s", credentials->ccache);
    else if (left <= 0)
        doctor_find(doctor, DELEGAUDIT_BROKEN, "ticket",
                    "name a keytab, from which new ones are made, or run kinit",
                    "that of %s in %s has expired", credentials->ccache_principal,
                    credentials->ccache);
    else
        doctor_find(
            doctor, left < TICKET_NEAR_SECONDS ? DELEGAUDIT_DOUBTFUL : DELEGAUDIT_FINE, "ticket",
            left < TICKET_NEAR_SECONDS ? "a nightly run needs a keytab: this will not last" : "",
            "of %s, until %s", credentials->ccache_principal,
            clock_format_iso(credentials->expires, until));
}

// Returns: who the server will take us for; NULL where that is not known.
static const char *look_at_kerberos(struct doctor *doctor, struct kdc_credentials *credentials)
{
    struct error error = {0};

    if (!kdc_credentials_read(credentials, &error)) {
        doctor_find(doctor, DELEGAUDIT_DOUBTFUL, "ticket", "", "%s", error.message);
        return NULL;
    }
    if (!credentials->keytab_principal[0])
        look_at_ticket(doctor, credentials);
    else
        doctor_find(doctor, DELEGAUDIT_FINE, "keytab", "", "%s has a key of %s",
                    credentials->keytab, credentials->keytab_principal);
    if (credentials->ccache_principal[0])
        return credentials->ccache_principal;
    return credentials->keytab_principal[0] ? credentials->keytab_principal : NULL;
}

static void look_at_ldif(struct doctor *doctor, const struct delegaudit_scan_options *scan)
{
    for (size_t i = 0; i < scan->ldif_count; i++)
        if (access(scan->ldif_files[i], R_OK) != 0)
            doctor_find(doctor, DELEGAUDIT_BROKEN, "LDIF", "let this account read the file",
                        "%s: %s", scan->ldif_files[i], strerrordesc_np(errno));
        else
            doctor_find(doctor, DELEGAUDIT_FINE, "LDIF", "", "%s can be read", scan->ldif_files[i]);
}

static void look_at_server(struct doctor *doctor, const struct delegaudit_scan_options *scan)
{
    static const enum dir_auth auths[] = {
        [DELEGAUDIT_KERBEROS] = DIR_AUTH_KERBEROS,
        [DELEGAUDIT_SIMPLE] = DIR_AUTH_SIMPLE,
        [DELEGAUDIT_EXTERNAL] = DIR_AUTH_EXTERNAL,
    };
    const struct dir_options directory = {
        .uri = scan->uri,
        .auth = auths[scan->auth],
        .bind_dn = scan->bind_dn,
        .bind_password_file = scan->bind_password_file,
        .ca_file = scan->ca_file,
        .starttls = scan->starttls,
        .page_size = scan->page_size,
        .timeout_seconds = scan->timeout_seconds,
    };
    struct kdc_credentials credentials = {0};
    struct dir_examiner examiner = {doctor, take_finding, scan->bind_dn};

    if (scan->auth == DELEGAUDIT_KERBEROS)
        examiner.account = look_at_kerberos(doctor, &credentials);
    dir_examine(&directory, &examiner);
}

struct look {
    struct doctor *doctor;
    const struct config_directory *directory; // NULL: what the environment says
    const struct delegaudit_scan_options *scan;
};

static bool look(void *context, void *result, struct error *error)
{
    const struct look *look = context;
    struct error own = {0};

    (void)error;
    if (look->directory && !credentials_set(look->directory, &own))
        doctor_find(look->doctor, DELEGAUDIT_BROKEN, "keytab", "", "%s", own.message);
    else if (look->scan->ldif_count)
        look_at_ldif(look->doctor, look->scan);
    else
        look_at_server(look->doctor, look->scan);
    *(enum delegaudit_health *)result = look->doctor->worst;
    return true;
}

static void look_in_child(struct doctor *doctor, struct steps *steps, struct look *what)
{
    enum delegaudit_health worst = DELEGAUDIT_FINE;
    struct error error = {0};

    what->doctor = doctor;
    if (!step_run(steps, "examining", look, what, &worst, sizeof worst, &error))
        doctor_find(doctor, DELEGAUDIT_BROKEN, "directory", "", "%s", error.message);
    else if (worst > doctor->worst)
        doctor->worst = worst;
}

static void look_at_configured(struct doctor *doctor, struct steps *steps,
                               const struct config *config)
{
    for (size_t i = 0; i < config->directories.count; i++) {
        const struct config_directory *directory = &config->directories.items[i];
        const char **files CLEANUP(cleanup_free) =
            memory_calloc(directory->ldif.count, sizeof *files);
        const struct delegaudit_scan_options scan = credentials_scan_options(directory, files);
        struct look what = {.directory = directory, .scan = &scan};

        doctor->directory = directory->name.text;
        look_in_child(doctor, steps, &what);
    }
    doctor->directory = "";
    doctor_files(doctor, config);
}

void delegaudit_doctor(const struct delegaudit_doctor_options *options,
                       enum delegaudit_health *worst)
{
    struct doctor doctor = {.options = options, .directory = ""};
    struct steps steps;
    struct look what = {.scan = options->scan};

    steps_begin(&steps);
    if (options->config)
        look_at_configured(&doctor, &steps, &options->config->config);
    else
        look_in_child(&doctor, &steps, &what);
    steps_end(&steps);
    doctor_database(&doctor,
                    options->config ? options->config->config.database.text : options->database);
    *worst = doctor.worst;
}
