// SPDX-License-Identifier: Apache-2.0
// Client records: what an importer delivers, plain data in the field's words.
#ifndef CORE_CLIENT_H
#define CORE_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "core/vocab.h"

// One outgoing proxy as a row of an inventory states it (docs/client-files.md). All text is
// borrowed for the call that delivers it; an empty view means that the cell was empty. Levels are
// LEVEL_UNKNOWN where the cell was empty.
struct inventory_row {
    unsigned line; // in the file, counted from 1
    struct bytes host, application, process, hosted_by, identity, callers, interface;
    struct bytes server, server_identity, targets; // `callers`, `hosted_by`, `targets`: ;-lists
    struct bytes server_application;               // who it is on the server's host
    enum kind kind;
    enum level level, complus_level, dcomcnfg_level, proxy_level, activation_level;
    unsigned flags;              // a set of 1u << enum flag
    bool has_flags;              // the cell was not empty
    struct bytes transport_word; // empty, or a word of the vocabulary
    enum transport transport;    // TRANSPORT_COM where the cell was empty
    enum authn_service authn_service;
    enum authn_level authn_level;
    enum cloaking cloaking;
};

// What one file states of one host, from one part of its configuration. ANSWER_UNKNOWN and the
// ..._ABSENT of the vocabularies mean "not read".
struct host_facts {
    unsigned line;     // of the row, or of the first value that was read
    struct bytes host; // borrowed, as all text here
    enum part part;    // PART_NONE: host facts of CSV, which speak of several parts
    struct bytes key;  // the registry key, class or property that the values come from
    enum machine_level machine_level; // Ole: LegacyImpersonationLevel
    enum answer ignore_delegation_failure, enable_dcom, credential_guard, domain_joined;
    enum machine_level scripting_level;       // WBEM\Scripting: Default Impersonation Level
    enum machine_level complus_default_level; // LocalComputer: DefaultImpersonationLevel
    enum stated_authn authn_level;            // Ole: LegacyAuthenticationLevel
    // Ole\AppCompat: activations are refused below integrity, and raised to it (KB5004442).
    enum answer require_integrity, raise_activation;
    // What was wrong with a value that was read but is invalid; empty otherwise.
    struct bytes remark;
};

// One application as one source states it: a class application of COM (AppID), a COM+ application,
// an svchost group, the worker process of ASP.NET. Accounts, names and paths are as they stand in
// the file; an empty text and the first word of each vocabulary mean "not read".
struct application_fact {
    unsigned line;     // of the level where there is one, else of the first value
    struct bytes host; // borrowed, as all text here
    enum part part;
    enum fact_source source;
    struct bytes partition; // GUID of the COM+ partition
    struct bytes appid;     // "{...}", upper case; empty for AppID\NAME.exe without a GUID
    struct bytes name, exe; // exe: the base name that AppID is bound to, or the program
    enum kind kind;
    enum stated_level level; // outgoing calls; AppID has none (it stays absent)
    enum stated_authn authn_level;
    enum stated_cloaking cloaking;
    enum run_as run_as;
    struct bytes account;   // as named, where run_as is account
    struct bytes service;   // LocalService, ServiceName
    struct bytes surrogate; // DllSurrogate; "dllhost.exe" where the value is empty: the system's
    enum answer enabled, queued, proxy;
    // svchost: the group calls CoInitializeSecurity (CoInitializeSecurityParam is not 0).
    enum answer initializes_security;
    struct bytes remote_server; // RemoteServerName, ApplicationProxyServerName
    unsigned appid_flags;       // a set of 1u << enum appid_flag
    bool has_appid_flags;       // AppIDFlags was read
    struct bytes key;           // the registry key, or the property that the level came from
    struct bytes remark;        // what was wrong with values that are invalid
};

// A class and the application that it belongs to.
struct class_fact {
    unsigned line;
    struct bytes host, clsid, progid, appid; // GUIDs as above
    enum registry_view view;                 // classes are kept for each view
    struct bytes key;
};

// A service, the account that it runs as, and the svchost group that it runs in.
struct service_fact {
    unsigned line;
    struct bytes host;
    enum part part;
    enum fact_source source;
    struct bytes service, account, group, exe; // exe: the program, without its arguments
    enum answer disabled;
    struct bytes key;
};

// A file holds this part of a host's configuration: what it does not show of it does not exist
// (registry), or was not exported (all others). `object` narrows it to one AppID, class or group.
// A newer file that holds the same replaces it.
struct covered_part {
    unsigned line;
    struct bytes host;
    enum part part;
    struct bytes object; // empty: all of the part
};

// Where an importer puts its records. Functions return false with `error` set to refuse the file.
struct client_sink {
    void *context;
    bool (*inventory)(void *context, const struct inventory_row *row, struct error *error);
    bool (*host)(void *context, const struct host_facts *facts, struct error *error);
    bool (*application)(void *context, const struct application_fact *fact, struct error *error);
    bool (*class_of)(void *context, const struct class_fact *fact, struct error *error);
    bool (*service)(void *context, const struct service_fact *fact, struct error *error);
    bool (*part)(void *context, const struct covered_part *part, struct error *error);
};

#endif
