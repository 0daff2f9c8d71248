// SPDX-License-Identifier: Apache-2.0
// The parts of the second opinion: what each role of a request adds to its findings.
#ifndef OPINION_PARTS_H
#define OPINION_PARTS_H

#include "opinion.h"

enum certainty { NO, MAYBE, YES };

// ---- names ----

// What a name as addressed leads to.
struct lookup {
    char spn[WORLD_TEXT]; // what the ticket is asked for
    int owner;            // account; -1 where there is none or more than one
    size_t owners;
    bool certain;         // the whole forest was read, and the host lies in no trusted forest
    bool is_address;      // the host part is an IP address
    bool may_be_labelled; // a KDC that was not read may know the machine by its first label
    char host[WORLD_TEXT];
    int computer; // account of the host part; -1: not known
};

void name_look_up(const struct world *world, const char *name, struct lookup *out);
bool same_text(const char *a, const char *b); // without regard to case
bool is_spn(const char *name);                // and not a host

// The class of one is what the other's class is an alias of, and all the rest is equal.
bool spn_alias_equal(const char *a, const char *b);

// A party as an account, where it is one; -1 otherwise.
int party_account(const struct world *world, int party, int computer);

// ---- memberships ----

// Direct, nested and by primary group.
enum certainty is_member(const struct world *world, int account, int group);
enum certainty in_protected_users(const struct world *world, int account);

// ---- permission ----

enum grant {
    GRANT_ABSENT, // no descriptor
    GRANT_UNREAD, // there may be one
    GRANT_GIVEN,  // the access check says yes
    GRANT_DENIED,
    GRANT_GENERIC,  // only the generic mask stands in the way
    GRANT_UNDECIDED // a condition, an object entry or a membership decides
};

enum grant grant_of(const struct world *world, int server, int target);

// A list or a descriptor lets the server act somewhere.
enum certainty is_granted_something(const struct world *world, int server);

void add_permission(const struct world *world, int server, const struct lookup *target,
                    struct findings *out);

// ---- accounts, hosts ----

void add_client(const struct world *world, int account, struct findings *out);
void add_server(const struct world *world, int account, struct findings *out);
void add_target(const struct world *world, const struct lookup *target, struct findings *out);
void add_guard(const struct world *world, const struct world_host *host, struct findings *out);

// ---- ways over trusts ----

// The shortest way of a user's tickets from one domain to another.
struct way {
    bool found;
    bool doubtful; // where none was found: something that may be one was not read
    size_t count;
    int hops[WORLD_DOMAINS]; // trusts, from the user's side on
};

void find_way(const struct world *world, unsigned from, unsigned to, struct way *out);

// SID filtering on the way takes the SIDs of that domain out of a ticket.
bool drops_sids_of(const struct world *world, const struct way *way, unsigned domain);

void add_way_to_server(const struct world *world, unsigned client, unsigned server,
                       struct findings *out);
void add_way_to_client(const struct world *world, unsigned server, unsigned client,
                       struct findings *out);
// Client and server are accounts, or -1.
void add_ways_to_target(const struct world *world, int client, int server, unsigned target,
                        struct findings *out);
bool is_selective(const struct world *world, const struct way *way);

// ---- one call ----

void add_address(const struct world_request *request, const struct lookup *name, int server,
                 struct findings *out);
void add_client_machine(const struct world *world, const struct world_request *request,
                        struct findings *out);
void add_server_machine(const struct world *world, int computer, struct findings *out);
void add_dcom(const struct world *world, const struct world_request *request, int computer,
              struct findings *out);

// The account that runs the called process; -1: none or not known.
int server_of(const struct world *world, const struct world_request *request,
              const struct lookup *name, bool *assumed, bool *local_identity);

// ---- cloaked callers ----

// The requests that bring an identity to a process.
struct callers {
    bool local, remote;      // from the same host, from another one
    bool at_delegate, below; // the remote ones
    bool unknown;            // the level of one
    struct findings findings;
};

void find_callers(const struct world *world, const struct world_request *request, int client,
                  struct callers *out);

enum caller_place { CALLER_LOCAL, CALLER_REMOTE, CALLER_UNKNOWN };

// *by_proxy: S4U2Proxy may bring the identity from the process to the server.
enum caller_place add_middle(const struct world *world, const struct world_request *request,
                             int client, const struct lookup *server_name, int server,
                             struct findings *out, bool *by_proxy);

// The process and the account that a row of another host leads to.
bool reaches(const struct world *world, const struct world_request *caller,
             const struct world_request *process);

#endif
