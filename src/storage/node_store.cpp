#include "storage/node_store.h"

#include "stored.h"

namespace qy::storage::nodes {
namespace {

constexpr Statement kTaken{"node_lease.taken", "SELECT node FROM node_lease WHERE leased_until > $now ORDER BY node"};
constexpr Statement kLease{
    "node_lease.lease",
    "INSERT INTO node_lease (node, holder, leased_until) VALUES ($node, $holder, $until) ON CONFLICT (node) DO UPDATE "
    "SET holder = excluded.holder, leased_until = excluded.leased_until"};
constexpr Statement kRenew{"node_lease.renew",
                           "UPDATE node_lease SET leased_until = $until WHERE node = $node AND holder = $holder"};
constexpr Statement kRelease{"node_lease.release", "DELETE FROM node_lease WHERE node = $node AND holder = $holder"};
// Every table whose key is an id; events have theirs in an index.
constexpr Statement kNewest{
    "node_lease.newest_id",
    "SELECT coalesce(max(id), 0) FROM (SELECT max(party_id) AS id FROM party UNION ALL SELECT max(plot_id) FROM plot "
    "UNION ALL SELECT max(licence_id) FROM licence UNION ALL SELECT max(category_id) FROM category UNION ALL SELECT "
    "max(brand_id) FROM brand UNION ALL SELECT max(brand_grant_id) FROM brand_grant UNION ALL SELECT max(product_id) "
    "FROM product UNION ALL SELECT max(lot_id) FROM lot UNION ALL SELECT max(event_id) FROM trace_event UNION ALL "
    "SELECT max(code_range_id) FROM code_range UNION ALL SELECT max(scan_id) FROM scan UNION ALL SELECT max(import_id) "
    "FROM import UNION ALL SELECT max(import_id) FROM import_upload UNION ALL SELECT max(submission_id) FROM "
    "submission UNION ALL SELECT max(policy_id) FROM policy UNION "
    "ALL SELECT max(user_id) FROM app_user UNION ALL SELECT max(session_id) FROM session UNION ALL SELECT "
    "max(second_factor_id) FROM second_factor UNION ALL SELECT max(access_proposal_id) FROM access_proposal UNION "
    "ALL SELECT max(token_id) FROM token UNION ALL SELECT max(outbox_message_id) FROM outbox_message UNION ALL SELECT "
    "max(registration_id) FROM registration "
    "UNION "
    "ALL SELECT max(invitation_id) FROM invitation UNION ALL SELECT max(shipment_link_id) FROM shipment_link UNION ALL "
    "SELECT max(data_request_id) FROM data_request UNION ALL SELECT max(export_approval_id) FROM export_approval UNION "
    "ALL SELECT "
    "max(media_id) FROM media UNION ALL SELECT max(media_upload_id) FROM media_upload UNION ALL SELECT "
    "max(label_print_id) FROM label_print UNION ALL SELECT max(label_order_id) FROM label_order UNION ALL "
    "SELECT max(carton_id) FROM carton UNION ALL SELECT max(consumer_report_id) FROM consumer_report) AS "
    "newest"};

}  // namespace

Result<std::optional<int>> lease(Writer& writer, std::string_view holder, Time now, Time until) {
    int free = 0;
    QY_CHECK(writer.each_until(kTaken, {{"now", now}}, [&free](const Row& row) -> Result<bool> {
        if (row.integer(0) != free) return false;
        ++free;
        return true;
    }));
    if (free > node_max) return std::optional<int>();
    QY_CHECK(insert_row(writer, kLease, {{"node", free}, {"holder", holder}, {"until", until}}));
    return std::optional(free);
}

Result<bool> renew(Writer& writer, int node, std::string_view holder, Time until) {
    QY_TRY(rows, writer.run(kRenew, {{"node", node}, {"holder", holder}, {"until", until}}));
    return rows > 0;
}

Result<void> release(Writer& writer, int node, std::string_view holder) {
    QY_TRY(rows, writer.run(kRelease, {{"node", node}, {"holder", holder}}));
    (void)rows;
    return {};
}

Result<std::int64_t> newest_id(Reader& reader) {
    QY_TRY(newest, reader.first(kNewest, {}, [](const Row& row) { return row.integer(0); }));
    return newest.value_or(0);
}

}  // namespace qy::storage::nodes
