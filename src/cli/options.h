// SPDX-License-Identifier: Apache-2.0
// Options as tables: parsed (GNU style), printed as usage, open to completion.
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

// The values of an option that may be given several times, in their order.
struct word_list {
    const char **items; // owned, not the texts
    size_t count;
};

// What was given on a command line; zero where it was not. Text is borrowed from argv.
struct arguments {
    const char *verb;
    const char *const *operands; // borrowed from argv
    size_t operand_count;
    bool help;
    const char *db;
    const char *format, *output_file;
    const char *fail_on, *sql, *host, *suppressions;
    const char *config, *log_format;
    const char *client, *server, *target;
    const char *ccache, *kdc;
    const char *auth, *bind_dn, *bind_password_file, *ca_file;
    struct word_list ldif_files, settings, groups, account_files, keytabs;
    unsigned page_size, timeout_seconds, keep_days, max_import_age_days;
    bool new_only, all, raw, full, starttls, list, hosts;
};

enum option_kind {
    OPTION_FLAG,   // bool
    OPTION_TEXT,   // const char *; the last one counts
    OPTION_NUMBER, // unsigned, 1 to INT_MAX
    OPTION_LIST,   // struct word_list; every one counts
};

struct option_spec {
    const char *name;  // without the dashes
    char letter;       // '\0': none
    const char *value; // what the usage text calls it; NULL for flags
    enum option_kind kind;
    size_t field; // offset in struct arguments
    const char *help;
};

#define OPTION(name, letter, value, kind, field, help)                                             \
    {                                                                                              \
        (name), (letter), (value), (kind), offsetof(struct arguments, field), (help)               \
    }

// Options of several commands.
#define OPTION_DB                                                                                  \
    OPTION("db", '\0', "FILE", OPTION_TEXT, db,                                                    \
           "the database (default: DELEGAUDIT_DB, else delegaudit.db here)")
#define OPTION_CONFIG                                                                              \
    OPTION("config", '\0', "FILE", OPTION_TEXT, config,                                            \
           "the configuration (default: /etc/delegaudit/delegaudit.conf)")
#define OPTION_ALL(help) OPTION("all", '\0', NULL, OPTION_FLAG, all, help)
#define OPTIONS_OF_OUTPUT                                                                          \
    OPTION("format", '\0', "FORMAT", OPTION_TEXT, format, "table (default), csv, json or jsonl"),  \
        OPTION("output", 'o', "FILE", OPTION_TEXT, output_file,                                    \
               "replace FILE when all is written; - is standard output"),                          \
        OPTION("raw", '\0', NULL, OPTION_FLAG, raw,                                                \
               "csv: no apostrophe before cells that look like formulas")
#define OPTIONS_END                                                                                \
    {                                                                                              \
        NULL                                                                                       \
    }

// Parses argv[1] and on; argv[0] is the verb and argv is put into another order. Values may follow
// after '=' or as the next word, operands may stand anywhere, `--` ends the options.
// Errors: STATUS_USAGE. `*out` is owned: options_clear.
bool options_parse(struct arguments *out, const struct option_spec *options, int argc, char **argv,
                   struct error *error);
void options_clear(struct arguments *arguments);

// Appends one line an option, --help last.
void options_usage(struct text *out, const struct option_spec *options);

#endif
