// SPDX-License-Identifier: Apache-2.0
// The public interface: all that the command line sees. Opaque session, no global state, nothing
// is printed. Every function that can fail returns false with `error` filled (base/error.h).
#ifndef DELEGAUDIT_H
#define DELEGAUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DELEGAUDIT_API __attribute__((visibility("default")))

// Version of this program, such as "0.1.0"; static.
DELEGAUDIT_API const char *delegaudit_version(void);

// ---- session ------------------------------------------------------------------------------------

// One open database. Not for several threads at once.
struct delegaudit;

enum delegaudit_mode {
    DELEGAUDIT_READ,   // the file must exist; nothing is written
    DELEGAUDIT_WRITE,  // the file must exist
    DELEGAUDIT_CREATE, // made with mode 0600 where it is missing
};

// Errors: STATUS_STORE (no such file, not one of ours, newer schema, locked). `*out` is owned:
// delegaudit_close.
DELEGAUDIT_API bool delegaudit_open(struct delegaudit **out, const char *path,
                                    enum delegaudit_mode mode, struct error *error);

// NULL is allowed.
DELEGAUDIT_API void delegaudit_close(struct delegaudit *session);

// ---- scan ---------------------------------------------------------------------------------------

enum delegaudit_auth { DELEGAUDIT_KERBEROS, DELEGAUDIT_SIMPLE, DELEGAUDIT_EXTERNAL };

// Either `uri` or LDIF files. Text is borrowed for the call; NULL where not given.
struct delegaudit_scan_options {
    const char *uri;
    const char *const *ldif_files;
    size_t ldif_count;
    enum delegaudit_auth auth;
    const char *bind_dn, *bind_password_file, *ca_file;
    bool starttls;
    unsigned page_size;       // 0: 1000
    unsigned timeout_seconds; // 0: 120
    const char *kdc_profile;  // a word of the vocabulary instead of what the rootDSE says
    unsigned keep_days;       // snapshots that are older go, but the newest whole one; 0: all stay
    void *progress_context;
    // Called now and then; may be NULL. `what` is borrowed for the call.
    void (*progress)(void *context, uint64_t objects, const char *what);
};

struct delegaudit_scan_result {
    int64_t snapshot;
    uint64_t accounts, groups, objects;
    bool whole;
    char source[512];    // the DC, or the file
    char shortfall[512]; // the first thing that was not read; empty where whole
};

// One snapshot, whole or not at all: whatever ends it early leaves the former snapshot in force.
// Takes a path and not a session, since the first scan fills a new file in one go.
// Errors: as base/error.h cuts them; STATUS_DIRECTORY for the server, STATUS_CREDENTIALS for the
// bind, STATUS_FORMAT for LDIF.
DELEGAUDIT_API bool delegaudit_scan(const char *path, const struct delegaudit_scan_options *options,
                                    struct delegaudit_scan_result *result, struct error *error);

// ---- import -------------------------------------------------------------------------------------

struct delegaudit_import_result {
    const char *format; // static
    uint64_t records;
    uint64_t changes; // against what the file replaced: of its own path, and of older exports
    bool unchanged;   // this very file had been imported before: nothing was written
    bool is_foreign;  // with an error: nothing in the file is meant for this program
};

// Told of each change, a sentence that is borrowed for the call.
struct delegaudit_import_watch {
    void *context;
    void (*change)(void *context, const char *sentence);
};

// One file, one transaction: after an error the database is as before. `host` (NULL: none) names
// the host of a file that names none; `watch` may be NULL. `result` is filled, and is zero but for
// is_foreign after an error.
DELEGAUDIT_API bool delegaudit_import(struct delegaudit *session, const char *file,
                                      const char *host, const struct delegaudit_import_watch *watch,
                                      struct delegaudit_import_result *result, struct error *error);

// ---- check --------------------------------------------------------------------------------------

// Text is borrowed for the call.
struct delegaudit_check_options {
    const char *suppressions; // a file of suppressions (docs/suppressions.md); NULL: none
    // Verdicts that rest on an import of more days ago say so (config-import-old); 0: no limit.
    unsigned max_import_age_days;
    void *note_context;
    // Gets what a reader must know, one line each, such as a suppression that expired; may be NULL.
    void (*note)(void *context, const char *text);
};

struct delegaudit_check_result {
    uint64_t verdicts[7]; // counts, in the order of the vocabulary: will-fail ... not-requested
    uint64_t counted[7];  // of those, what is not suppressed
    uint64_t fresh[7];    // of those, findings that the whole snapshot judged before did not have
    int64_t former;       // the number of that snapshot; 0: there is none, and all are new
    bool has_snapshot;
    bool whole;         // the snapshot is whole
    char snapshot[256]; // which snapshot: number, source, time
};

