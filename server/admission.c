/* Who may ask, and how often: keys and rates. */
#include "server/exchange.h"

#include "analysis/base/clock.h"

#include <stdio.h>

/* False, with 401 as the answer, without a good key. */
static bool check_key(struct exchange *exchange, const struct head *head)
{
    struct str authorization = head_field(head, STR("Authorization"));
    enum key_check check = keys_check(&exchange->service->keys, authorization, exchange->key);
    if (check == KEY_GOOD) {
        return true;
    }
    bool wrong = check == KEY_WRONG;
    exchange_reject(exchange, REJECTED_key,
                    wrong ? "The key is none that this service knows; ask its operator for another."
                          : "Send a key of this service: \"Authorization: Bearer KEY\".");
    exchange_set_header(exchange, "WWW-Authenticate",
                        wrong ? "Bearer realm=\"byline\", error=\"invalid_token\"" : "Bearer realm=\"byline\"");
    return false;
}

/* Whose rate it is: that of the key, else of the IPv4 address or the IPv6 network of 64 bits, which is what one
 * customer of a provider has. */
static struct str who_of(const struct exchange *exchange)
{
    static const char LOCAL[] = "unix";
    const char *bytes = (const char *)exchange->address.bytes;
    if (exchange->key[0]) {
        return str_of(exchange->key);
    }
    if (!exchange->has_address) {
        return str_of(LOCAL);
    }
    return (struct str){bytes, address_is_four(&exchange->address) ? sizeof exchange->address.bytes : 8};
}

/* False, with 429 as the answer, when the client has sent too much. */
static bool check_rate(struct exchange *exchange)
{
    char seconds[24];
    struct rate *rate = &exchange->service->rate;
    if (!rate->slots) {
        return true;
    }
    exchange->limited = true;
    exchange->allowance = rate_take(rate, who_of(exchange), exchange->began);
    if (!exchange->allowance.granted) {
        snprintf(seconds, sizeof seconds, "%llu", (unsigned long long)exchange->allowance.retry_seconds);
        exchange_reject(exchange, REJECTED_rate, "Wait for as many seconds as Retry-After says.");
        exchange_set_header(exchange, "Retry-After", seconds);
    }
    return exchange->allowance.granted;
}

/* The rate counts first for what has no good key, by its address, so that keys cannot be guessed at speed. */
bool exchange_admit(struct exchange *exchange, const struct head *head)
{
    if (exchange->route->open) {
        return true;
    }
    bool known = !exchange->service->settings.keys_file[0] || check_key(exchange, head);
    return check_rate(exchange) && known;
}
