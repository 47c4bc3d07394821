#include "base/base.h"

// Wide enough for any product of two coefficients and for aligning two scales (10^12 apart).
__extension__ typedef __int128 wide;

static const int64_t powers[19] = {1,
                                   10,
                                   100,
                                   1000,
                                   10000,
                                   100000,
                                   1000000,
                                   10000000,
                                   100000000,
                                   1000000000,
                                   10000000000,
                                   100000000000,
                                   1000000000000,
                                   10000000000000,
                                   100000000000000,
                                   1000000000000000,
                                   10000000000000000,
                                   100000000000000000,
                                   1000000000000000000};

static bool narrow(wide value, int scale, zp_decimal *out) {
    if (value > INT64_MAX || value < -(wide)INT64_MAX || scale > ZP_SCALE_MAX) {
        return false;
    }
    *out = (zp_decimal){(int64_t)value, (uint8_t)scale};
    return true;
}

// value / divisor, rounded half away from zero. divisor > 0.
static wide round_divide(wide value, wide divisor) {
    wide half = divisor / 2;
    if (value < 0) {
        return -((-value + half) / divisor);
    }
    return (value + half) / divisor;
}

bool zp_decimal_read(zp_text text, zp_decimal *out) {
    size_t i = 0;
    bool negative = false;
    if (i < text.size && (text.data[i] == '+' || text.data[i] == '-')) {
        negative = text.data[i++] == '-';
    }
    wide value = 0;
    int scale = 0;
    bool point = false, digit_last = false, any = false;
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.' && any && !point) {
            point = true;
            digit_last = false;
            continue;
        }
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
        scale += point;
        any = digit_last = true;
        if (value > INT64_MAX || scale > ZP_SCALE_MAX) {
            return false;
        }
    }
    return any && digit_last && narrow(negative ? -value : value, scale, out);
}

static wide aligned(zp_decimal a, int scale) {
    return (wide)a.coefficient * powers[scale - a.scale];
}

static int larger_scale(zp_decimal a, zp_decimal b) {
    return a.scale > b.scale ? a.scale : b.scale;
}

bool zp_decimal_add(zp_decimal a, zp_decimal b, zp_decimal *out) {
    int scale = larger_scale(a, b);
    return narrow(aligned(a, scale) + aligned(b, scale), scale, out);
}

bool zp_decimal_subtract(zp_decimal a, zp_decimal b, zp_decimal *out) {
    int scale = larger_scale(a, b);
    return narrow(aligned(a, scale) - aligned(b, scale), scale, out);
}

bool zp_decimal_multiply(zp_decimal a, zp_decimal b, zp_decimal *out) {
    wide product = (wide)a.coefficient * b.coefficient;
    int scale = a.scale + b.scale;
    while (scale > ZP_SCALE_MAX || (scale > 0 && product % 10 == 0 && product > INT64_MAX)) {
        if (product % 10 != 0) {
            return false;
        }
        product /= 10;
        scale--;
    }
    return narrow(product, scale, out);
}

bool zp_decimal_divide(zp_decimal a, zp_decimal b, int places, zp_decimal *out) {
    if (b.coefficient == 0 || places < 0 || places > ZP_SCALE_MAX) {
        return false;
    }
    // a/10^s / (b/10^t) = a*10^(t+places) / (b*10^s) at `places` decimals.
    wide top = a.coefficient, bottom = b.coefficient;
    int shift = b.scale + places - a.scale;
    for (; shift > 0; shift--) {
        if (top > ((wide)1 << 122) || top < -((wide)1 << 122)) {
            return false;
        }
        top *= 10;
    }
    for (; shift < 0; shift++) {
        bottom *= 10;
    }
    if (bottom < 0) {
        top = -top;
        bottom = -bottom;
    }
    return narrow(round_divide(top, bottom), places, out);
}

bool zp_decimal_round(zp_decimal a, int places, zp_decimal *out) {
    if (places < 0 || places > ZP_SCALE_MAX) {
        return false;
    }
    if (places >= a.scale) {
        return narrow(aligned(a, places), places, out);
    }
    return narrow(round_divide(a.coefficient, powers[a.scale - places]), places, out);
}

zp_decimal zp_decimal_trim(zp_decimal a) {
    while (a.scale > 0 && a.coefficient % 10 == 0) {
        a.coefficient /= 10;
        a.scale--;
    }
    return a;
}

int zp_decimal_compare(zp_decimal a, zp_decimal b) {
    int scale = larger_scale(a, b);
    wide left = aligned(a, scale), right = aligned(b, scale);
    return left < right ? -1 : left > right;
}

zp_decimal zp_decimal_of(int64_t whole) {
    return (zp_decimal){whole, 0};
}

zp_text zp_decimal_text(zp_arena *arena, zp_decimal a) {
    int64_t unit = powers[a.scale];
    const char *sign = a.coefficient < 0 ? "-" : "";
    int64_t whole = a.coefficient / unit, part = a.coefficient % unit;
    whole = whole < 0 ? -whole : whole;
    part = part < 0 ? -part : part;
    if (a.scale == 0) {
        return zp_arena_print(arena, "%s%lld", sign, (long long)whole);
    }
    return zp_arena_print(arena, "%s%lld.%0*lld", sign, (long long)whole, a.scale, (long long)part);
}
