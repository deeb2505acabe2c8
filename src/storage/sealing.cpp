#include "storage/sealing.h"

#include <algorithm>

#include "sealing_rows.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::sealing {
namespace {

constexpr Statement kFind{"sealing.find",
                          "SELECT epoch, index_epoch, reindex, cursor, passed, renewed, total, damaged, done, "
                          "changed_at FROM sealing WHERE relation = "
                          "$relation"};
constexpr Statement kKeep{
    "sealing.keep",
    "INSERT INTO sealing (relation, epoch, index_epoch, reindex, cursor, passed, renewed, total, damaged, done, "
    "changed_at) "
    "VALUES ($relation, $epoch, $index_epoch, $reindex, $cursor, $passed, $renewed, $total, $damaged, $done, $at) ON "
    "CONFLICT "
    "(relation) DO UPDATE SET epoch = excluded.epoch, index_epoch = excluded.index_epoch, reindex = excluded.reindex, "
    "cursor = excluded.cursor, "
    "passed = excluded.passed, renewed = excluded.renewed, total = excluded.total, damaged = excluded.damaged, done = "
    "excluded.done, changed_at = excluded.changed_at"};

const Relation& relation_of(std::string_view name) {
    const auto table = relation_table();
    const auto found = std::ranges::find(table, name, &Relation::name);
    QY_ASSERT(found != table.end());
    return *found;
}

Result<Progress> kept_progress(Reader& reader, std::string_view relation) {
    QY_TRY(found, reader.first(kFind, {{"relation", relation}}, [&](const Row& row) {
        return Progress{std::string(relation),
                        static_cast<int>(row.integer(0)),
                        static_cast<int>(row.integer(1)),
                        row.flag(2),
                        std::string(row.text(3)),
                        row.integer(4),
                        row.integer(5),
                        row.integer(6),
                        row.integer(7),
                        row.flag(8),
                        row.time(9)};
    }));
    return found.value_or(Progress{std::string(relation), 0, 0, true, {}, 0, 0, 0, 0, false, {}});
}

Result<void> keep(Writer& writer, const Progress& progress) {
    return insert_row(writer, kKeep,
                      {{"relation", progress.relation},
                       {"epoch", progress.epoch},
                       {"index_epoch", progress.index_epoch},
                       {"reindex", progress.reindex},
                       {"cursor", progress.cursor},
                       {"passed", progress.passed},
                       {"renewed", progress.renewed},
                       {"total", progress.total},
                       {"damaged", progress.damaged},
                       {"done", progress.done},
                       {"at", progress.changed_at}});
}

/// A row that does not open is counted and left: it is evidence, and it must not hold up the others.
Result<void> renew(Writer& writer, const Relation& relation, const SeenRow& row, Progress& progress) {
    auto renewed = writer.nested([&] { return relation.renew(writer, row); });
    if (renewed.ok()) {
        ++progress.renewed;
        ++progress.total;
        return {};
    }
    if (renewed.error().kind != ErrorKind::corrupt) return renewed;
    ++progress.damaged;
    return {};
}

void end_pass(Progress& progress) {
    progress.done = progress.renewed == 0;
    if (progress.done) return;
    progress.cursor.clear();
    progress.passed = 0;
    progress.renewed = 0;
    progress.damaged = 0;
    progress.reindex = false;  // what is written meanwhile has its hashes under the new key already
}

}  // namespace

std::span<const std::string_view> relations() {
    static const std::vector<std::string_view> kNames = [] {
        std::vector<std::string_view> names;
        for (const auto& relation : relation_table()) names.push_back(relation.name);
        return names;
    }();
    return kNames;
}

Result<Progress> progress(Reader& reader, std::string_view relation) {
    QY_TRY(kept, kept_progress(reader, relation));
    const auto& vault = reader.vault();
    QY_TRY(epoch, relation_of(relation).key == RowKey::access ? vault.vouch_epoch() : vault.epoch());
    QY_TRY(index_epoch, vault.index_epoch());
    if (kept.epoch == epoch && kept.index_epoch == index_epoch) return kept;
    const bool reindex = kept.index_epoch != index_epoch || kept.reindex;
    return Progress{std::string(relation), epoch, index_epoch, reindex, {}, 0, 0, 0, 0, false, kept.changed_at};
}

Result<Progress> step(Writer& writer, std::string_view name, std::int64_t limit, Time now) {
    const auto& relation = relation_of(name);
    QY_TRY(progress, sealing::progress(writer, name));
    if (progress.done) return progress;
    const Target target{progress.epoch, progress.reindex};
    QY_TRY(rows, relation.page(writer, progress.cursor, limit, target));
    for (const auto& row : rows) {
        if (row.needs_sealing) QY_CHECK(renew(writer, relation, row, progress));
    }
    progress.passed += static_cast<std::int64_t>(rows.size());
    if (!rows.empty()) progress.cursor = rows.back().cursor;
    if (static_cast<std::int64_t>(rows.size()) < limit) end_pass(progress);
    progress.changed_at = now;
    QY_CHECK(keep(writer, progress));
    return progress;
}

}  // namespace qy::storage::sealing
