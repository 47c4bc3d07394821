// Why something was changed: [[revision]] of the new data. `where` is a data path, and covers what
// it holds, or a section of the report.
#include "package/papers.h"

// An entry of [[revision]].
typedef struct entry {
    zp_text where; // trimmed; a section given by its title: as report.ID
    zp_text reason;
    zp_place place;            // of `where`
    const zp_value *old, *new; // what stands at `where`; NULL: nothing
    bool again;                // the version before has it too: it spoke of an earlier change
    bool covers;               // a change that is shown
    bool used;                 // and gives its reason
} entry;

typedef struct search {
    zp_arena *arena;
    zp_messages *messages;
    const zp_differences *differences;
    entry *entries;
    size_t count;
} search;

// ---------------------------------------------------------------- entries

static zp_text text_at(const zp_value *table, const char *key) {
    return zp_text_trim(zp_value_text(zp_value_get(table, key)));
}

static const zp_value *list_of(zp_version version) {
    return zp_value_first(zp_value_get(version.record->root, "revision"));
}

static bool is_in(const zp_value *list, const entry *e) {
    for (const zp_value *each = list; each != NULL; each = each->next) {
        if (zp_text_equal(text_at(each, "where"), e->where) &&
            zp_text_equal(text_at(each, "reason"), e->reason)) {
            return true;
        }
    }
    return false;
}

// A number typed before a title does not matter.
static zp_text without_number(const zp_form *form, zp_text title) {
    const zp_value *styles =
        zp_value_get(zp_value_get(zp_form_profile(form), "report"), "heading_numbers");
    size_t number;
    bool same;
    size_t size = zp_form_number(title, zp_value_text(zp_value_first(styles)), &number, &same);
    return zp_text_trim(zp_text_slice(title, size, title.size));
}

// report.ID of the section with this title; empty where there is none.
static zp_text section_path(const search *s, zp_version version, zp_text where) {
    const zp_value *report = zp_value_get(zp_form_profile(version.form), "report");
    zp_text title, bare = without_number(version.form, where);
    for (const zp_value *each = zp_value_first(zp_value_get(report, "section")); each != NULL;
         each = each->next) {
        zp_status status = zp_form_print(version.form, s->arena, s->messages, version.record,
                                         zp_value_get(each, "title"), &title);
        if (status == ZP_OK && (zp_text_equal(zp_text_trim(title), where) ||
                                zp_text_equal(zp_text_trim(title), bare))) {
            return zp_arena_print(s->arena, "report.%.*s", ZP_ARG(text_at(each, "id")));
        }
    }
    return (zp_text){0};
}

static zp_text report_path(const search *s, zp_text where) {
    static const char inlined[] = "report.sections.";
    if (zp_text_is(where, "报告")) {
        return ZP_TEXT("report");
    }
    if (zp_text_starts(where, inlined)) {
        return zp_arena_print(s->arena, "report.%.*s",
                              ZP_ARG(zp_text_slice(where, sizeof inlined - 1, where.size)));
    }
    zp_text path = section_path(s, s->differences->new, where);
    return path.size > 0 ? path : section_path(s, s->differences->old, where);
}

static void read_entries(search *s) {
    zp_version old = s->differences->old, new = s->differences->new;
    size_t capacity = 0;
    for (const zp_value *each = list_of(new); each != NULL; each = each->next) {
        entry e = {.where = text_at(each, "where"), .reason = text_at(each, "reason")};
        e.place = zp_value_get(each, "where")->place;
        e.again = is_in(list_of(old), &e);
        e.old = zp_value_find(old.record->root, e.where, NULL);
        e.new = zp_value_find(new.record->root, e.where, NULL);
        zp_text path = report_path(s, e.where);
        e.where = path.size > 0 ? path : e.where;
        *ZP_PUSH(s->arena, s->entries, s->count, capacity) = e;
    }
}

// ---------------------------------------------------------------- which covers a change

static bool is_gone(const zp_difference *d) {
    return d->kind == ZP_ELEMENT_REMOVED || d->kind == ZP_REPORT_REMOVED ||
           (d->kind == ZP_VALUE_CHANGED && d->old_given && !d->new_given);
}

// The change's path and those above it, the longest first, and what stands there.
enum { STEPS_MAX = 16 };
typedef struct steps {
    zp_text path[STEPS_MAX];
    const zp_value *value[STEPS_MAX];
    size_t count;
    bool gone;
} steps;

static steps steps_of(const search *s, const zp_difference *d) {
    steps all = {.gone = is_gone(d)};
    zp_version version = all.gone ? s->differences->old : s->differences->new;
    for (size_t end = d->path.size; end > 0 && all.count < STEPS_MAX; end--) {
        if (end == d->path.size || d->path.data[end] == '.' || d->path.data[end] == '[') {
            all.path[all.count] = zp_text_slice(d->path, 0, end);
            all.value[all.count] = zp_value_find(version.record->root, all.path[all.count], NULL);
            all.count++;
        }
    }
    return all;
}

// 绩效指标 › 产出指标, as `ziping diff` prints the place or one above it. More words, more bytes.
static size_t covered_in_words(const entry *e, zp_text where) {
    static const char mark[] = " ›";
    size_t size = e->where.size;
    bool begins =
        size > 0 && size <= where.size && zp_text_equal(zp_text_slice(where, 0, size), e->where);
    zp_text rest = begins ? zp_text_slice(where, size, where.size) : (zp_text){0};
    return begins && (rest.size == 0 || zp_text_starts(rest, mark)) ? size : 0;
}

