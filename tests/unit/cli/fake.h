// SPDX-License-Identifier: Apache-2.0
// A stand-in for the library behind delegaudit.h: answers what a test says, keeps what it was
// asked.
#ifndef TESTS_UNIT_CLI_FAKE_H
#define TESTS_UNIT_CLI_FAKE_H

#include "delegaudit.h"

struct fake {
    // Answers.
    enum status open_status, scan_status, check_status, report_status, whatif_status, verify_status;
    struct delegaudit_scan_result scan_result;
    struct delegaudit_check_result check_result;
    struct delegaudit_whatif_result whatif_result;
    struct delegaudit_verify_result verify_result;
    const char *note;       // what a what-if notes; NULL: nothing
    const char *rows;       // what a report, a query and the rules write
    const char *bad_file;   // the file that import refuses
    enum status bad_status; // and how
    // Questions.
    char path[256], report[64], sql[64];
    enum delegaudit_mode mode;
    bool all;
    unsigned imports, max_import_age_days;
    enum delegaudit_export_what exported;
    struct delegaudit_scan_options scan;
    struct delegaudit_verify_options verify;
    char ldif[256];   // the files, each followed by ';'
    char whatif[256]; // settings, groups and files, each followed by ';'
    struct delegaudit_output output;
};

extern struct fake fake;

// Everything succeeds, is whole and finds nothing.
void fake_reset(void);

#endif
