#include "handlers/media.h"

#include "handlers/field.h"

struct media_type media_type_read(struct str value)
{
    struct media_type type = {.name = field_cut(&value, ';')};
    while (value.len) {
        struct str parameter = field_cut(&value, ';');
        struct str name = field_cut(&parameter, '=');
        if (!type.charset.len && str_equal_nocase(name, STR("charset"))) {
            type.charset = field_unquoted(parameter);
            if (!type.charset.len) {
                type.charset = STR("?"); /* given, but nothing that we know */
            }
        }
    }
    return type;
}

bool media_type_is_utf8(const struct media_type *type)
{
    return !type->charset.len || str_equal_nocase(type->charset, STR("utf-8")) ||
           str_equal_nocase(type->charset, STR("utf8"));
}

/* A weight in thousandths (RFC 9110, 12.4.2: "0" or "1" and up to three digits); -1 where it is none. */
static int read_weight(struct str s)
{
    if (s.len == 0 || s.len > 5 || s.at[0] < '0' || s.at[0] > '1' || (s.len > 1 && s.at[1] != '.')) {
        return -1;
    }
    int weight = (s.at[0] - '0') * 1000;
    for (size_t i = 2, unit = 100; i < s.len; i++, unit /= 10) {
        if (s.at[i] < '0' || s.at[i] > '9') {
            return -1;
        }
        weight += (s.at[i] - '0') * (int)unit;
    }
    return weight <= 1000 ? weight : -1;
}

/* The weight that the parameters of a range hold; 1000 where there is none, 0 for one that cannot be read. */
static int weight_of(struct str parameters)
{
    while (parameters.len) {
        struct str value = field_cut(&parameters, ';');
        struct str name = field_cut(&value, '=');
        if (str_equal_nocase(name, STR("q"))) {
            int weight = read_weight(value);
            return weight < 0 ? 0 : weight;
        }
    }
    return 1000;
}

bool accepts(struct str accept, struct str type)
{
    const struct str ranges[] = {STR_INIT("*/*"), STR_INIT("application/*"), type};
    int best = -1;
    bool accepted = false;
    if (!str_trim(accept).len) {
        return true;
    }
    while (accept.len) {
        struct str parameters = field_cut(&accept, ',');
        struct str range = field_cut(&parameters, ';');
        for (int i = 0; i < 3; i++) {
            if (i >= best && str_equal_nocase(range, ranges[i])) {
                accepted = (i == best && accepted) || weight_of(parameters) > 0;
                best = i;
            }
        }
    }
    return accepted;
}

bool accepts_gzip(struct str accept_encoding)
{
    int gzip = -1, any = -1, plain = -1; /* not named */
    while (accept_encoding.len) {
        struct str parameters = field_cut(&accept_encoding, ',');
        struct str coding = field_cut(&parameters, ';');
        int weight = weight_of(parameters);
        if (str_equal_nocase(coding, STR("gzip")) || str_equal_nocase(coding, STR("x-gzip"))) {
            gzip = weight > gzip ? weight : gzip;
        } else if (str_equal_nocase(coding, STR("identity"))) {
            plain = weight;
        } else if (str_is(coding, "*")) {
            any = weight;
        }
    }
    gzip = gzip < 0 ? any : gzip;
    return gzip > 0 && gzip >= plain;
}
