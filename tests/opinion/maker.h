// SPDX-License-Identifier: Apache-2.0
// A world in the making: who plays which part, and the turns that can be made.
#ifndef OPINION_MAKER_H
#define OPINION_MAKER_H

#include "random.h"
#include "worlds.h"

// Fixed places among the accounts.
enum actor {
    ACTOR_CLIENT,
    ACTOR_OTHER,
    ACTOR_SERVICE, // a user that runs services
    ACTOR_GMSA,
    ACTOR_WS,
    ACTOR_APP,
    ACTOR_APP2,
    ACTOR_DB,
    ACTOR_FILES,     // a user that owns names on the database's machine
    ACTOR_GROUP,     // the service accounts may be in it
    ACTOR_NESTED,    // a group in that group
    ACTOR_PROTECTED, // Protected Users of the first domain; those of the others follow
    ACTORS = ACTOR_PROTECTED + WORLD_DOMAINS,
};

enum { HOST_WS, HOST_APP, HOST_APP2 };

struct maker {
    struct world *world;
    struct random random;
    struct world_request *request; // the one that turns are about
    int client, server, target;    // accounts of its roles; -1: none
};

struct turn {
    const char *name;
    unsigned weight;
    bool (*make)(struct maker *maker); // false: makes no sense here
};

extern const struct turn account_turns[], request_turns[], forest_turns[]; // end at a NULL name

// Text that fits, or the generator is wrong.
void maker_text(char out[WORLD_TEXT], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// "w3app.w3a.test"
void maker_host_name(const struct maker *maker, int computer, char out[WORLD_TEXT]);
void maker_add_spn(struct world_account *account, const char *spn);

// A call at level delegate from a host, by an identity (a party).
struct world_request *maker_add_request(struct maker *maker, unsigned slot, unsigned host,
                                        int identity);
// Who is called on a computer, and as what; who is behind it.
void maker_choose_server(struct maker *maker, struct world_request *request, int computer);
void maker_choose_target(struct maker *maker, struct world_request *request);
// Flags, list and descriptor between the server and the target.
void maker_set_delegation(struct maker *maker);
// A front calls the process that carries its identity on to another machine.
void maker_add_middle(struct maker *maker, unsigned slot);

// Puts an account into Protected Users of its domain; false: there is no such group.
bool maker_protect(struct maker *maker, int account, unsigned way);

#endif
