// The indicators of the unit and of its projects, one row each.
#include "check/private.h"

#include <string.h>

// `效益指标（40分）`: the points that a level's name brings along, and the name without them.
static zp_text take_points(zp_text level, zp_text *points) {
    size_t open, end = level.size;
    const char *close = zp_text_ends(level, "）") ? "）" : ")";
    if (!zp_text_ends(level, close)) {
        return level;
    }
    end -= strlen(close);
    zp_text inside = zp_text_slice(level, 0, end);
    end -= zp_text_ends(inside, "分") ? strlen("分") : 0;
    for (open = end; open > 0 && strchr("0123456789.", level.data[open - 1]) != NULL; open--) {
    }
    zp_text name = zp_text_slice(level, 0, open);
    size_t mark = zp_text_ends(name, "（") ? strlen("（") : zp_text_ends(name, "(") ? 1 : 0;
    if (open == end || mark == 0) {
        return level;
    }
    *points = zp_text_slice(level, open, end);
    return zp_text_trim(zp_text_slice(name, 0, name.size - mark));
}

static size_t group_of(const check *c, zp_text level1) {
    const zp_value *groups = zp_value_get(c->profile, "group");
    size_t index = 0;
    for (const zp_value *each = zp_value_first(groups); each != NULL; each = each->next, index++) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, "name")), level1)) {
            return index;
        }
    }
    return SIZE_MAX;
}

static check_figure member(check *c, zp_text path, const zp_value *table, const char *key) {
    check_figure figure = check_figure_print(c, "%.*s.%s", ZP_ARG(path), key);
    figure.place = figure.state == CHECK_ABSENT ? table->place : figure.place;
    return figure;
}

static void add_row(check *c, const check_owner *owner, const zp_value *indicator,
                    const zp_value *table, zp_text path) {
    zp_text points = {0};
    zp_text level1 = take_points(zp_value_text(zp_value_get(indicator, "level1")), &points);
    check_figure target = member(c, path, table, "target");
    check_figure actual = member(c, path, table, "actual");
    check_row *row = ZP_PUSH(c->arena, c->rows, c->row_count, c->row_capacity);
    *row = (check_row){.owner = owner,
                       .indicator = indicator,
                       .path = path,
                       .level1 = level1,
                       .points = points,
                       .level2 = zp_value_text(zp_value_get(indicator, "level2")),
                       .name = zp_value_text(zp_value_get(indicator, "name")),
                       .group = group_of(c, level1),
                       .target = target,
                       .actual = actual,
                       .weight = member(c, path, table, "weight"),
                       .score = member(c, path, table, "score"),
                       .reason = member(c, path, table, "reason"),
                       .wanted = check_value_read(c, target.text),
                       .reached = check_value_read(c, actual.text)};
    row->reach = check_reach_of(row);
}

static void add_indicators(check *c, const check_owner *owner) {
    const zp_value *list = zp_value_get(owner->value, "indicator");
    zp_text list_path = zp_arena_print(c->arena, "%.*sindicator", ZP_ARG(owner->path));
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text path = check_element_path(c, list_path, list, each);
        const zp_value *rows = zp_value_get(each, "rows");
        if (rows == NULL) {
            add_row(c, owner, each, each, path);
        }
        size_t index = 0;
        for (const zp_value *row = zp_value_first(rows); row != NULL; row = row->next) {
            add_row(c, owner, each, row,
                    zp_arena_print(c->arena, "%.*s.rows[%zu]", ZP_ARG(path), index++));
        }
    }
}

void check_rows_read(check *c) {
    const zp_value *projects = zp_value_get(c->root, "project");
    c->owners = ZP_ARRAY(c->arena, check_owner, 1 + (projects ? projects->count : 0));
    c->owners[c->owner_count++] = (check_owner){.value = c->root};
    for (const zp_value *each = zp_value_first(projects); each != NULL; each = each->next) {
        zp_text path = check_element_path(c, ZP_TEXT("project"), projects, each);
        c->owners[c->owner_count++] =
            (check_owner){.value = each,
                          .path = zp_arena_print(c->arena, "%.*s.", ZP_ARG(path)),
                          .project = true};
    }
    for (size_t i = 0; i < c->owner_count; i++) {
        add_indicators(c, &c->owners[i]);
    }
}
