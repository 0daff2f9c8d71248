// SPDX-License-Identifier: Apache-2.0
// The inner paths of a request: the state of each and the condition that gives it.
#ifndef CORE_PATHS_H
#define CORE_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/request.h"

enum { PATHS_OWN_MAX = 4 };

// `states` are the KDC's; `asked` are those that the verdict reckons with, which differ where a
// local target needs no ticket, or where only the calling process's account matters. The findings
// are the fold's own, then those of the facts, borrowed: however many they are, all count.
struct paths {
    struct finding own[PATHS_OWN_MAX];
    size_t own_count;
    const struct finding *given;
    size_t given_count;
    bool middle_counts; // conditions of the calling process's account are looked at
    enum state states[path_count];
    enum state asked[path_count];
    bool middle_only; // a local server and a remote caller: nothing but the middle is judged
    bool middle_granted;
    bool target_local;
    const struct rule *local; // says so, of constrained and rbcd
    bool local_counts; // of the unconstrained path too: the target's name stands for no ticket
};

struct paths_choice {
    enum path path;
    enum state state;
    bool all; // unconstrained, constrained and rbcd were asked; else unconstrained alone
};

// Fills `out` from the facts, the fold's own conditions among the findings.
void paths_gather(struct paths *out, const struct request_facts *facts,
                  const struct rule *const *rules);

// The asked path in the best state; among equals the one with the fewest conditions, ties in the
// order constrained, rbcd, unconstrained.
struct paths_choice paths_choose(const struct paths *paths, bool all);

// The condition of lowest order among those that give the path its state; NULL where it is open.
const struct finding *paths_cause(const struct paths *paths, enum path path);

// All findings, the fold's own first: `index` counts from 0 to paths_count - 1.
size_t paths_count(const struct paths *paths);
const struct finding *paths_at(const struct paths *paths, size_t index);

// The state that the finding at `index` alone gives a path, as the verdict reckons with it.
enum state paths_state(const struct paths *paths, size_t index, enum path path);

// The finding bears on a path that was asked and is more than a note.
bool paths_is_told(const struct paths *paths, const struct paths_choice *choice,
                   const struct finding *finding);

// Without the conditions of the calling process's account the choice would be no certain failure.
bool paths_rests_on_middle(const struct paths *paths, bool all);

// One of its ways is not known to be closed: what was not read must not make a failure certain.
bool paths_transition_may_work(const struct paths *paths);

#endif
