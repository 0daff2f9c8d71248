// SPDX-License-Identifier: Apache-2.0
// Client tables to files that an import reads.
#include <string.h>

#include "audit/output.h"
#include "audit/session.h"
#include "store/rows.h"

static const char *const formats[] = {"csv", "jsonl"};

const char *delegaudit_export_format_name(unsigned index)
{
    return index < sizeof formats / sizeof *formats ? formats[index] : NULL;
}

bool delegaudit_export(struct delegaudit *session, enum delegaudit_export_what what,
                       const struct delegaudit_output *output, uint64_t *row_count,
                       struct error *error)
{
    static const char *const statements[] = {
        [DELEGAUDIT_EXPORT_INVENTORY] = "clients-export-inventory",
        [DELEGAUDIT_EXPORT_HOSTS] = "clients-export-hosts",
    };
    struct store_rows *rows = NULL;
    bool done = store_rows_open_named(&rows, session->store, statements[what], false, error) &&
                output_export(output, store_rows_stream(rows), row_count, error);

    store_rows_close(rows);
    return done;
}
