#pragma once
// The fixture of the suites that look at plans: what is asked of a store, and which statements it has.
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

#include "storage/testing/backend_test.h"
#include "storage/testing/plan_reader.h"

namespace qy::storage::testing {

/// Names of all statements in the files of these stores: "media" is media_store.cpp.
[[nodiscard]] std::set<std::string> statements_of(std::initializer_list<std::string_view> stores);

class PlansTestBase : public BackendTest {
 protected:
    /// The book of what `ask(writer)` asks; nothing is kept.
    template <class Ask>
    PlanBook book_of(const std::set<std::string>& large_tables, Ask ask) {
        PlanBook book;
        (void)write([&](Writer& writer) -> Result<void> {
            PlanWriter plans(writer, GetParam(), large_tables, book);
            ask(plans);
            return conflict("storage.changed");  // undo
        });
        return book;
    }
};

}  // namespace qy::storage::testing
