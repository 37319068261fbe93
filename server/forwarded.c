#include "server/forwarded.h"

#include "handlers/field.h"

enum { HOPS_MAX = 16 }; /* the last ones; nobody has a longer chain of own proxies */

struct hop {
    struct address address;
    bool known;
};

struct chain {
    struct hop hops[HOPS_MAX];
    size_t count; /* of all that were seen; hop i is at i % HOPS_MAX */
};

/* The value of "for" among the parameters of an element of Forwarded; empty when it has none. */
static struct str find_for(struct str element)
{
    while (element.len) {
        struct str value = field_split(&element, ';');
        struct str name = field_split(&value, '=');
        if (str_equal_nocase(name, STR("for"))) {
            return field_unquoted(value);
        }
    }
    return (struct str){0};
}

static void add_hops(struct chain *chain, struct str value, enum forwarded_field which)
{
    while (value.len) {
        struct str element = field_split(&value, ',');
        struct hop *hop = &chain->hops[chain->count++ % HOPS_MAX];
        hop->known = address_read(which == FORWARDED ? find_for(element) : element, &hop->address);
    }
}

bool forwarded_client(const struct head *head, const struct networks *trusted, enum forwarded_field which,
                      struct address *address, bool known)
{
    struct str name = which == FORWARDED ? STR("Forwarded") : STR("X-Forwarded-For");
    struct chain chain;
    if (known ? !networks_hold(trusted, address) : !trusted->local) {
        return known;
    }
    chain.count = 0;
    for (size_t i = 0; i < head->count; i++) {
        if (str_equal_nocase(head->fields[i].name, name)) {
            add_hops(&chain, head->fields[i].value, which);
        }
    }
    size_t least = chain.count > HOPS_MAX ? chain.count - HOPS_MAX : 0;
    for (size_t i = chain.count; i > least; i--) {
        const struct hop *hop = &chain.hops[(i - 1) % HOPS_MAX];
        if (!hop->known) {
            break; /* "unknown", "_hidden" or nonsense: nobody vouches for what stands before it */
        }
        *address = hop->address;
        known = true;
        if (!networks_hold(trusted, address)) {
            break;
        }
    }
    return known;
}
