// SPDX-License-Identifier: Apache-2.0
// What the files that look for trouble have in common.
#ifndef AUDIT_DOCTOR_H
#define AUDIT_DOCTOR_H

#include "core/config.h"
#include "delegaudit.h"

struct doctor {
    const struct delegaudit_doctor_options *options;
    const char *directory; // which one is looked at; empty: this machine
    enum delegaudit_health worst;
};

void doctor_find(struct doctor *doctor, enum delegaudit_health health, const char *what,
                 const char *next, const char *format, ...) __attribute__((format(printf, 5, 6)));

// The database, its snapshot, its lock and its disk.
void doctor_database(struct doctor *doctor, const char *path);

// Whether what the configuration names can be read and written.
void doctor_files(struct doctor *doctor, const struct config *config);

#endif
