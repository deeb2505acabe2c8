#include "storage/label_order_store.h"

#include <limits>

#include "named_row.h"
#include "reach.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::label_orders {
namespace {

#define QY_ORDER_COLUMNS                                                                                     \
    "o.label_order_id, o.party_id, o.brand_id, o.product_id, o.lot_id, o.quantity, o.pin, o.note, o.state, " \
    "o.block_id, o.printer_id, o.renewed_for, o.replaced, o.spoiled, o.damaged, o.missing, o.ordered_by, "   \
    "o.created_at, o.changed_at, o.version "
#define QY_NAMED_ORDERS \
    "SELECT " QY_ORDER_COLUMNS                                                                                    \
    ", coalesce(l.lot_number, ''), " QY_NAMED_OF("p.") ", " QY_NAMED_OF("br.") ", " QY_NAMED_OF("g.") ", "         \
    QY_NAMED_OF("h.") " FROM label_order o LEFT JOIN party p ON p.party_id = o.party_id LEFT JOIN brand br ON " \
    "br.brand_id = o.brand_id LEFT JOIN product g ON g.product_id = o.product_id LEFT JOIN lot l ON l.lot_id = "  \
    "o.lot_id LEFT JOIN party h ON h.party_id = o.printer_id "

constexpr Statement kInsert{
    "label_order.insert",
    "INSERT INTO label_order (label_order_id, party_id, brand_id, product_id, lot_id, quantity, pin, note, state, "
    "ordered_by, created_at, changed_at) VALUES ($order, $party, $brand, $product, $lot, $quantity, $pin, $note, "
    "$state, $ordered_by, $created_at, $created_at)"};
constexpr Statement kFind{
    "label_order.find", QY_NAMED_ORDERS "WHERE o.label_order_id = $order AND " QY_REACHED("o.party_id", "o.brand_id")};
constexpr Statement kFindGiven{"label_order.find_given",
                               QY_NAMED_ORDERS "WHERE o.label_order_id = $order AND " QY_REACHED_OWN("o.printer_id")};
constexpr Statement kListOf{"label_order.list_of", QY_NAMED_ORDERS
                            "WHERE o.party_id = $party AND o.label_order_id < $before AND ($state = '' OR o.state = "
                            "$state) ORDER BY o.label_order_id DESC LIMIT $limit"};
constexpr Statement kList{"label_order.list",
                          QY_NAMED_ORDERS "WHERE o.label_order_id < $before AND " QY_REACHED(
                              "o.party_id", "o.brand_id") "ORDER BY o.label_order_id DESC LIMIT $limit"};
constexpr Statement kListIn{"label_order.list_in",
                            QY_NAMED_ORDERS "WHERE o.state = $state AND o.label_order_id < $before AND " QY_REACHED(
                                "o.party_id", "o.brand_id") "ORDER BY o.label_order_id DESC LIMIT $limit"};
constexpr Statement kGivenTo{"label_order.given_to", QY_NAMED_ORDERS
                             "WHERE o.printer_id = $party AND o.label_order_id < $before ORDER BY o.label_order_id "
                             "DESC LIMIT $limit"};
constexpr Statement kGiven{"label_order.given", QY_NAMED_ORDERS
                           "WHERE o.label_order_id < $before AND o.printer_id IS NOT NULL AND " QY_REACHED_OWN(
                               "o.printer_id") "ORDER BY o.label_order_id DESC LIMIT $limit"};
constexpr Statement kOfBlock{"label_order.of_block",
                             "SELECT " QY_ORDER_COLUMNS "FROM label_order o WHERE o.block_id = $block"};
constexpr Statement kUpdate{
    "label_order.update",
    "UPDATE label_order SET state = $state, block_id = $block, printer_id = $printer, renewed_for = $renewed_for, "
    "replaced = $replaced, spoiled = $spoiled, damaged = $damaged, missing = $missing, changed_at = $changed_at, "
    "version = version + 1 WHERE label_order_id = $order AND version = $version"};
constexpr Statement kSetPassword{"label_order.set_password",
                                 "UPDATE label_order SET secret = $secret WHERE label_order_id = $order"};
constexpr Statement kPassword{"label_order.password", "SELECT secret FROM label_order WHERE label_order_id = $order"};
constexpr Statement kAppendStep{
    "label_order_step.append",
    "INSERT INTO label_order_step (label_order_id, number, verb, state, actor, comment, at) VALUES ($order, (SELECT "
    "coalesce(max(number), 0) + 1 FROM label_order_step WHERE label_order_id = $order), $verb, $state, $actor, "
    "$comment, $at)"};
constexpr Statement kSteps{"label_order_step.all",
                           "SELECT verb, state, actor, comment, at FROM label_order_step WHERE label_order_id = $order "
                           "ORDER BY number"};
constexpr Statement kPrintingHouses{"party.printing_houses",
                                    "SELECT party_id, region, name, name_en FROM party WHERE replace(roles, "
                                    "'printing_house', '') <> roles AND active = 1 AND "
                                    "party_id > $after ORDER BY party_id LIMIT $limit"};

Place secret_place(model::LabelOrderId id) {
    return {"label_order", "secret", id.number()};
}

Result<model::LabelOrder> order_from(const Row& row) {
    const auto state = model::parse_label_order_state(row.text(8));
    if (!state) return unknown_word("label_order.state", row.text(8));
    model::LabelOrder order;
    order.id = row.id<model::LabelOrderId>(0);
    order.party = row.id<model::PartyId>(1);
    order.brand = row.id<model::BrandId>(2);
    order.product = row.id<model::ProductId>(3);
    order.lot = row.id<model::LotId>(4);
    order.quantity = row.integer(5);
    order.pin = row.flag(6);
    order.note = row.text(7);
    order.state = *state;
    order.block = row.id<model::CodeRangeId>(9);
    order.printer = row.id<model::PartyId>(10);
    order.renewed_for = row.text(11);
    order.replaced = row.integer(12);
    order.spoiled = row.integer(13);
    order.damaged = row.integer(14);
    order.missing = row.integer(15);
    order.ordered_by = row.id<model::UserId>(16);
    order.created_at = row.time(17);
    order.changed_at = row.time(18);
    order.version = row.integer(19);
    return order;
}

Result<NamedOrder> named_from(const Row& row) {
    QY_TRY(order, order_from(row));
    return NamedOrder{std::move(order),  std::string(row.text(20)), named_at(row, 21),
                      named_at(row, 23), named_at(row, 25),         named_at(row, 27)};
}

Result<model::LabelOrderStep> step_from(const Row& row) {
    const auto verb = model::parse_label_order_verb(row.text(0));
    const auto state = model::parse_label_order_state(row.text(1));
    if (!verb || !state) return corrupt("storage.corrupt").because("label_order_step.verb or state");
    return model::LabelOrderStep{*verb, *state, std::string(row.text(2)), std::string(row.text(3)), row.time(4)};
}

bool own_alone(const model::Reach& reach) {
    return !reach.all && reach.manager.is_none() && reach.regions.empty();
}

std::int64_t bound_of(std::int64_t before) {
    return before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
}

}  // namespace