// The bytes of the change's path that the entry names or holds; 0: it does not cover it.
static size_t covered(const entry *e, const steps *all) {
    const zp_value *value = all->gone ? e->old : e->new;
    for (size_t i = 0; i < all->count; i++) {
        if (zp_text_equal(all->path[i], e->where) || (value != NULL && all->value[i] == value)) {
            return all->path[i].size;
        }
    }
    return 0;
}

// The most specific one, else the first; what spoke of an earlier change only where nothing else
// does.
static entry *find(search *s, const zp_difference *d) {
    steps all = steps_of(s, d);
    entry *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < s->count; i++) {
        entry *each = &s->entries[i];
        size_t size = covered(each, &all);
        size = size > 0 ? size : covered_in_words(each, d->where);
        bool better = best == NULL || (best->again && !each->again) ||
                      (best->again == each->again && size > most);
        each->covers = each->covers || size > 0;
        if (size > 0 && better) {
            best = each;
            most = size;
        }
    }
    return best;
}

// ---------------------------------------------------------------- what follows from other changes

// The report's lines from `line` to the next blank one.
static zp_text source_of(zp_text report, uint32_t line) {
    size_t from = 0, to;
    for (uint32_t i = 1; i < line && from < report.size; from++) {
        i += report.data[from] == '\n';
    }
    for (to = from; to < report.size; to++) {
        size_t next = to + 1;
        next += next < report.size && report.data[next] == '\r';
        if (report.data[to] == '\n' && next < report.size && report.data[next] == '\n') {
            break;
        }
    }
    return zp_text_slice(report, from, to);
}

// A sentence in which nothing was rewritten: what it quotes in {{…}} is another value now.
static bool is_quoting(const zp_differences *differences, const zp_difference *d) {
    const zp_record *old = differences->old.record, *new = differences->new.record;
    if (d->kind != ZP_REPORT_CHANGED || old->report_file == NULL || new->report_file == NULL ||
        d->old_place.line == 0 || d->new_place.line == 0) {
        return false;
    }
    return zp_text_equal(source_of(old->report, d->old_place.line),
                         source_of(new->report, d->new_place.line));
}

// What needs no reason of its own.
static zp_text reason_that_follows(const zp_differences *differences, const zp_difference *d) {
    if (d->kind == ZP_VALUE_CHANGED && !d->old_given && !d->new_given) {
        return ZP_TEXT("由有关数据计算得出，随之更正。");
    }
    return is_quoting(differences, d) ? ZP_TEXT("引用的数据已更正，文字随之更正。") : (zp_text){0};
}

// ---------------------------------------------------------------- warnings

static void tell_entries(const search *s) {
    for (size_t i = 0; i < s->count; i++) {
        const entry *e = &s->entries[i];
        if (e->used && e->again) {
            zp_report(s->messages, ZP_WARNING, e->place, "revision-again",
                      "this reason was given for an earlier version already, and stands for what "
                      "changed at “%.*s” now; write a [[revision]] of its own if the reason is "
                      "another",
                      ZP_ARG(e->where));
        } else if (!e->used && !e->again) {
            zp_report(
                s->messages, ZP_WARNING, e->place, "revision-unused",
                e->covers
                    ? ZP_MARKED("all that changed at “%.*s” has another [[revision]], more "
                                "exact or before this one; take one of them out")
                    : ZP_MARKED("nothing that is printed changed at “%.*s”; name the place as "
                                "`ziping diff` prints it, or one above it, or take the "
                                "[[revision]] out"),
                ZP_ARG(e->where));
        }
    }
}

static void tell_missing(const search *s, const zp_difference *first, size_t missing) {
    if (missing == 0) {
        return;
    }
    zp_place place = first->new_place.file != NULL ? first->new_place : first->old_place;
    if (missing == 1) {
        zp_report(s->messages, ZP_WARNING, place, "revision-reason",
                  "one change has no reason: %.*s (`%.*s`); write it in a [[revision]], give "
                  "--reason, or fill it in by hand on the printed note",
                  ZP_ARG(first->where), ZP_ARG(first->path));
    } else {
        zp_report(s->messages, ZP_WARNING, place, "revision-reason",
                  "%zu changes have no reason, the first: %.*s (`%.*s`); write each in a "
                  "[[revision]], give --reason, or fill them in by hand on the printed note",
                  missing, ZP_ARG(first->where), ZP_ARG(first->path));
    }
}

zp_status package_find_reasons(zp_arena *arena, zp_messages *messages,
                               const zp_differences *differences, zp_text otherwise,
                               package_reasons *reasons) {
    search s = {arena, messages, differences, NULL, 0};
    const zp_difference *first = NULL;
    size_t missing = 0;
    reasons->of = ZP_ARRAY(arena, zp_text, differences->count);
    read_entries(&s);
    for (size_t i = 0; i < differences->count; i++) {
        const zp_difference *d = &differences->list[i];
        if (!package_is_shown(d)) {
            continue;
        }
        entry *e = find(&s, d);
        zp_text *reason = &reasons->of[i];
        *reason = e != NULL ? e->reason : zp_text_trim(otherwise);
        *reason = reason->size > 0 ? *reason : reason_that_follows(differences, d);
        if (e != NULL) {
            e->used = true;
        } else if (reason->size == 0) {
            first = missing++ == 0 ? d : first;
        }
    }
    tell_entries(&s);
    tell_missing(&s, first, missing);
    return ZP_OK;
}
