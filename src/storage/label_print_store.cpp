#include "storage/label_print_store.h"

#include "stored.h"

namespace qy::storage::label_prints {
namespace {

constexpr Statement kInsert{"label_print.insert",
                            "INSERT INTO label_print (label_print_id, block_id, first_serial, last_serial, medium, "
                            "reason, printed_by, printed_at) "
                            "VALUES ($print, $block, $first, $last, $medium, $reason, $by, $at)"};
constexpr Statement kNewestOf{
    "label_print.newest_of",
    "SELECT label_print_id, block_id, first_serial, last_serial, medium, reason, printed_by, printed_at FROM "
    "label_print "
    "WHERE block_id = $block AND last_serial >= $first AND first_serial <= $last ORDER BY label_print_id DESC LIMIT 1"};

model::LabelPrint print_from(const Row& row) {
    model::LabelPrint print;
    print.id = row.id<model::LabelPrintId>(0);
    print.block = row.id<model::CodeRangeId>(1);
    print.first = row.integer(2);
    print.last = row.integer(3);
    print.medium = row.text(4);
    print.reason = row.text(5);
    print.printed_by = row.text(6);
    print.printed_at = row.time(7);
    return print;
}

}  // namespace

Result<void> insert(Writer& writer, const model::LabelPrint& print) {
    return insert_row(writer, kInsert,
                      {{"print", print.id},
                       {"block", print.block},
                       {"first", print.first},
                       {"last", print.last},
                       {"medium", print.medium},
                       {"reason", print.reason},
                       {"by", print.printed_by},
                       {"at", print.printed_at}});
}

Result<std::optional<model::LabelPrint>> newest_of(Reader& reader, model::CodeRangeId block, std::int64_t first,
                                                   std::int64_t last) {
    return reader.first(kNewestOf, {{"block", block}, {"first", first}, {"last", last}}, print_from);
}

}  // namespace qy::storage::label_prints
