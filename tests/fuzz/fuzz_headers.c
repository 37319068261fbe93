/* Fields that are read for what they say: "name:value" in each line. Each value also goes to every reader, whatever its
 * name. */
#include "handlers/field.h"
#include "handlers/media.h"
#include "server/cors.h"
#include "server/forwarded.h"
#include "server/gzip.h"
#include "server/keys.h"
#include "server/trace.h"

#include <stdlib.h>

enum { FIELDS_MAX = 64, UNPACKED_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* What an address is written as must be read as the same. */
static void check_address(struct str text)
{
    struct address address, again;
    char out[INET6_ADDRSTRLEN];
    if (address_read(text, &address)) {
        address_write(&address, out);
        require(address_read(str_of(out), &again) && memcmp(&address, &again, sizeof address) == 0);
    }
}

static void check_networks(struct str text)
{
    struct networks networks;
    struct str wrong;
    if (networks_read(text, &networks, &wrong)) {
        for (size_t i = 0; i < networks.count; i++) {
            require(networks_hold(&networks, &networks.at[i].address));
        }
    }
}

static void check_keys(struct str text)
{
    static const char SECRET[KEY_ROOM] = "abcdefghijklmnop";
    struct keys keys;
    struct key key = {.name = "one"};
    char name[KEY_NAME_ROOM] = "";
    memcpy(key.secret, SECRET, sizeof SECRET);
    require(keys_init(&keys));
    keys.at = &key;
    keys.count = 1;
    bool good = keys_check(&keys, text, name) == KEY_GOOD;
    require(good == (name[0] != '\0') && (!good || str_ends(str_trim(text), str_of(SECRET))));
    keys.at = NULL;
    keys.count = 0;
    keys_finish(&keys);
}

static void check_origin(struct str text)
{
    struct str wrong;
    if (cors_valid(text, &wrong) && text.len) {
        enum cors cors = cors_match(text, STR("https://a.test"));
        require(cors != CORS_LISTED || str_find(text, STR("https://a.test"), 0) != SIZE_MAX);
    }
    require(cors_match(STR("https://a.test"), text) != CORS_LISTED || str_is(text, "https://a.test"));
}

/* In pieces of that size the same comes out of a stream as at once. */
static void check_pieces(struct str packed, struct str plain, size_t size)
{
    struct inflater *inflater = inflater_create();
    size_t at = 0;
    enum fault f = OK;
    while (inflater && !f && packed.len) {
        struct str piece = str_slice(packed, 0, packed.len < size ? packed.len : size), out = {0};
        packed = str_slice(packed, piece.len, packed.len);
        while (!(f = inflater_take(inflater, &piece, &out)) && out.len) {
            require(at + out.len <= plain.len && memcmp(plain.at + at, out.at, out.len) == 0);
            at += out.len;
        }
        require(f || piece.len == 0);
    }
    /* The ratio is looked at more often. */
    require(!inflater || f == FAULT_TOO_LARGE || (!f && at == plain.len && inflater_whole(inflater)));
    inflater_destroy(inflater);
}

/* Whatever comes out is within the limit, and packed and unpacked again the same. */
static void check_gzip(struct str text)
{
    struct str plain, packed, again;
    size_t room;
    if (gzip_unpack(text, UNPACKED_MAX, &plain, &room) != OK) {
        return;
    }
    require(plain.len <= UNPACKED_MAX && plain.len <= GZIP_ALLOWANCE + GZIP_RATIO * text.len);
    check_pieces(text, plain, 1 + (unsigned char)text.at[text.len - 1] % 50);
    if (gzip_pack(plain, 1, &packed)) {
        require(packed.len < plain.len);
        if (gzip_unpack(packed, UNPACKED_MAX, &again, &room) == OK) {
            require(str_equal(plain, again));
            free((char *)again.at);
        }
        free((char *)packed.at);
    }
    free((char *)plain.at);
}

static void check_value(struct str text)
{
    char trace[TRACE_ID_ROOM];
    trace_id(text, trace);
    require(trace[0] == '\0' || strlen(trace) == TRACE_ID_ROOM - 1);
    require(!accepts_gzip(text) || str_find(text, STR("*"), 0) != SIZE_MAX || text.len >= 4);
    check_address(text);
    check_networks(text);
    check_keys(text);
    check_origin(text);
}

/* Only what a trusted hop vouches for changes the address. */
static void check_forwarded(const struct head *head)
{
    struct networks ours;
    struct str wrong;
    struct address peer, stranger, address;
    require(networks_read(STR("10.0.0.0/8, 2001:db8::/32"), &ours, &wrong) && address_read(STR("10.0.0.1"), &peer) &&
            address_read(STR("192.0.2.1"), &stranger));
    for (int which = FORWARDED_FOR; which <= FORWARDED; which++) {
        address = stranger;
        require(forwarded_client(head, &ours, (enum forwarded_field)which, &address, true) &&
                memcmp(&address, &stranger, sizeof address) == 0);
        address = peer;
        require(forwarded_client(head, &ours, (enum forwarded_field)which, &address, true));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct field fields[FIELDS_MAX];
    struct head head = {.fields = fields};
    check_gzip(rest);
    for (; rest.len && head.count < FIELDS_MAX; head.count++) {
        struct str value = field_split(&rest, '\n');
        fields[head.count].name = field_split(&value, ':');
        fields[head.count].value = value;
        check_value(value);
    }
    check_forwarded(&head);
    return 0;
}