Result<void> insert(Writer& writer, const model::LabelOrder& order) {
    return insert_row(writer, kInsert,
                      {{"order", order.id},
                       {"party", order.party},
                       {"brand", order.brand},
                       {"product", order.product},
                       {"lot", order.lot},
                       {"quantity", order.quantity},
                       {"pin", order.pin},
                       {"note", order.note},
                       {"state", model::to_string(order.state)},
                       {"ordered_by", order.ordered_by.number()},
                       {"created_at", order.created_at}});
}

Result<std::optional<NamedOrder>> find(Reader& reader, const model::Reach& reach, model::LabelOrderId id) {
    return first_of(reader, kFind, {{"order", id}, QY_REACH_BINDS(reach)}, &named_from);
}

Result<std::optional<NamedOrder>> find_given(Reader& reader, const model::Reach& reach, model::LabelOrderId id) {
    return first_of(reader, kFindGiven, {{"order", id}, QY_REACH_OWN_BINDS(reach)}, &named_from);
}

Result<std::vector<NamedOrder>> list(Reader& reader, const model::Reach& reach,
                                     std::optional<model::LabelOrderState> state, std::int64_t before,
                                     std::int64_t limit) {
    const auto word = state ? model::to_string(*state) : std::string_view();
    const auto bound = bound_of(before);
    if (own_alone(reach)) {
        return all_of(reader, kListOf, {{"party", reach.party}, {"state", word}, {"before", bound}, {"limit", limit}},
                      &named_from);
    }
    if (!state) return all_of(reader, kList, {{"before", bound}, {"limit", limit}, QY_REACH_BINDS(reach)}, &named_from);
    return all_of(reader, kListIn, {{"state", word}, {"before", bound}, {"limit", limit}, QY_REACH_BINDS(reach)},
                  &named_from);
}