// Judges every request against the newest finished snapshot and stores the verdicts. `options` may
// be NULL. Errors: STATUS_FORMAT with file, line and column for a wrong file of suppressions;
// nothing is stored then.
DELEGAUDIT_API bool delegaudit_check(struct delegaudit *session,
                                     const struct delegaudit_check_options *options,
                                     struct delegaudit_check_result *result, struct error *error);

// The index of a verdict word in `verdicts`; false where it is none.
DELEGAUDIT_API bool delegaudit_verdict_from_word(const char *word, unsigned *index);
DELEGAUDIT_API const char *delegaudit_verdict_word(unsigned index);

// ---- reports ------------------------------------------------------------------------------------

struct delegaudit_output {
    const char *format; // table, csv, json, jsonl; prometheus for the report metrics
    bool raw;           // csv: cells that look like formulas are left as they are
    bool colour;
    unsigned width; // terminal columns for the table; 0: no limit
    void *context;
    // Gets the bytes; false (errno set) ends the output.
    bool (*write)(void *context, const char *data, size_t size);
};

// The name of the format or report at `index`, or NULL past the last; static. A title is valid
// until this thread asks for the next one.
DELEGAUDIT_API const char *delegaudit_format_name(unsigned index);
DELEGAUDIT_API const char *delegaudit_report_name(unsigned index);
DELEGAUDIT_API const char *delegaudit_report_title(unsigned index);

// A named report (sql/reports/NAME.sql). `all` is its parameter :all. An unknown name is
// STATUS_USAGE. `row_count` may be NULL.
DELEGAUDIT_API bool delegaudit_report(struct delegaudit *session, const char *name, bool all,
                                      const struct delegaudit_output *output, uint64_t *row_count,
                                      struct error *error);

// Of the report "check" the findings that the whole snapshot judged before did not have.
DELEGAUDIT_API bool delegaudit_new_findings(struct delegaudit *session,
                                            const struct delegaudit_output *output,
                                            uint64_t *row_count, struct error *error);

// One SELECT, read-only by construction.
DELEGAUDIT_API bool delegaudit_query(struct delegaudit *session, const char *sql,
                                     const struct delegaudit_output *output, uint64_t *row_count,
                                     struct error *error);

// ---- export -------------------------------------------------------------------------------------

enum delegaudit_export_what {
    DELEGAUDIT_EXPORT_INVENTORY, // every row of every inventory, in the order of imports
    // What host facts files and rows made by SQL state, a row a host: the newest value of each.
    // What exports of the registry and the like state is not among it.
    DELEGAUDIT_EXPORT_HOSTS,
};

// Writes what is stored, with the columns that an import reads. The output's format is one of
// delegaudit_export_format_name; cells are as stored, so that they can be imported again, and
// nothing keeps a spreadsheet from taking them for formulas. `row_count` must not be NULL.
DELEGAUDIT_API bool delegaudit_export(struct delegaudit *session, enum delegaudit_export_what what,
                                      const struct delegaudit_output *output, uint64_t *row_count,
                                      struct error *error);

// The name of the format at `index`, the default first, or NULL past the last; static.
DELEGAUDIT_API const char *delegaudit_export_format_name(unsigned index);

// ---- explanations -------------------------------------------------------------------------------

// Explains one request, step by step, from what is stored; nothing is written, not even by a
// judgement that has to be made anew because a scan or an import came after the last check (which
// the output says). `request` is a request_id or its first digits, at least 6. The output's format
// is one of delegaudit_explain_format_name. Errors: STATUS_USAGE where no request, or more than
// one, begins so (with what to do); STATUS_STORE where no check was run.
DELEGAUDIT_API bool delegaudit_explain(struct delegaudit *session, const char *request,
                                       const struct delegaudit_output *output, struct error *error);

// A call that nobody imported: at delegate, from a machine of which nothing is known. Text is
// borrowed for the call.
struct delegaudit_question {
    const char *client; // an account, in any syntax of the inventory
    const char *server; // an SPN, a host, or the account that runs the server
    const char *target; // an SPN or a host; NULL: none
};

// Explains the question as a request. Errors: STATUS_USAGE where a name names no single account;
// STATUS_STORE where there is no snapshot.
DELEGAUDIT_API bool delegaudit_explain_question(struct delegaudit *session,
                                                const struct delegaudit_question *question,
                                                const struct delegaudit_output *output,
                                                struct error *error);

// The name of the format at `index`, the default first, or NULL past the last; static.
DELEGAUDIT_API const char *delegaudit_explain_format_name(unsigned index);

