#include "storage/testing/ask_codes.h"

#include <vector>

#include "storage/carton_store.h"
#include "storage/code_store.h"
#include "storage/label_order_store.h"
#include "storage/label_print_store.h"
#include "storage/scan_store.h"
#include "storage/testing/done.h"

// Only the members that matter are named.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage::testing {

void ask_codes(Writer& db) {
    using namespace codes;
    StoredRange stored;
    stored.range = {.id = model::CodeRangeId(50'000), .epoch = 2, .first = 1, .last = 9, .party = model::PartyId(1)};
    done(codes::insert(db, stored));
    done(holding(db, 1, 77'777));
    done(codes::find(db, model::Reach::everything(), stored.range.id));
    done(touching(db, 1, 0, 77'000, 78'000));
    done(last_serial(db, 1));
    done(issued_under(db, model::BrandGrantId(7)));
    done(bound_to(db, std::vector<std::int64_t>{2, 4}, 50));
    done(unbound_of(db, model::PartyId(2), model::BrandId(2)));
    done(set_lot(db, stored.range.id, model::LotId(1)));
    done(codes::set_state(db, stored.range.id, model::RangeState::delivered));
    done(set_frozen(db, stored.range.id, true, "r"));
    done(push_down(db, stored));
    done(adopt(db, stored));
    done(state(db, "c77"));
    done(set_code_frozen(db, "c77", true, "r"));
    done(set_pin_state(db, "c77", {}));
    done(find_alias(db, "a77"));
    done(insert_alias(db, "new", {"c77", model::PartyId(1)}));
    done(label_prints::insert(db, {.id = model::LabelPrintId(50'000), .block = stored.range.id}));
    done(label_prints::newest_of(db, stored.range.id, 1, 9));
    using namespace label_orders;
    const auto everything = model::Reach::everything();
    model::LabelOrder order{.id = model::LabelOrderId(50'000), .party = model::PartyId(1), .quantity = 9};
    done(label_orders::insert(db, order));
    done(append_step(db, order.id, {}));
    done(steps(db, order.id));
    done(set_password(db, order.id, SecretText("7KQ2M")));
    done(password(db, order.id));
    done(label_orders::update(db, order));
    done(label_orders::find(db, everything, order.id));
    done(find_given(db, everything, order.id));
    done(label_orders::list(db, model::Reach::of(order.party), {}, 0, 50));
    done(label_orders::list(db, everything, {}, 0, 50));
    done(label_orders::list(db, everything, model::LabelOrderState::requested, 0, 50));
    done(given(db, model::Reach::of(order.party), 0, 50));
    done(given(db, everything, 0, 50));
    done(of_block(db, stored.range.id));
    done(printing_houses(db, 0, 50));
    done(cartons::save_prefix(db, model::PartyId(500), "6901234"));
    done(cartons::prefix_of(db, model::PartyId(500)));
    done(cartons::overlaps(db, model::PartyId(500), "6901234"));
    done(cartons::take_numbers(db, model::PartyId(500), 3));
    const model::Carton carton{
        .id = model::CartonId(50'000), .party = model::PartyId(1), .sscc = "new", .lot = model::LotId(1)};
    done(cartons::insert(db, carton));
    done(cartons::count_print(db, carton.id));
    done(cartons::find(db, everything, {"S7", "S8"}));
    done(cartons::list(db, model::Reach::of(carton.party), 0, 50));
    done(cartons::list(db, everything, 0, 50));
    done(scans::recent(db, "c77", {0}, 64));
    done(scans::insert(db, {.id = scans::ScanId(50'000), .code = "c77"}));
    done(scans::add_repeats(db, scans::ScanId(50'000), 1));
    done(scans::add_totals(db, {.code = "c77"}));
}

}  // namespace qy::storage::testing
