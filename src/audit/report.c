// SPDX-License-Identifier: Apache-2.0
// Reports and queries: rows of the store to a renderer.
#include <stdio.h>
#include <string.h>

#include "audit/head.h"
#include "audit/output.h"
#include "audit/session.h"
#include "render/render.h"
#include "sql_reports.h"
#include "store/outcome.h"
#include "store/rows.h"

enum selection { FINDINGS, ALL, NEW_FINDINGS };

static bool render_sql(struct delegaudit *session, const char *name, struct bytes sql,
                       enum selection selection, const struct delegaudit_output *output,
                       uint64_t *row_count, struct error *error)
{
    struct store_rows *rows = NULL;
    struct head head = {0};
    bool done = store_prepare_facts(session->store, error) &&
                head_fill(&head, session->store, name, error) &&
                store_rows_open(&rows, session->store, sql, selection == ALL, error);

    if (done && selection == NEW_FINDINGS)
        store_rows_only_new(rows);
    done = done && output_render(output, &head.report, store_rows_stream(rows), row_count, error);
    store_rows_close(rows);
    head_clear(&head);
    return done;
}

static const struct embedded_file *find_report(const char *name)
{
    for (size_t i = 0; i < sql_reports_count; i++)
        if (strcmp(sql_reports[i].name, name) == 0)
            return &sql_reports[i];
    return NULL;
}

// A report that is too wide for a terminal has a second file for the table.
static const struct embedded_file *report_for(const char *name, const char *format)
{
    char table[64];
    const struct embedded_file *narrow = NULL;

    if (strcmp(format, "table") == 0) {
        snprintf(table, sizeof table, "%s-table", name);
        narrow = find_report(table);
    }
    return narrow ? narrow : find_report(name);
}

// A report of verdicts would be empty where nothing was judged, which reads like "nothing fails".
static bool check_judged(struct delegaudit *session, const struct embedded_file *file,
                         struct error *error)
{
    bool judged = true;

    if (strstr(file->text, "-- needs: judgement\n") &&
        !outcome_is_judged(session->store, &judged, error))
        return false;
    return judged || error_set(error, STATUS_CONFIG,
                               "report: nothing was judged since the newest scan: run "
                               "'delegaudit check' first");
}

static bool is_public(const struct embedded_file *file)
{
    return !bytes_ends_with_ascii(bytes_of(file->name), BYTES("-table"));
}

static const struct embedded_file *public_report(unsigned index)
{
    for (size_t i = 0; i < sql_reports_count; i++)
        if (is_public(&sql_reports[i]) && index-- == 0)
            return &sql_reports[i];
    return NULL;
}

const char *delegaudit_report_name(unsigned index)
{
    const struct embedded_file *file = public_report(index);

    return file ? file->name : NULL;
}

const char *delegaudit_report_title(unsigned index)
{
    static const char marker[] = "-- title: ";
    static _Thread_local char title[160];
    const struct embedded_file *file = public_report(index);
    const char *at = file ? strstr(file->text, marker) : NULL;

    if (!at)
        return NULL;
    at += sizeof marker - 1;
    snprintf(title, sizeof title, "%.*s", (int)strcspn(at, "\n"), at);
    return title;
}

const char *delegaudit_format_name(unsigned index)
{
    return render_format_name(index);
}

static bool report(struct delegaudit *session, const char *name, enum selection selection,
                   const struct delegaudit_output *output, uint64_t *row_count, struct error *error)
{
    const struct embedded_file *file = report_for(name, output->format);

    if (!file || !is_public(find_report(name)))
        return error_set(error, STATUS_USAGE,
                         "report: %s is none: 'delegaudit query' lists the named reports", name);
    return check_judged(session, file, error) &&
           render_sql(session, name, (struct bytes){file->text, file->size}, selection, output,
                      row_count, error);
}

bool delegaudit_report(struct delegaudit *session, const char *name, bool all,
                       const struct delegaudit_output *output, uint64_t *row_count,
                       struct error *error)
{
    return report(session, name, all ? ALL : FINDINGS, output, row_count, error);
}

bool delegaudit_new_findings(struct delegaudit *session, const struct delegaudit_output *output,
                             uint64_t *row_count, struct error *error)
{
    return report(session, "check", NEW_FINDINGS, output, row_count, error);
}

bool delegaudit_query(struct delegaudit *session, const char *sql,
                      const struct delegaudit_output *output, uint64_t *row_count,
                      struct error *error)
{
    return render_sql(session, "query", bytes_of(sql), ALL, output, row_count, error);
}
