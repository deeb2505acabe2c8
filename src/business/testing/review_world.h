#pragma once
// For tests: people of a small world who change its products and review each other.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "business/review.h"
#include "business/testing/code_world.h"
#include "storage/catalogue_store.h"

namespace qy::business::testing {

class ReviewWorld : public ::testing::Test {
 protected:
    [[nodiscard]] Review review() const { return Review(world_.services()); }
    [[nodiscard]] static model::Actor named(std::string name, std::int64_t user, model::PartyId party,
                                            model::Role role) {
        auto actor = CodeWorld::user(party, role);
        actor.user = model::UserId(user);
        actor.name = std::move(name);
        return actor;
    }
    model::Product product(model::ProductId id) {
        return world_.store()
            .read([&](storage::Reader& reader) {
                return storage::catalogue::find_product(reader, model::Reach::everything(), id);
            })
            .value()
            .value();
    }
    Result<model::Submission> change_product(model::ProductId id, std::int64_t base_version, JsonObject content,
                                             const model::Actor& actor) {
        return review().submit(world_.names.farm,
                               {{model::ChangeKind::product, id.number(), base_version, std::move(content)}}, actor);
    }

    CodeWorld world_;
};

}  // namespace qy::business::testing