Result<std::vector<NamedOrder>> given(Reader& reader, const model::Reach& reach, std::int64_t before,
                                      std::int64_t limit) {
    const auto bound = bound_of(before);
    if (own_alone(reach)) {
        return all_of(reader, kGivenTo, {{"party", reach.party}, {"before", bound}, {"limit", limit}}, &named_from);
    }
    return all_of(reader, kGiven, {{"before", bound}, {"limit", limit}, QY_REACH_OWN_BINDS(reach)}, &named_from);
}

Result<std::optional<model::LabelOrder>> of_block(Reader& reader, model::CodeRangeId block) {
    return first_of(reader, kOfBlock, {{"block", block}}, &order_from);
}

Result<void> update(Writer& writer, const model::LabelOrder& order) {
    return update_row(writer, kUpdate,
                      {{"order", order.id},
                       {"state", model::to_string(order.state)},
                       {"block", order.block},
                       {"printer", order.printer},
                       {"renewed_for", order.renewed_for},
                       {"replaced", order.replaced},
                       {"spoiled", order.spoiled},
                       {"damaged", order.damaged},
                       {"missing", order.missing},
                       {"changed_at", order.changed_at},
                       {"version", order.version}});
}

Result<void> set_password(Writer& writer, model::LabelOrderId id, const SecretText& password) {
    std::string sealed;
    if (!password.expose().empty()) {
        QY_TRY(made, writer.vault().seal(secret_place(id), password.expose()));
        sealed = std::move(made);
    }
    return update_row(writer, kSetPassword, {{"order", id}, {"secret", sealed}});
}

Result<SecretText> password(Reader& reader, model::LabelOrderId id) {
    QY_TRY(found, reader.first(kPassword, {{"order", id}}, [](const Row& row) { return std::string(row.text(0)); }));
    if (!found || found->empty()) return SecretText();
    QY_TRY(opened, reader.vault().open(secret_place(id), *found));
    return SecretText(std::move(opened));
}

Result<void> append_step(Writer& writer, model::LabelOrderId id, const model::LabelOrderStep& step) {
    return insert_row(writer, kAppendStep,
                      {{"order", id},
                       {"verb", model::to_string(step.verb)},
                       {"state", model::to_string(step.state)},
                       {"actor", step.actor},
                       {"comment", step.comment},
                       {"at", step.at}});
}

Result<std::vector<model::LabelOrderStep>> steps(Reader& reader, model::LabelOrderId id) {
    return all_of(reader, kSteps, {{"order", id}}, &step_from);
}

Result<std::vector<PrintingHouse>> printing_houses(Reader& reader, std::int64_t after, std::int64_t limit) {
    return reader.all(kPrintingHouses, {{"after", after}, {"limit", limit}}, [](const Row& row) {
        return PrintingHouse{row.id<model::PartyId>(0), std::string(row.text(1)), named_at(row, 2)};
    });
}

}  // namespace qy::storage::label_orders
