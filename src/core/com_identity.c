// SPDX-License-Identifier: Apache-2.0
// Candidates for the identity of a call.
#include "core/com_identity.h"

// COM+ applications cloak dynamically unless told otherwise, COM programs do not cloak.
static enum cloaking effective_cloaking(const struct process *process, bool *assumed)
{
    *assumed = process->cloaking == CLOAKING_NOT_GIVEN;
    if (!*assumed)
        return process->cloaking;
    return process->kind == KIND_COMPLUS_SERVER ? CLOAKING_DYNAMIC : CLOAKING_NONE;
}

static bool each_caller(const struct process *process, bool assumed, com_identity_visit_fn *visit,
                        void *context)
{
    struct com_identity caller = {.is_caller = true, .assumed = assumed};
    bool any = false;

    for (struct bytes rest = process->callers, item; bytes_next(&rest, ';', &item);) {
        caller.name = bytes_trim(item);
        if (!caller.name.size)
            continue;
        any = true;
        if (!visit(context, &caller))
            return false;
    }
    caller.name = (struct bytes){0};
    return any || visit(context, &caller);
}

bool com_identity_each(const struct process *process, com_identity_visit_fn *visit, void *context)
{
    bool assumed;
    enum cloaking cloaking = effective_cloaking(process, &assumed);
    struct com_identity own = {.name = bytes_trim(process->identity), .assumed = assumed};

    // The account that is given with the proxy logs on by itself: nobody is cloaked.
    if (process->flags & 1u << FLAG_EXPLICIT_IDENTITY)
        return visit(context, &(struct com_identity){.name = bytes_trim(process->callers)});
    if (!visit(context, &own))
        return false;
    return cloaking == CLOAKING_NONE || each_caller(process, assumed, visit, context);
}
