#include "storage/carton_store.h"

#include <limits>

#include "named_row.h"
#include "reach.h"
#include "stored.h"

namespace qy::storage::cartons {
namespace {

constexpr std::size_t kSsccDigits = 18;

#define QY_NAMED_CARTONS \
    "SELECT k.carton_id, k.party_id, k.sscc, k.prefix_digits, k.lot_id, k.quantity, k.numbered_at, k.prints, " \
    "coalesce(l.lot_number, ''), coalesce(g.specification, ''), " QY_NAMED_OF("g.") ", " QY_NAMED_OF("p.")      \
    " FROM carton k LEFT JOIN lot l ON l.lot_id = k.lot_id LEFT JOIN product g ON g.product_id = l.product_id " \
    "LEFT JOIN party p ON p.party_id = k.party_id "

constexpr Statement kPrefixOf{"gs1_prefix.of", "SELECT prefix FROM gs1_prefix WHERE party_id = $party"};
constexpr Statement kOverlaps{
    "gs1_prefix.overlaps",
    "SELECT 1 FROM gs1_prefix WHERE party_id <> $party AND (prefix = substr($prefix, 1, length(prefix)) OR $prefix = "
    "substr(prefix, 1, length($prefix))) LIMIT 1"};
constexpr Statement kSavePrefix{
    "gs1_prefix.save",
    "INSERT INTO gs1_prefix (party_id, prefix, next_number) VALUES ($party, $prefix, $next) ON CONFLICT (party_id) DO "
    "UPDATE SET prefix = excluded.prefix, next_number = CASE WHEN gs1_prefix.next_number < excluded.next_number THEN "
    "excluded.next_number ELSE gs1_prefix.next_number END"};
constexpr Statement kHighest{"carton.highest", "SELECT max(sscc) FROM carton WHERE sscc >= $from AND sscc <= $to"};
constexpr Statement kTake{"gs1_prefix.take",
                          "UPDATE gs1_prefix SET next_number = next_number + $count WHERE party_id = $party"};
constexpr Statement kNext{"gs1_prefix.next", "SELECT next_number FROM gs1_prefix WHERE party_id = $party"};
constexpr Statement kInsert{
    "carton.insert",
    "INSERT INTO carton (carton_id, party_id, sscc, prefix_digits, lot_id, quantity, numbered_at) VALUES ($carton, "
    "$party, $sscc, $digits, $lot, $quantity, $at)"};
constexpr Statement kCountPrint{"carton.count_print",
                                "UPDATE carton SET prints = prints + 1 WHERE carton_id = $carton"};
constexpr Statement kFind{
    "carton.find", QY_NAMED_CARTONS "WHERE k.sscc {in:ssccs} AND " QY_REACHED_OWN("k.party_id") "ORDER BY k.sscc"};
constexpr Statement kListOf{"carton.list_of", QY_NAMED_CARTONS
                            "WHERE k.party_id = $party AND k.carton_id < $before ORDER BY k.carton_id DESC LIMIT "
                            "$limit"};
constexpr Statement kList{
    "carton.list",
    QY_NAMED_CARTONS "WHERE k.carton_id < $before AND " QY_REACHED_OWN("k.party_id") "ORDER BY k.carton_id DESC LIMIT "
                                                                                     "$limit"};

NamedCarton carton_from(const Row& row) {
    NamedCarton named;
    auto& carton = named.carton;
    carton.id = row.id<model::CartonId>(0);
    carton.party = row.id<model::PartyId>(1);
    carton.sscc = row.text(2);
    carton.prefix_digits = static_cast<std::size_t>(row.integer(3));
    carton.lot = row.id<model::LotId>(4);
    carton.quantity = row.text(5);
    carton.numbered_at = row.time(6);
    carton.prints = row.integer(7);
    named.lot_number = row.text(8);
    named.specification = row.text(9);
    named.product = named_at(row, 10);
    named.party = named_at(row, 12);
    return named;
}

/// Behind the highest number that anybody has under the prefix; 0 where there is none.
Result<std::int64_t> first_free(Reader& reader, std::string_view prefix) {
    for (char extension = '9'; extension >= '0'; --extension) {
        const auto from = extension + std::string(prefix);
        QY_TRY(highest, reader.first(kHighest, {{"from", from}, {"to", from + std::string(kSsccDigits, '9')}},
                                     [](const Row& row) { return std::string(row.text(0)); }));
        if (highest && !highest->empty()) return model::number_of_sscc(prefix, *highest) + 1;
    }
    return 0;
}

}  // namespace

Result<std::optional<std::string>> prefix_of(Reader& reader, model::PartyId party) {
    return reader.first(kPrefixOf, {{"party", party}}, [](const Row& row) { return std::string(row.text(0)); });
}

Result<bool> overlaps(Reader& reader, model::PartyId party, std::string_view prefix) {
    QY_TRY(found, reader.first(kOverlaps, {{"party", party}, {"prefix", prefix}},
                               [](const Row& row) { return row.integer(0); }));
    return found.has_value();
}

Result<void> save_prefix(Writer& writer, model::PartyId party, std::string_view prefix) {
    QY_TRY(next, first_free(writer, prefix));
    return insert_row(writer, kSavePrefix, {{"party", party}, {"prefix", prefix}, {"next", next}});
}

Result<std::int64_t> take_numbers(Writer& writer, model::PartyId party, std::int64_t count) {
    QY_CHECK(update_row(writer, kTake, {{"party", party}, {"count", count}}));
    QY_TRY(next, writer.first(kNext, {{"party", party}}, [](const Row& row) { return row.integer(0); }));
    return next.value_or(count) - count;
}

Result<void> insert(Writer& writer, const model::Carton& carton) {
    return insert_row(writer, kInsert,
                      {{"carton", carton.id},
                       {"party", carton.party},
                       {"sscc", carton.sscc},
                       {"digits", static_cast<std::int64_t>(carton.prefix_digits)},
                       {"lot", carton.lot},
                       {"quantity", carton.quantity},
                       {"at", carton.numbered_at}});
}

Result<void> count_print(Writer& writer, model::CartonId id) {
    return update_row(writer, kCountPrint, {{"carton", id}});
}

Result<std::vector<NamedCarton>> find(Reader& reader, const model::Reach& reach,
                                      const std::vector<std::string>& ssccs) {
    return reader.all(kFind, {{"ssccs", std::span<const std::string>(ssccs)}, QY_REACH_OWN_BINDS(reach)}, carton_from);
}

Result<std::vector<NamedCarton>> list(Reader& reader, const model::Reach& reach, std::int64_t before,
                                      std::int64_t limit) {
    const auto bound = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    if (!reach.all && reach.regions.empty()) {
        return reader.all(kListOf, {{"party", reach.party}, {"before", bound}, {"limit", limit}}, carton_from);
    }
    return reader.all(kList, {{"before", bound}, {"limit", limit}, QY_REACH_OWN_BINDS(reach)}, carton_from);
}

}  // namespace qy::storage::cartons
