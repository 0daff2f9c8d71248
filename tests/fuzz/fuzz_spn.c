// SPDX-License-Identifier: Apache-2.0
// Fuzz target: any bytes as an SPN, as a value of sPNMappings, as a host and as an account name.
#include <stdlib.h>

#include "core/host.h"
#include "core/name.h"
#include "core/spn.h"
#include "fuzz.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool lies_inside(struct bytes part, struct bytes whole)
{
    return !part.size ||
           (part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

// A key's key is itself, and folding keeps what is UTF-8 valid.
static void fold_twice(struct bytes text)
{
    struct text once = {0}, twice = {0};

    spn_key(&once, text);
    spn_key(&twice, text_view(&once));
    require(bytes_equal(text_view(&once), text_view(&twice)));
    require(!utf8_is_valid(text, NULL) || utf8_is_valid(text_view(&once), NULL));
    text_clear(&once);
    text_clear(&twice);
}

static void take_apart(struct bytes text)
{
    struct account_name name = name_parse(text);
    struct spn spn;

    require(lies_inside(name.name, text) && lies_inside(name.domain, text));
    require(lies_inside(host_label(text), text));
    if (!spn_parse(text, &spn))
        return;
    require(spn.class.size && spn.host.size);
    require(lies_inside(spn.class, text) && lies_inside(spn.host, text));
    require(lies_inside(spn.port, text) && lies_inside(spn.name, text));
    require(spn.class.size + 1 + spn.host.size + (spn.port.size ? 1 + spn.port.size : 0) +
                (spn.name.size ? 1 + spn.name.size : 0) ==
            text.size);
}

// The first line is the SPN, the rest a value of the mapping.
static void map_class(struct bytes text)
{
    struct spn_aliases aliases = {0};
    struct bytes spn, value;
    struct text key = {0};
    struct spn parts;

    bytes_split(text, '\n', &spn, &value);
    spn_aliases_add(&aliases, value);
    if (spn_alias_key(&key, &aliases, spn))
        require(spn_parse(spn, &parts) && key.size > 0);
    else
        require(key.size == 0);
    text_clear(&key);
    spn_aliases_clear(&aliases);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {(const char *)data, size};

    fold_twice(text);
    take_apart(text);
    map_class(text);
    return 0;
}
