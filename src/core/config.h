// SPDX-License-Identifier: Apache-2.0
// What the configuration of a run says: delegaudit.conf(5).
#ifndef CORE_CONFIG_H
#define CORE_CONFIG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "core/vocab.h"

// A value and where it stands, so that whoever finds fault with it later can say where. Text lives
// in the configuration's arena; NULL where the key was not given.
struct config_text {
    const char *text;
    unsigned line, column;
};

struct config_texts { // as VEC has it
    struct config_text *items;
    size_t count, capacity;
};

enum config_auth { CONFIG_KERBEROS, CONFIG_SIMPLE, CONFIG_EXTERNAL };
enum config_log { CONFIG_LOG_TEXT, CONFIG_LOG_JSON };

// [directory NAME]: either `uri` or `ldif`.
struct config_directory {
    struct config_text name; // and the place of the section
    struct config_text uri, bind_dn, bind_password_file, keytab, ccache, ca_file;
    struct config_texts ldif;
    enum config_auth auth;
    bool starttls;
    unsigned page_size, timeout_seconds; // 0: not given
    bool has_kdc_profile;
    enum kdc_profile kdc_profile;
};

// [import NAME]: files, and folders of which every file is one.
struct config_import {
    struct config_text name, host;
    struct config_texts files, folders;
};

// [report NAME].
struct config_report {
    struct config_text name, report, format, file;
    bool all, raw;
};

// Zero-initialise it; owned: config_clear (import/config.h).
struct config {
    struct arena arena;
    const char *path;
    struct config_text database, published, published_group, metrics, suppressions;
    enum verdict fail_on;
    bool new_only;                // findings that were there before do not count
    unsigned retention_days;      // 0: snapshots are kept for ever
    unsigned max_import_age_days; // 0: no limit
    enum config_log log;
    VEC(struct config_directory) directories;
    VEC(struct config_import) imports;
    VEC(struct config_report) reports;
};

#endif
