// SPDX-License-Identifier: Apache-2.0
// How to reach a directory: the options of every command that does.
#ifndef CLI_SCAN_OPTIONS_H
#define CLI_SCAN_OPTIONS_H

#include "cli/options.h"
#include "delegaudit.h"

#define OPTIONS_OF_SCAN                                                                            \
    OPTION("ldif", '\0', "FILE", OPTION_LIST, ldif_files,                                          \
           "read LDIF files instead; the operands are more of them"),                              \
        OPTION("auth", '\0', "HOW", OPTION_TEXT, auth, "kerberos (default), simple or external"),  \
        OPTION("bind-dn", '\0', "WHO", OPTION_TEXT, bind_dn, "simple: who binds"),                 \
        OPTION("bind-password-file", '\0', "FILE", OPTION_TEXT, bind_password_file,                \
               "simple: the password is the first line of FILE"),                                  \
        OPTION("starttls", '\0', NULL, OPTION_FLAG, starttls,                                      \
               "switch an ldap:// connection to TLS"),                                             \
        OPTION("ca-file", '\0', "FILE", OPTION_TEXT, ca_file,                                      \
               "trust the authorities in FILE (PEM)"),                                             \
        OPTION("page-size", '\0', "N", OPTION_NUMBER, page_size,                                   \
               "objects a page (default: 1000)"),                                                  \
        OPTION("timeout", '\0', "SECONDS", OPTION_NUMBER, timeout_seconds,                         \
               "how long to wait for the server at each step (default: 120)")

// Fills `scan` from the options and operands; `*files` is owned and what `scan` refers to: free.
// Errors: STATUS_USAGE options that contradict each other, no source or two.
bool scan_options_set(struct delegaudit_scan_options *scan, const struct arguments *arguments,
                      const char ***files, struct error *error);

#endif