// The rule catalogue; needs no database. `only` (NULL: all) is the id of a rule or a reason; one
// that no rule has is STATUS_USAGE. With it a table has every key of the rules, too.
DELEGAUDIT_API bool delegaudit_rules(const char *only, const struct delegaudit_output *output,
                                     struct error *error);

// ---- what-if ------------------------------------------------------------------------------------

// Which words a wrong one of a setting should have been among.
enum delegaudit_whatif_part {
    DELEGAUDIT_WHATIF_WHOLE, // no single word is to blame
    DELEGAUDIT_WHATIF_WHAT,
    DELEGAUDIT_WHATIF_FLAG,
    DELEGAUDIT_WHATIF_BIT,
    DELEGAUDIT_WHATIF_LEVEL,
    DELEGAUDIT_WHATIF_VALUE,
};

struct delegaudit_whatif_fault {
    enum delegaudit_whatif_part part;
    char word[64]; // as written, cut where longer; empty for DELEGAUDIT_WHATIF_WHOLE
};

// Whether a text is a setting, WHAT=VALUE (delegaudit-whatif(1)); names are not looked up. Errors:
// STATUS_USAGE, with `*fault` filled.
DELEGAUDIT_API bool delegaudit_whatif_is_setting(const char *text,
                                                 struct delegaudit_whatif_fault *fault,
                                                 struct error *error);

// The words of a part by index, or NULL past the last; static.
DELEGAUDIT_API const char *delegaudit_whatif_word(enum delegaudit_whatif_part part, unsigned index);

// Text is borrowed for the call. `groups` and `files` say which accounts "*" stands for: the
// effective members of groups, of every depth and by primary group, and what files name, one
// account a line.
struct delegaudit_whatif_options {
    const char *const *settings;
    size_t setting_count;
    const char *const *groups;
    size_t group_count;
    const char *const *files;
    size_t file_count;
    bool all; // also requests whose verdict stays and rests on something else
    void *note_context;
    // Gets what a reader must know, one line each, such as a setting that changes nothing.
    void (*note)(void *context, const char *text);
};

struct delegaudit_whatif_result {
    uint64_t worse, better, other, fresh, gone; // requests; fresh ones exist only with the settings
    uint64_t became[7]; // new verdicts of those that are worse or fresh, in the vocabulary's order
    uint64_t changed;   // settings, counted by account, that change something
    bool has_snapshot;
    bool whole;         // the snapshot is, and so are the groups that "*" stands for
    char snapshot[256]; // which snapshot: number, source, time
};

// Judges every request without the settings and with them, and writes those whose verdict differs,
// the worst first. Nothing is stored: a session for reading will do. Errors: STATUS_USAGE for a
// setting or name on the command line that is none, or contradicts another; STATUS_FORMAT with file
// and line for a name in a file.
DELEGAUDIT_API bool delegaudit_whatif(struct delegaudit *session,
                                      const struct delegaudit_whatif_options *options,
                                      const struct delegaudit_output *output,
                                      struct delegaudit_whatif_result *result, struct error *error);

// ---- verify -------------------------------------------------------------------------------------

// Text is borrowed for the call. Either `request` (as for delegaudit_explain) or `question`.
struct delegaudit_verify_options {
    const char *request;
    const struct delegaudit_question *question;
    const char *const *keytabs; // whose keys may be used
    size_t keytab_count;
    const char *ccache;       // whose ticket may be used; NULL: the one that KRB5CCNAME names
    const char *kdc;          // HOST or HOST:PORT; NULL: the domain controller that was scanned
    unsigned timeout_seconds; // for each reply; 0: 10
    bool list;                // plan only, send nothing
    void *note_context;
    // Gets, before anything is sent, what is going to be, one line each.
    void (*note)(void *context, const char *text);
};

struct delegaudit_verify_result {
    uint64_t agreed, differ, undecided, not_proved; // steps
    char snapshot[256];                             // which snapshot: number, source, time
};

// Asks the KDC what the verdict on one request rests on, and writes a row a step: the KDC's answer
// beside what was predicted. Nothing is stored. Errors: as delegaudit_explain; STATUS_CREDENTIALS
// where no ticket or key can be used; STATUS_DIRECTORY where no KDC answers in time; STATUS_CONFIG
// in a build without libkrb5.
DELEGAUDIT_API bool delegaudit_verify(struct delegaudit *session,
                                      const struct delegaudit_verify_options *options,
                                      const struct delegaudit_output *output,
                                      struct delegaudit_verify_result *result, struct error *error);

// ---- the nightly run ----------------------------------------------------------------------------

// The configuration file of a run, delegaudit.conf(5).
struct delegaudit_config;

