// SPDX-License-Identifier: Apache-2.0
// Levels of processes, each found once, with the settings that they come from.
#ifndef AUDIT_LEVELS_H
#define AUDIT_LEVELS_H

#include "audit/hosts.h"
#include "core/com_level.h"

struct known_level {
    struct level_finding finding;
    int64_t ladder;        // the trail in level_rung
    struct bytes source;   // file and line of the setting in force; empty: none, or several
    struct bytes evidence; // the same with key and value; where sources contradict, all of them
};

// Zero-initialise all but `store`.
struct level_table {
    struct store *store;
    struct arena arena;
    struct map by_process;
    VEC(struct known_level) levels;
    int64_t ladders; // trails that were stored
    struct text key; // scratch
};

// The level of a real process, whose number is `index`, on its host. Found and stored where it is
// new; NULL with `error` set. Borrowed until the next call.
const struct known_level *levels_find(struct level_table *levels, uint32_t index,
                                      const struct process *process, const struct host_entry *host,
                                      enum transport transport, struct error *error);

// Appends "source: key=value".
void setting_append(struct text *out, const struct setting *setting);

// Forgets the processes: numbers may come again. Numbers of trails go on.
void levels_forget(struct level_table *levels);

void levels_clear(struct level_table *levels);

#endif
