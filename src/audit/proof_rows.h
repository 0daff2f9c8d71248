// SPDX-License-Identifier: Apache-2.0
// The steps of a proof as rows.
#ifndef AUDIT_PROOF_ROWS_H
#define AUDIT_PROOF_ROWS_H

#include "audit/proofs.h"
#include "core/rows.h"

// Zero-initialise it. The stream borrows from it and from the sheet.
struct proof_rows {
    struct proof_sheet *sheet;
    bool as_table; // fewer columns (decision 0008)
    int next;
    struct row_stream stream;
};

void proof_rows_open(struct proof_rows *rows, struct proof_sheet *sheet, bool as_table);

#endif
