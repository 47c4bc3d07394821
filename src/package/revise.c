// Correcting a package: of the same unit and year, and handed in.
#include "package/build.h"

// How many characters of the longer name the two do not share, in tenths.
static bool names_are_near(zp_text a, zp_text b) {
    size_t longer = zp_utf8_count(a) > zp_utf8_count(b) ? zp_utf8_count(a) : zp_utf8_count(b);
    return zp_text_distance(a, b, longer / 2) <= longer / 2;
}

static bool says_renamed(const zp_record *record) {
    const zp_value *list = zp_value_get(record->root, "revision");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text where = zp_text_trim(zp_value_text(zp_value_get(each, "where")));
        if (zp_text_is(where, "unit.name") || zp_text_is(where, "unit")) {
            return true;
        }
    }
    return false;
}

// A unit may be renamed, or its name mended: that is told by the data's folder and a name that is
// near the old one, or by a [[revision]] that says so.
static zp_status check_unit(zp_messages *messages, const zp_package *old, const zp_record *record) {
    const zp_value *name = zp_value_find(record->root, ZP_TEXT("unit.name"), NULL);
    zp_text is = zp_value_text(name);
    if (zp_text_equal(is, old->unit) || says_renamed(record) ||
        (zp_text_equal(record->name, old->folder) && names_are_near(is, old->unit))) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, name != NULL ? name->place : record->root->place, "revise-unit",
              "this is %.*s, and the package is of %.*s; if it is the unit's new name, give the "
              "reason in a [[revision]] with where = \"unit.name\"",
              ZP_ARG(is), ZP_ARG(old->unit));
    return ZP_BAD_INPUT;
}

static zp_status check_year(zp_messages *messages, const zp_package *old, const zp_record *record) {
    const zp_value *year = zp_value_get(record->root, "year");
    if (zp_text_equal(zp_value_text(year), old->year)) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, year != NULL ? year->place : record->root->place, "revise-year",
              "this is the year %.*s, and the package is of %.*s; another year is no correction",
              ZP_ARG(zp_value_text(year)), ZP_ARG(old->year));
    return ZP_BAD_INPUT;
}

zp_status package_check_corrects(zp_messages *messages, const zp_package *old,
                                 const zp_record *record) {
    zp_status status = check_unit(messages, old, record);
    return status == ZP_OK ? check_year(messages, old, record) : status;
}

zp_status zp_package_revise(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                            zp_language language, const zp_package *old, const zp_record *record,
                            zp_text reason, zp_package **package) {
    zp_record old_record;
    zp_status status = package_check_corrects(messages, old, record);
    if (status == ZP_OK) {
        status = zp_package_record(old, arena, messages, shop->schema, false, &old_record);
    }
    if (status == ZP_OK) {
        package_build b = {.shop = shop, .arena = arena, .messages = messages, .record = record};
        status = package_make_revision(&b, language, old, &old_record, reason);
        *package = b.package;
    }
    return status;
}
