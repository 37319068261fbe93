/* Units of measure (UCUM) and of money (ISO 4217) beside a numeral. */
#ifndef ANALYSIS_FIGURES_UNITS_H
#define ANALYSIS_FIGURES_UNITS_H

#include "analysis/figures/numerals.h"
#include "analysis/figures/reading.h"

enum unit_kind { UNIT_NONE, UNIT_MEASURE, UNIT_PERCENT, UNIT_MONEY };

struct unit {
    enum unit_kind kind;
    uint32_t first, end; /* atoms of the unit itself */
    struct str code;
    double factor; /* of money in parts: cents are 0.01 dollars */
    bool sure;     /* the form has no other reading */
    bool hyphen;   /* "3-litre" */
};

/* The unit behind a numeral; UNIT_NONE when there is none. Units of time are left to times.h. */
struct unit unit_behind(const struct reading *r, const struct numeral *numeral);

/* The currency before atom `first` ("$", "HK$", "Rs", "CHF"), not before atom `from`. */
struct unit currency_before(const struct reading *r, uint32_t from, uint32_t first);

/* Extends a unit by what it is counted per: "an hour", "per tonne", "/day". Returns false when nothing follows. */
bool rate_behind(struct reading *r, struct unit *unit);

/* The value in base SI units, and their code; false when the unit has none. */
bool unit_to_si(struct arena *arena, struct str code, double value, double *si_value, struct str *si_unit);

/* How far apart two values are, in base SI units: on scales that do not begin at zero another number than a value. NAN
 * when there is none. */
double difference_to_si(struct str code, double value);

#endif
