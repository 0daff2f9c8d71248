// SPDX-License-Identifier: Apache-2.0
// Opening and closing of sessions.
#include "audit/session.h"

#include <stdlib.h>

#include "base/memory.h"

const char *delegaudit_version(void)
{
    return DELEGAUDIT_VERSION;
}

bool delegaudit_open(struct delegaudit **out, const char *path, enum delegaudit_mode mode,
                     struct error *error)
{
    static const enum store_mode modes[] = {
        [DELEGAUDIT_READ] = STORE_READ,
        [DELEGAUDIT_WRITE] = STORE_WRITE,
        [DELEGAUDIT_CREATE] = STORE_CREATE,
    };
    struct delegaudit *session = memory_calloc(1, sizeof *session);

    if (!store_open(&session->store, path, modes[mode], error)) {
        free(session);
        return false;
    }
    *out = session;
    return true;
}

void delegaudit_close(struct delegaudit *session)
{
    if (!session)
        return;
    store_close(session->store);
    free(session);
}
