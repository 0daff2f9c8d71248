// SPDX-License-Identifier: Apache-2.0
// What a file shows of the registry keys that matter here, in whatever syntax: the last statement
// about a value wins, deletions count, the rest is forgotten.
#ifndef IMPORT_REGISTRY_KEYS_H
#define IMPORT_REGISTRY_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "import/registry_text.h"

// The keys below HKEY_LOCAL_MACHINE that are read. Of ROOT_APPID, ROOT_CLSID and ROOT_SVCHOST the
// subkeys are the objects. Where Windows keeps a second view for 32-bit programs on a 64-bit
// machine, it is a root of its own; on hosts since Windows 7 Ole and AppID have only one copy, and
// a file that shows another was edited, merged or comes from an older host.
#define REGISTRY_ROOTS(R)                                                                          \
    R(ROOT_OLE, "SOFTWARE\\Microsoft\\Ole")                                                        \
    R(ROOT_OLE_32, "SOFTWARE\\Wow6432Node\\Microsoft\\Ole")                                        \
    R(ROOT_APPCOMPAT, "SOFTWARE\\Microsoft\\Ole\\AppCompat")                                       \
    R(ROOT_RPC, "SOFTWARE\\Policies\\Microsoft\\Windows NT\\Rpc")                                  \
    R(ROOT_SCRIPTING, "SOFTWARE\\Microsoft\\WBEM\\Scripting")                                      \
    R(ROOT_SCRIPTING_32, "SOFTWARE\\Wow6432Node\\Microsoft\\WBEM\\Scripting")                      \
    R(ROOT_LSA, "SYSTEM\\CurrentControlSet\\Control\\Lsa")                                         \
    R(ROOT_GUARD, "SYSTEM\\CurrentControlSet\\Control\\DeviceGuard")                               \
    R(ROOT_GUARD_POLICY, "SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard")                    \
    R(ROOT_APPID, "SOFTWARE\\Classes\\AppID")                                                      \
    R(ROOT_CLSID, "SOFTWARE\\Classes\\CLSID")                                                      \
    R(ROOT_CLSID_32, "SOFTWARE\\Classes\\Wow6432Node\\CLSID")                                      \
    R(ROOT_CLSID_32_MERGED, "SOFTWARE\\Wow6432Node\\Classes\\CLSID")                               \
    R(ROOT_SVCHOST, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost")

#define REGISTRY_ROOT_ENUMERATOR(enumerator, path) enumerator,
enum registry_root { REGISTRY_ROOTS(REGISTRY_ROOT_ENUMERATOR) ROOT_COUNT };

struct registry_entry {
    struct bytes name, data; // text of the three types of text: UTF-8; MULTI_SZ: NUL between items
    uint32_t type;
    unsigned line;
    uint32_t next; // entry of the same key, counted from 1; 0: none
};

// A key that the file shows itself, and that matters.
struct registry_key {
    enum registry_root root;
    struct bytes path;        // as the file has it
    struct bytes object, sub; // below the root: subkey and what is below that, or empty
    unsigned line;            // where it stands
    uint32_t first;           // entry
    unsigned generation;      // of its root when it was made
    uint32_t birth;           // counts the keys that were made, anew too
    bool deleted;
    bool has_values, several; // values were shown; of more than one name
    struct bytes first_name;
};

// Zero-initialise it. Text is held by `arena`.
struct registry_keys {
    struct arena arena;
    VEC(struct registry_key) keys;
    VEC(struct registry_entry) entries; // entry n is items[n - 1]
    struct map by_path;
    struct map by_value; // "birth\name" in lower case to entry - 1
    struct text scratch;
    uint32_t births;
    uint32_t current; // index + 1 of the key that values belong to; 0: none that matters
    // The file may show only some values of a key, or a key without its values ('reg query' with
    // and without /v); to be set before the first key.
    bool partial;
    bool several[ROOT_COUNT];        // a key of the root shows values of more than one name
    unsigned covered[ROOT_COUNT];    // the line of the root, or of a key above it; 0: not shown
    unsigned generation[ROOT_COUNT]; // counts deletions of the whole root
};

// The path of a root below HKEY_LOCAL_MACHINE; static, NUL-terminated.
struct bytes registry_root_path(enum registry_root root);

// Takes a key or a value as the syntax delivers it.
void registry_keys_take_key(struct registry_keys *keys, struct bytes path, bool deleted,
                            unsigned line);
void registry_keys_take_value(struct registry_keys *keys, const struct registry_value *value);

// To be called behind the last statement where the file is partial: a key that shows several values
// shows them all, and so do its siblings.
void registry_keys_settle(struct registry_keys *keys);

// What the key does not show is not there.
bool registry_key_is_whole(const struct registry_keys *keys, const struct registry_key *key);

// The key is there, and not deleted behind.
bool registry_key_stands(const struct registry_keys *keys, const struct registry_key *key);

// The key at the root itself, or the one below an object; NULL where the file shows none.
const struct registry_key *registry_keys_find(struct registry_keys *keys, enum registry_root root,
                                              struct bytes object, struct bytes sub);

// The value of a key (NULL: none) by name; NULL where there is none.
const struct registry_entry *registry_keys_value(struct registry_keys *keys,
                                                 const struct registry_key *key, const char *name);

// REG_DWORD of four bytes.
bool registry_entry_dword(const struct registry_entry *entry, uint32_t *out);

void registry_keys_clear(struct registry_keys *keys);

#endif
