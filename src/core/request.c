// SPDX-License-Identifier: Apache-2.0
// Identity of requests and words of findings.
#include "core/request.h"

#include <nettle/sha2.h>

const char *fold_rule_id(enum fold_rule rule)
{
    static const char *const ids[] = {"R901", "R902", "R903", "R904", "R905", "R906", "R907",
                                      "R908", "R909", "R910", "R911", "R912", "R913", "R914"};

    return ids[rule];
}

void finding_append_reason(struct text *out, const struct finding *finding)
{
    static const struct bytes server = {"server-", 7}, process = {"process-", 8};
    struct bytes reason = bytes_of(finding->rule->reason);

    if (finding->of_process && !bytes_starts_with_ascii(reason, process)) {
        text_append(out, process);
        if (bytes_starts_with_ascii(reason, server))
            reason = bytes_slice(reason, server.size, SIZE_MAX);
    }
    text_append(out, reason);
}

static void hash_field(struct sha256_ctx *hash, struct bytes field)
{
    uint8_t lower[SHA256_BLOCK_SIZE];
    size_t held = 0;

    for (size_t i = 0; i < field.size; i++) {
        lower[held++] = (uint8_t)ascii_lower(field.data[i]);
        if (held == sizeof lower) {
            sha256_update(hash, held, lower);
            held = 0;
        }
    }
    lower[held++] = '\x1F';
    sha256_update(hash, held, lower);
}

void request_id_format(const struct request_identity *identity, char out[REQUEST_ID_BYTES])
{
    const struct bytes fields[] = {
        identity->host,   identity->process,   identity->application, identity->hosted_by,
        identity->call,   identity->transport, identity->interface,   identity->client,
        identity->server, identity->target,
    };
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[(REQUEST_ID_BYTES - 1) / 2];
    struct sha256_ctx hash;

    sha256_init(&hash);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        hash_field(&hash, fields[i]);
    sha256_digest(&hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[REQUEST_ID_BYTES - 1] = '\0';
}