// Errors: STATUS_FORMAT with file, line and column for what is wrong in it, unknown reports and
// formats too; STATUS_SYSTEM where it cannot be read. `*out` is owned: delegaudit_config_close.
DELEGAUDIT_API bool delegaudit_config_open(struct delegaudit_config **out, const char *path,
                                           struct error *error);

// NULL is allowed.
DELEGAUDIT_API void delegaudit_config_close(struct delegaudit_config *config);

// Paths, borrowed from the configuration; `published` is NULL where nothing is published.
DELEGAUDIT_API const char *delegaudit_config_database(const struct delegaudit_config *config);
DELEGAUDIT_API const char *delegaudit_config_published(const struct delegaudit_config *config);

// The number of the verdict from which on a run has findings, and whether it logs as JSON.
DELEGAUDIT_API unsigned delegaudit_config_threshold(const struct delegaudit_config *config);
DELEGAUDIT_API bool delegaudit_config_logs_json(const struct delegaudit_config *config);

// As syslog(3) numbers them.
enum delegaudit_priority {
    DELEGAUDIT_ERROR = 3,
    DELEGAUDIT_WARNING = 4,
    DELEGAUDIT_NOTICE = 5,
    DELEGAUDIT_INFO = 6,
};

// Both may be called in a child process: they must do nothing but write.
struct delegaudit_run_options {
    void *context;
    // One line of the log; `step` and `message` are borrowed for the call.
    void (*log)(void *context, enum delegaudit_priority priority, const char *step,
                const char *message);
    // As in delegaudit_scan_options; may be NULL.
    void (*progress)(void *context, uint64_t objects, const char *what);
};

struct delegaudit_run_result {
    unsigned failed;   // steps that ended in an error; the others were made all the same
    bool incomplete;   // something that was asked for could not be read whole
    int signal;        // SIGINT or SIGTERM, where one ended the run; else 0
    uint64_t findings; // verdicts at the threshold or worse
};

// Scan, import, check, reports, publishing, metrics, as the configuration says. Each step is a
// child process, which is forked: the caller must have no other threads. What a step says goes to
// `log`. False only where the run could not begin, STATUS_STORE where another one holds the lock.
DELEGAUDIT_API bool delegaudit_run(const struct delegaudit_config *config,
                                   const struct delegaudit_run_options *options,
                                   struct delegaudit_run_result *result, struct error *error);

// ---- before the night ---------------------------------------------------------------------------

enum delegaudit_health { DELEGAUDIT_FINE, DELEGAUDIT_DOUBTFUL, DELEGAUDIT_BROKEN };

// Either a configuration, or the database and the options of a scan. `find` gets one finding:
// which directory (empty: this machine), what was looked at, what was found, what to do (empty
// where nothing is). Text is borrowed for the call, which may be made in a child process.
struct delegaudit_doctor_options {
    const struct delegaudit_config *config;
    const char *database;
    const struct delegaudit_scan_options *scan;
    void *context;
    void (*find)(void *context, enum delegaudit_health health, const char *directory,
                 const char *what, const char *found, const char *next);
};

// Looks whether a scan or run would work, and writes nothing. Forks like a run. `*worst` is the
// worst of the findings.
DELEGAUDIT_API void delegaudit_doctor(const struct delegaudit_doctor_options *options,
                                      enum delegaudit_health *worst);
// ---- diff ---------------------------------------------------------------------------------------

// Text is borrowed for the call. A snapshot is named by its number, by a date or a date with a time
// (the newest whole one that had finished by then, UTC), or as "last".
struct delegaudit_diff_options {
    const char *from; // NULL: the whole one before `to`
    const char *to;   // NULL: the newest whole one
    void *note_context;
    // Gets what a reader must know, one line each, such as a snapshot that was passed over.
    void (*note)(void *context, const char *text);
};

struct delegaudit_diff_result {
    int64_t earlier, later;             // numbers of the snapshots
    uint64_t outcomes[9];               // requests, by delegaudit_diff_outcome
    uint64_t domains, trusts, accounts; // rows of each
    bool judged;                        // both were: otherwise requests are left out
};

// Writes what is different between two whole snapshots, the worst first. A session for reading
// will do. Errors: STATUS_USAGE where a word names no snapshot, or one that is not whole;
// STATUS_CONFIG where there are no two.
DELEGAUDIT_API bool delegaudit_diff(struct delegaudit *session,
                                    const struct delegaudit_diff_options *options,
                                    const struct delegaudit_output *output,
                                    struct delegaudit_diff_result *result, struct error *error);

// The word for what became of a request, by index; number 0 is empty, for what is no request. NULL
// past the last; static.
DELEGAUDIT_API const char *delegaudit_diff_outcome(unsigned index);

#ifdef __cplusplus
}
#endif

#endif
