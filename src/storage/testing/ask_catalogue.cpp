#include "storage/testing/ask_catalogue.h"

#include "storage/catalogue_store.h"
#include "storage/dictionary_store.h"
#include "storage/testing/done.h"

namespace qy::storage::testing {
namespace {

void ask_categories(Writer& db) {
    using namespace catalogue;
    model::Category category;
    category.id = model::CategoryId(30'000);
    category.code = "new";
    category.name = "new";
    done(insert_category(db, category));
    done(update_category(db, category, 1, "2026-03-01"));
    done(find_category(db, category.id));
    done(category_by_code(db, "new"));
    done(categories(db));
    done(categories_on(db, "2026-03-02"));
    done(versions_of(db, category.id));
    done(insert_successor(db, category.id, model::CategoryId(1)));
    done(successions(db));
    done(move_products(db, {model::CategoryId(7), category.id}, {}));
    done(move_products(db, {model::CategoryId(8), category.id, {8, 58}, "g", model::PartyId(9)}, {}));
    done(count_products(db, {model::CategoryId(9), category.id}));
    done(count_grants(db, "c1"));
    done(rename_in_grants(db, "c1", "c2"));
    model::BrandGrant grant;
    grant.party = model::PartyId(7);
    grant.brand = model::BrandId(8);
    grant.category_code = "c3";
    grant.valid_from = "2026-01-01";
    grant.valid_to = "2026-12-31";
    done(find_grant(db, {.party = model::PartyId(7), .manager = model::PartyId(8)}, model::BrandGrantId(77)));
    done(produced_under(db, grant));
    done(catalogue_version(db));
    done(raise_catalogue_version(db));
    done(product_versions(db, model::ProductId(7)));
}

void ask_words(Writer& db) {
    using namespace catalogue;
    const model::DictionaryItem item{"unit", "new", "新", "new", {"a"}, 1};
    done(insert_items(db, {item}));
    done(update_item(db, item, 1, "2026-03-01"));
    done(dictionary_item(db, "unit", "new"));
    done(catalogue::dictionary(db));
    done(dictionary_on(db, "2026-03-02"));
    done(item_versions(db, "unit", "new"));
    done(events_using(db, {"test_result"}, "qualified", model::EventId(5), 100));
    done(events_using(db, {"grade", false, true}, "first", {}, 100));
    done(products_using(db, "milk", model::ProductId(5), 100));
}

}  // namespace

void ask_catalogue(Writer& db) {
    ask_categories(db);
    ask_words(db);
}

}  // namespace qy::storage::testing
